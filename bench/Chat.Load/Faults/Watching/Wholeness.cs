using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Watching;

/// <summary>
/// Looks ten times a second whether every device that is meant to be here has what was ACKed a second ago. By counters: the
/// server is not asked.
/// </summary>
internal sealed class Wholeness
{
    private const int LooksPerSecond = 10;

    /// <summary>What a device that just came back may take until it counts.</summary>
    private static readonly TimeSpan Arriving = TimeSpan.FromSeconds(3);

    private readonly LoadedCrowd _crowd;
    private readonly RunClock _clock;
    private readonly long[][] _acked;
    private long _lastBehind;

    public Wholeness(LoadedCrowd crowd, RunClock clock)
    {
        _crowd = crowd;
        _clock = clock;
        _acked = [.. Enumerable.Range(0, LooksPerSecond).Select(_ => new long[crowd.Chats.Count])];
    }

    /// <summary>Devices that lack something now.</summary>
    public IReadOnlyList<LoadedDevice> Behind { get; private set; } = [];

    /// <summary>When some device lacked something for the last time.</summary>
    public TimeSpan LastBehind => new(Volatile.Read(ref _lastBehind));

    public async Task RunAsync(CancellationToken end)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromSeconds(1) / LooksPerSecond);
        try
        {
            for (var turn = 0; await turns.WaitForNextTickAsync(end); turn = (turn + 1) % LooksPerSecond)
                Look(_acked[turn]);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Seen enough.
        }
    }

    /// <param name="acked">By chat: what it was a second ago; then what it is now.</param>
    private void Look(long[] acked)
    {
        Behind = [.. _crowd.Devices.Where(device => device.IsExpected(Arriving)
            && device.Seats.Any(seat => seat.IsBehind(acked[seat.Chat.Number])))];
        if (Behind.Count > 0)
            Volatile.Write(ref _lastBehind, _clock.Now.Ticks);
        foreach (var chat in _crowd.Chats)
            acked[chat.Number] = chat.Acked;
    }
}
