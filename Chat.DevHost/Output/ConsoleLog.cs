namespace Chat.DevHost.Output;

/// <summary>What the run writes: its own lines, and those of its processes with their names before them.</summary>
/// <param name="writer">Where to.</param>
/// <param name="verbose">Every line of every process; otherwise warnings and worse.</param>
/// <param name="coloured">By ANSI codes.</param>
internal sealed class ConsoleLog(TextWriter writer, bool verbose, bool coloured)
{
    private const int TitleWidth = 14;

    /// <summary>ANSI colours that are readable on black and on white.</summary>
    private static readonly int[] Colours = [36, 32, 35, 34, 33, 96, 92, 95, 94];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _colours = [];

    public bool Verbose { get; } = verbose;

    /// <summary>A line of the host's own: starts, stops, changes of health.</summary>
    public void Host(string text)
    {
        lock (_lock)
            writer.WriteLine(Coloured(90, $"{"host",TitleWidth} | {text}"));
    }

    /// <summary>Something will not run.</summary>
    public void Failure(string text)
    {
        lock (_lock)
            writer.WriteLine(Coloured(31, text));
    }

    /// <summary>As it is.</summary>
    public void Plain(string text)
    {
        lock (_lock)
            writer.WriteLine(text);
    }

    /// <summary>The output of a process that starts now.</summary>
    public ProcessLog For(string title) => new(this, title);

    public void Line(string title, LineLevel level, string text)
    {
        lock (_lock)
        {
            if (!_colours.TryGetValue(title, out var colour))
                _colours[title] = colour = Colours[_colours.Count % Colours.Length];
            var prefix = Coloured(colour, $"{title,TitleWidth} |");
            writer.WriteLine($"{prefix} {(level == LineLevel.Error ? Coloured(31, text) : text)}");
        }
    }

    private string Coloured(int colour, string text) => coloured ? $"\e[{colour}m{text}\e[0m" : text;
}
