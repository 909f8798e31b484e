namespace Chat.Delivery.Consuming;

/// <summary>How partitions are claimed.</summary>
/// <param name="Group">The consumer group whose offsets are committed, and whose members share the partitions.</param>
/// <param name="Hold">How long a claim lives without being renewed: so much later, and a turn, a dead replica is followed.</param>
/// <param name="Turn">Between two renewals.</param>
internal sealed record ClaimPolicy(string Group, TimeSpan Hold, TimeSpan Turn)
{
    /// <summary>5 s are longer than a replica stalls on a machine that is overloaded (1 to 2 s measured).</summary>
    public static ClaimPolicy Of(string group) => new(group, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(500));
}
