namespace Chat.Client.Repairing;

/// <summary>How long a client waits before it asks for what is missing.</summary>
internal sealed record RepairTiming
{
    /// <summary>Behind own sends under way: the missing seqs may be theirs, and their ACKs come soon. Jitter is up to half of it more.</summary>
    public TimeSpan OwnSends { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Behind a head, or below an own ACK: the pushes may be under way still, as both overtake them. Asked for once the chat
    /// has not moved for this long, so that a laggard stream of pushes is let come. Jitter is up to half of it more.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);
}
