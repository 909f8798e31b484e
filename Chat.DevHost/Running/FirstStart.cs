namespace Chat.DevHost.Running;

/// <summary>
/// Decides when starting again is of no use: the process says itself that a part is missing, or it has died five times
/// within 30 s. Once it has been healthy it is always started again, as the platform would.
/// </summary>
internal sealed class FirstStart(TimeProvider time)
{
    /// <summary>The exit code by which a process says that it lacks a part, in the last line of its error output.</summary>
    public const int MissingPart = 2;

    private const int Deaths = 5;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private readonly Queue<DateTimeOffset> _deaths = new(Deaths);

    /// <summary>It has been healthy.</summary>
    public bool IsOver { get; private set; }

    public void WasHealthy() => IsOver = true;

    public bool IsHopeless(int exitCode)
    {
        if (IsOver)
            return false;
        var now = time.GetUtcNow();
        if (_deaths.Count == Deaths)
            _deaths.Dequeue();
        _deaths.Enqueue(now);
        return exitCode == MissingPart || (_deaths.Count == Deaths && now - _deaths.Peek() <= Within);
    }
}
