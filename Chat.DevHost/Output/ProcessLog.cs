namespace Chat.DevHost.Output;

/// <summary>One process's output. What is not shown is remembered for a while, in case the process dies.</summary>
internal sealed class ProcessLog(ConsoleLog console, string title)
{
    private const int RememberedLines = 20;

    private readonly Lock _lock = new();
    private readonly Queue<(LineLevel Level, string Text)> _hidden = new(RememberedLines);
    private LineLevel _level = LineLevel.Information;

    public string LastLine { get; private set; } = "";

    public void Output(string line) => Take(line, LineLevel.Information);

    public void Error(string line) => Take(line, LineLevel.Warning);

    /// <summary>Shows what was hidden last.</summary>
    public void ShowTail()
    {
        lock (_lock)
        {
            while (_hidden.TryDequeue(out var line))
                console.Line(title, line.Level, line.Text);
        }
    }

    private void Take(string line, LineLevel unmarked)
    {
        if (line.Length == 0)
            return;
        lock (_lock)
        {
            // A line that is indented belongs to the one before.
            _level = char.IsWhiteSpace(line[0]) ? _level : LineLevels.Of(line) ?? unmarked;
            LastLine = line;
            if (console.Verbose || _level >= LineLevel.Warning)
            {
                console.Line(title, _level, line);
                return;
            }

            if (_hidden.Count == RememberedLines)
                _hidden.Dequeue();
            _hidden.Enqueue((_level, line));
        }
    }
}
