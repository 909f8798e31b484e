using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Planting;

internal static class DoubleSeqPlants
{
    public static Planted StoredTwice(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.Entries());
        var seq = chat.LastSeq + 1;
        var again = entry with { Seq = seq, ServerMsgId = new MessageId(chat.ChatId, seq) };
        var spoilt = run;
        foreach (var device in run.Devices.Where(device => chat.IsPresent(device.UserId)))
        {
            spoilt = spoilt.With(device, device.Events.Append(new MessageApplied(
                device.Events[^1].At, chat.ChatId, seq, again.ServerMsgId, again.From, again.ClientMsgId, again.Content)));
        }

        return new Planted(spoilt.WithMessages(chat with { LastSeq = seq }, chat.Messages.Append(again)), chat.ChatId, entry.Seq);
    }

    public static Planted AckedTwice(RecordedRun run, Random random)
    {
        var (device, index, ack) = random.Pick(run.All<SendAcked>());
        return new Planted(run.With(device, device.Inserted(index, Elsewhere(run, ack))), ack.ChatId, ack.Seq);
    }

    public static Planted AckedElsewhere(RecordedRun run, Random random)
    {
        var (device, index, ack) = random.Pick(run.All<SendAcked>());
        return new Planted(run.With(device, device.Replaced(index, Elsewhere(run, ack))), ack.ChatId, ack.Seq);
    }

    private static SendAcked Elsewhere(RecordedRun run, SendAcked ack)
    {
        var seq = run.Chat(ack.ChatId).LastSeq + 1;
        return ack with { Seq = seq, ServerMsgId = new MessageId(ack.ChatId, seq) };
    }
}
