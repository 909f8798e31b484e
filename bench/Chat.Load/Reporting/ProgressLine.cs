namespace Chat.Load.Reporting;

/// <summary>One line that is written over on a terminal, and a line now and then elsewhere.</summary>
internal sealed class ProgressLine(Func<string> text, TimeProvider time)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan InFile = TimeSpan.FromSeconds(5);

    /// <summary>Shows progress until the work is done, and its end.</summary>
    public async Task WhileAsync(Task work)
    {
        using var turns = new PeriodicTimer(Console.IsOutputRedirected ? InFile : OnTerminal, time);
        while (await Task.WhenAny(work, turns.WaitForNextTickAsync().AsTask()) != work)
            Show(end: Console.IsOutputRedirected);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Show(end: true);
        await work;
    }

    private void Show(bool end)
    {
        var line = Console.IsOutputRedirected ? text() : $"\r{text(),-100}";
        if (end)
            Console.WriteLine(line);
        else
            Console.Write(line);
    }
}
