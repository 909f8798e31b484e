namespace Chat.Checker.Tests.Planting;

internal static class MissingPlants
{
    public static Planted NeverApplied(RecordedRun run, Random random)
    {
        var (device, _, message) = random.Pick(run.All<MessageApplied>()
            .Where(applied => run.Chat(applied.Event.ChatId).IsPresent(applied.Device.UserId)));
        var events = device.Events.Where(other => other is not MessageApplied applied || applied.ServerMsgId != message.ServerMsgId);
        return new Planted(run.With(device, events), message.ChatId, message.Seq);
    }
}
