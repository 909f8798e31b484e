namespace Chat.Presence.Tracking;

/// <summary>A user's devices on one gateway, as one: there, or gone since.</summary>
internal sealed class Seat(ReportingGateway gateway)
{
    public ReportingGateway Gateway => gateway;

    public bool Present { get; private set; }

    /// <summary>Since when (Unix milliseconds, the gateway's clock, never in the future).</summary>
    public long At { get; private set; }

    /// <summary>When its absence counts.</summary>
    public long Due { get; private set; }

    public void Take(bool present, bool goodbye, long at)
    {
        (Present, At) = (present, at);
        Due = present ? 0 : at + (goodbye ? Timing.Linger : Timing.Grace);
    }
}
