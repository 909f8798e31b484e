using Chat.Contracts.Hub;

namespace Chat.Checker.Indexing;

internal sealed class DeviceIndex
{
    private DeviceIndex(DeviceHistory history, IReadOnlyList<Cursor> firstCursors, IReadOnlyList<AppliedMessage> applied)
    {
        History = history;
        FirstCursors = firstCursors;
        Applied = applied;
    }

    public DeviceHistory History { get; }

    /// <summary>What the device had before the recording began.</summary>
    public IReadOnlyList<Cursor> FirstCursors { get; }

    /// <summary>In the order of the history, over all lives.</summary>
    public IReadOnlyList<AppliedMessage> Applied { get; }

    public static DeviceIndex Build(DeviceHistory history, Func<MessageApplied, Standing> standingOf)
    {
        IReadOnlyList<Cursor>? first = null;
        var life = new LifeProgress([]);
        var applied = new List<AppliedMessage>();
        foreach (var recorded in history.Events)
        {
            if (recorded is Started started)
            {
                if (applied.Count == 0)
                    first ??= started.Cursors;
                life = new LifeProgress(started.Cursors);
            }
            else if (recorded is MessageApplied message)
            {
                var standing = standingOf(message);
                var belongs = standing is Standing.Stored or Standing.Acknowledged;
                applied.Add(new AppliedMessage(message, standing, belongs ? life.Take(message.ChatId, message.Seq) : Arrival.InOrder));
            }
        }

        return new DeviceIndex(history, first ?? [], applied);
    }

    public Anomaly Anomaly(AnomalyKind kind, MessageApplied message, string detail) =>
        new(kind, message.ChatId, History.UserId, History.DeviceId, message.Seq, message.ClientMsgId, detail);
}
