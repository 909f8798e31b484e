using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// A device has a message, really sent, where the server has another or none: of two devices that differ, one at least differs
/// from the server. Also two messages of the server's at one seq, once and not again on the devices that have either; and a
/// head below the last message. Yields to <c>phantom</c>, and to <c>lost</c> and <c>double-seq</c> where an ACK promised
/// what the device has.
/// </summary>
internal sealed class DivergedHistories : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) => run.Chats.SelectMany(InChat).Concat(OnDevices(run));

    private static List<Anomaly> InChat(ChatIndex chat)
    {
        var found = new List<Anomaly>();
        var entries = chat.Entries;
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i].Seq == entries[i - 1].Seq)
                found.Add(InChat(chat, entries[i], $"the chat also has {entries[i - 1].ClientMsgId} at this seq"));
        }

        if (entries.Length > 0 && entries[^1].Seq > chat.History.LastSeq)
            found.Add(InChat(chat, entries[^1], $"beyond the chat's head {chat.History.LastSeq}"));
        return found;
    }

    private static Anomaly InChat(ChatIndex chat, StoredEntry entry, string detail) =>
        new(AnomalyKind.Diverged, chat.Id, entry.From, null, entry.Seq, entry.ClientMsgId, detail);

    private static IEnumerable<Anomaly> OnDevices(RunIndex run) =>
        from device in run.Devices
        from applied in device.Applied
        where applied.Standing == Standing.Elsewhere
        select device.Anomaly(AnomalyKind.Diverged, applied.Message, Difference(run.Chat(applied.Message.ChatId), applied.Message));

    private static string Difference(ChatIndex? chat, MessageApplied message)
    {
        foreach (var entry in chat is null ? [] : chat.At(message.Seq))
            return $"the server has {entry.ClientMsgId} of {entry.From} here, as {entry.ServerMsgId}";
        return "the server has nothing here";
    }
}
