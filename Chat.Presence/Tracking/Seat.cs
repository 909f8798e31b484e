namespace Chat.Presence.Tracking;

/// <summary>A user's devices on one gateway, as one: there, or gone since.</summary>
internal sealed class Seat(ReportingGateway gateway)
{
    private HashSet<long> _devices = [];

    public ReportingGateway Gateway => gateway;

    public bool Present { get; private set; }

    /// <summary>Since when (Unix milliseconds, the gateway's clock, never in the future).</summary>
    public long At { get; private set; }

    /// <summary>When its absence counts.</summary>
    public long Due { get; private set; }

    /// <summary>It vanished, and may come back.</summary>
    public bool IsMissing { get; private set; }

    /// <param name="devices">Those that are there; of an absent seat, those that went so.</param>
    public void Take(bool present, bool goodbye, long at, IEnumerable<long> devices)
    {
        (Present, At, IsMissing) = (present, at, !present && !goodbye);
        Due = present ? 0 : at + (goodbye ? Timing.Linger : Timing.Grace);
        _devices = [.. devices];
    }

    /// <summary>The devices of another gateway, which are there since, or said goodbye there: nobody waits for them here.</summary>
    public void Find(Seat elsewhere)
    {
        if (_devices.Count == 0 || elsewhere.At < At)
            return;

        _devices.ExceptWith(elsewhere._devices);
        if (_devices.Count == 0)
            (IsMissing, Due) = (false, At);
    }
}
