namespace Chat.Load.Faults.Population;

/// <summary>A device's place in a chat.</summary>
internal sealed class Seat(LoadedChat chat)
{
    private long _applied;
    private long _excused;

    public LoadedChat Chat { get; } = chat;

    /// <summary>How far the user has read on this device.</summary>
    public long Read { get; set; }

    /// <summary>Written by the device's handler alone.</summary>
    public long Applied => Volatile.Read(ref _applied);

    /// <summary>Up to there nothing is missed: it was sent while the user was no member.</summary>
    public long Excused => Volatile.Read(ref _excused);

    public void Apply(long seq) => Volatile.Write(ref _applied, seq);

    /// <summary>The user has left: nothing more is to come.</summary>
    public void Leave() => Volatile.Write(ref _excused, long.MaxValue);

    /// <summary>The user is back: what is ACKed from now on is to come.</summary>
    public void Rejoin() => Volatile.Write(ref _excused, Chat.Acked);

    public bool IsBehind(long acked) => acked > Applied && acked > Excused;
}
