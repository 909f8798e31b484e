namespace Chat.Messaging.Replaying;

/// <summary>Seqs from <paramref name="First"/> to <paramref name="Last"/>, both included; without a last one, to the
/// chat's end. May be empty.</summary>
public readonly record struct SeqRange(long First, long? Last)
{
    /// <summary>How many seqs of it there are in a chat of that length.</summary>
    public long CountIn(long lastSeq) => Math.Max(0, Math.Min(Last ?? lastSeq, lastSeq) - First + 1);

    /// <summary>What is left of it after that seq.</summary>
    public SeqRange After(long seq) => this with { First = Math.Max(First, seq + 1) };
}
