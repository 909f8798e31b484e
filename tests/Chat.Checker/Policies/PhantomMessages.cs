using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// In the chat, or on a device that differs from the chat there, though nobody sent it so: unknown, with other content or of
/// another kind, in another's name, or refused. What the chat itself has wrong counts once and not again on the devices that
/// have it from there. Yields to nothing.
/// </summary>
internal sealed class PhantomMessages : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) => run.Chats.SelectMany(chat => InChat(run, chat)).Concat(OnDevices(run));

    private static List<Anomaly> InChat(RunIndex run, ChatIndex chat)
    {
        var found = new List<Anomaly>();
        foreach (var entry in chat.Entries)
        {
            if (Objection(run.Traces[new MessageKey(chat.Id, entry.From, entry.ClientMsgId)], entry) is { } objection)
                found.Add(new Anomaly(AnomalyKind.Phantom, chat.Id, entry.From, null, entry.Seq, entry.ClientMsgId, objection));
        }

        return found;
    }

    private static string? Objection(MessageTrace trace, StoredEntry entry) =>
        trace.Contents.Length == 0 ? "stored, never sent by this user"
        : !trace.WasSentAs(entry.Content) ? "stored with other content than was sent"
        : trace.IsEvent != entry.IsEvent ? "stored as another kind than was sent"
        : trace.RefusedCode is { } code && trace.Acks.Length == 0 ? $"stored, though refused with {code}"
        : null;

    private static IEnumerable<Anomaly> OnDevices(RunIndex run) =>
        from device in run.Devices
        from applied in device.Applied
        where applied.Standing == Standing.NeverSent
        select device.Anomaly(
            AnomalyKind.Phantom,
            applied.Message,
            $"applied as from {applied.Message.From} with content {applied.Message.Content}, never sent so");
}
