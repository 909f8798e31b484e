namespace Chat.Checker.Tests.Planting;

internal static class DivergedPlants
{
    /// <summary>A device has two messages each in the other's place.</summary>
    public static Planted Exchanged(RecordedRun run, Random random)
    {
        var (device, first, one) = random.Pick(run.All<MessageApplied>().Where(applied => HasAnother(applied.Device, applied.Event)));
        var (second, other) = random.Pick(device.Events.Index()
            .Where(later => later.Item is MessageApplied message && message.ChatId == one.ChatId && message.Seq != one.Seq)
            .Select(later => (later.Index, (MessageApplied)later.Item)));
        var events = device.Events.ToArray();
        events[first] = InPlaceOf(one, other);
        events[second] = InPlaceOf(other, one);
        return new Planted(run.With(device, events), one.ChatId, first < second ? one.Seq : other.Seq, Count: 2);
    }

    public static Planted ServerForgot(RecordedRun run, Random random)
    {
        var applied = run.All<MessageApplied>().Select(one => one.Event.ServerMsgId).ToHashSet();
        var (chat, entry) = random.Pick(run.UnackedEntries().Where(one => applied.Contains(one.Entry.ServerMsgId)));
        var holders = run.All<MessageApplied>().Count(one => one.Event.Is(entry));
        return new Planted(run.WithMessages(chat, chat.Messages.Where(other => other != entry)), chat.ChatId, entry.Seq, holders);
    }

    /// <summary>Two replicas numbered at once.</summary>
    public static Planted TwoAtOneSeq(RecordedRun run, Random random)
    {
        var (from, send) = random.Pick(run.SendsInVain());
        var (chat, entry) = random.Pick(run.Entries().Where(one => one.Chat.ChatId == send.ChatId));
        var second = entry with { From = from, ClientMsgId = send.ClientMsgId, Content = send.Content, IsEvent = send.IsEvent };
        return new Planted(run.WithMessages(chat, chat.Messages.Append(second)), chat.ChatId, entry.Seq);
    }

    private static bool HasAnother(DeviceHistory device, MessageApplied message) =>
        device.Events.Any(other => other is MessageApplied applied && applied.ChatId == message.ChatId && applied.Seq != message.Seq);

    private static MessageApplied InPlaceOf(MessageApplied place, MessageApplied content) =>
        content with { Seq = place.Seq, ServerMsgId = place.ServerMsgId };
}
