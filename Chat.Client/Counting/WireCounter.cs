namespace Chat.Client.Counting;

/// <summary>Written by the client's one loop, read by anybody.</summary>
internal sealed class WireCounter
{
    private long _pushed;
    private long _replayed;
    private long _repaired;
    private long _repeated;
    private long _refused;

    public void Pushed() => Interlocked.Increment(ref _pushed);

    public void Replayed() => Interlocked.Increment(ref _replayed);

    public void Repaired() => Interlocked.Increment(ref _repaired);

    public void Repeated() => Interlocked.Increment(ref _repeated);

    public void Refused() => Interlocked.Increment(ref _refused);

    public WireCounts Read() => new(
        Interlocked.Read(ref _pushed),
        Interlocked.Read(ref _replayed),
        Interlocked.Read(ref _repaired),
        Interlocked.Read(ref _repeated),
        Interlocked.Read(ref _refused));
}
