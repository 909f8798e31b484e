using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Planting;

internal static class PhantomPlants
{
    private static readonly ContentHash OtherHash = new(1);
    private static readonly Guid UnusedId = new(-1, 0, 0, new byte[8]);

    public static Planted OnDevice(RecordedRun run, Random random)
    {
        var (device, index, message) = random.Pick(run.All<MessageApplied>());
        var chat = run.Chat(message.ChatId);
        var seq = random.Next(2) == 0 ? message.Seq : chat.LastSeq + 1;
        var phantom = message with { Seq = seq, ServerMsgId = new MessageId(chat.ChatId, seq), ClientMsgId = UnusedId };
        return new Planted(run.With(device, device.Inserted(index, phantom)), chat.ChatId, seq);
    }

    public static Planted OtherContentOnDevice(RecordedRun run, Random random)
    {
        var (device, index, message) = random.Pick(run.All<MessageApplied>());
        var spoilt = run.With(device, device.Replaced(index, message with { Content = OtherHash }));
        return new Planted(spoilt, message.ChatId, message.Seq);
    }

    public static Planted OtherSenderOnDevice(RecordedRun run, Random random)
    {
        var (device, index, message) = random.Pick(run.All<MessageApplied>());
        var spoilt = run.With(device, device.Replaced(index, message with { From = OtherThan(run, message.From, random) }));
        return new Planted(spoilt, message.ChatId, message.Seq);
    }

    public static Planted OtherContent(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.Entries());
        return Everywhere(run, chat, entry, entry with { Content = OtherHash });
    }

    public static Planted OtherSender(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.Entries());
        return Everywhere(run, chat, entry, entry with { From = OtherThan(run, entry.From, random) });
    }

    public static Planted OtherKind(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.Entries());
        return Everywhere(run, chat, entry, entry with { IsEvent = !entry.IsEvent });
    }

    public static Planted Refused(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.AckedEntries());
        var spoilt = run.Map((_, recorded) => recorded is SendAcked ack && ack.ServerMsgId == entry.ServerMsgId
            ? new SendRefused(ack.At, ack.ChatId, ack.ClientMsgId, "not-a-member")
            : recorded);
        return new Planted(spoilt, chat.ChatId, entry.Seq);
    }

    private static Planted Everywhere(RecordedRun run, ChatHistory chat, StoredEntry entry, StoredEntry other)
    {
        var spoilt = run.Map((_, recorded) => recorded.Is(entry)
            ? (MessageApplied)recorded with { From = other.From, Content = other.Content }
            : recorded);
        spoilt = spoilt.WithMessages(chat, chat.Messages.Select(one => one == entry ? other : one));
        return new Planted(spoilt, chat.ChatId, entry.Seq);
    }

    private static UserId OtherThan(RecordedRun run, UserId user, Random random) =>
        random.Pick(run.Devices.Select(device => device.UserId).Where(other => other != user));
}
