using Chat.Contracts.Ids;

namespace Chat.Load.Faults.Population;

/// <summary>A chat of the run, and how far the ACKs in it have come.</summary>
internal sealed class LoadedChat(int number, ChatKind kind, ChatId id, IReadOnlyList<LoadedUser> members)
{
    private long _acked;

    public int Number { get; } = number;

    public ChatKind Kind { get; } = kind;

    public ChatId Id { get; } = id;

    /// <summary>The first one owns it and never leaves.</summary>
    public IReadOnlyList<LoadedUser> Members { get; } = members;

    public IReadOnlyList<LoadedUser> WithDevices { get; } = [.. members.Where(member => member.Devices.Count > 0)];

    /// <summary>The highest seq that was ACKed.</summary>
    public long Acked => Volatile.Read(ref _acked);

    public void AckCame(long seq)
    {
        for (var seen = Acked; seq > seen; seen = Acked)
        {
            if (Interlocked.CompareExchange(ref _acked, seq, seen) == seen)
                return;
        }
    }
}
