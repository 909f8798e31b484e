namespace Chat.Checker.Tests.Planting;

internal static class LeakedPlants
{
    public static Planted OutsideTimes(RecordedRun run, Random random)
    {
        var (device, chat, entry) = random.Pick(
            from outsider in run.Devices
            from one in run.Entries()
            where !one.Chat.MaySee(outsider.UserId, one.Entry.Seq)
            select (outsider, one.Chat, one.Entry));
        var index = random.Next(1, device.Events.Count + 1);
        var message = new MessageApplied(
            device.Events[index - 1].At, chat.ChatId, entry.Seq, entry.ServerMsgId, entry.From, entry.ClientMsgId, entry.Content);
        return new Planted(run.With(device, device.Inserted(index, message)), chat.ChatId, entry.Seq);
    }
}
