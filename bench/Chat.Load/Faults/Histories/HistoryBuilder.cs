using Chat.Checker;
using Chat.Contracts.Hub;
using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Histories;

/// <summary>A device's journal as the checker reads it.</summary>
internal sealed class HistoryBuilder(RunClock clock)
{
    public DeviceHistory Build(LoadedDevice device) => new(
        device.Account.UserId,
        device.Account.DeviceId,
        [.. device.Journal.Read().SelectMany(entry => Build(device.Journal, entry))]);

    private IEnumerable<DeviceEvent> Build(Journal journal, JournalEntry entry)
    {
        var at = clock.Started + entry.At;
        switch (entry.Event)
        {
            case JournalEvent.CaughtUp:
                // The client says when it has caught up; that it is connected it keeps to itself.
                yield return new Connected(at);
                yield return new CaughtUp(at);
                break;
            default:
                yield return One(journal, entry, at);
                break;
        }
    }

    private static DeviceEvent One(Journal journal, JournalEntry entry, DateTimeOffset at) => entry.Event switch
    {
        JournalEvent.Started => new Started(at, journal.CursorsOf(entry)),
        JournalEvent.Disconnected => new Disconnected(at),
        JournalEvent.SendStarted => new SendStarted(at, entry.Chat, entry.ClientMsgId, entry.Content),
        JournalEvent.SendAcked => new SendAcked(at, entry.Chat, entry.ClientMsgId, entry.ServerMsgId, entry.Seq),
        JournalEvent.SendRefused => new SendRefused(at, entry.Chat, entry.ClientMsgId, "refused"),
        JournalEvent.Applied => new MessageApplied(
            at, entry.Chat, entry.Seq, entry.ServerMsgId, entry.User, entry.ClientMsgId, entry.Content),
        JournalEvent.DeliveredSeen => new ReceiptSeen(at, entry.Chat, entry.User, ReceiptType.DELIVERED, entry.Seq),
        JournalEvent.ReadSeen => new ReceiptSeen(at, entry.Chat, entry.User, ReceiptType.READ, entry.Seq),
        JournalEvent.ReadMarked => new ReadMarked(at, entry.Chat, entry.Seq),
        _ => throw new InvalidOperationException($"A journal holds no {entry.Event} alone."),
    };
}
