using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Planting;

internal static class LostPlants
{
    public static Planted Dropped(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.AckedEntries());
        return new Planted(run.WithMessages(chat, chat.Messages.Where(other => other != entry)), chat.ChatId, entry.Seq);
    }

    /// <summary>As after a restore from a backup: the counter goes on from where it stood then.</summary>
    public static Planted Overwritten(RecordedRun run, Random random)
    {
        var (from, send) = random.Pick(run.SendsInVain());
        var (chat, entry) = random.Pick(run.AckedEntries().Where(one => one.Chat.ChatId == send.ChatId));
        var other = entry with { From = from, ClientMsgId = send.ClientMsgId, Content = send.Content, IsEvent = send.IsEvent };
        var spoilt = run.WithMessages(chat, chat.Messages.Select(one => one == entry ? other : one));
        return new Planted(spoilt, chat.ChatId, entry.Seq);
    }

    public static Planted OtherId(RecordedRun run, Random random)
    {
        var (device, index, ack) = random.Pick(run.All<SendAcked>());
        var other = ack with { ServerMsgId = new MessageId(ack.ChatId, ack.Seq + 1) };
        return new Planted(run.With(device, device.Replaced(index, other)), ack.ChatId, ack.Seq);
    }
}
