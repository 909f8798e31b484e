using Chat.Checker.Indexing;
using Chat.Checker.Policies;

namespace Chat.Checker;

/// <summary>
/// Names every anomaly of a run whose chats began with it. Time and memory rise with the number of events and of messages
/// times their members, whatever their spread over chats and devices.
/// </summary>
public static class RunChecker
{
    private static readonly IAnomalyPolicy[] Policies =
    [
        new LostMessages(),
        new MissingMessages(),
        new DuplicateMessages(),
        new ReorderedMessages(),
        new SeqGaps(),
        new PhantomMessages(),
        new DivergedHistories(),
        new DoubleSeqs(),
        new WrongUnreads(),
        new WatermarksBack(),
        new LeakedMessages(),
    ];

    /// <returns>By kind, in the order of <see cref="AnomalyKind"/>; empty for a run as it should be.</returns>
    /// <exception cref="ArgumentException">Two histories of one chat.</exception>
    public static IReadOnlyList<Anomaly> Check(RecordedRun run)
    {
        var index = new RunIndex(run);
        return [.. Policies.SelectMany(policy => policy.Find(index))];
    }
}
