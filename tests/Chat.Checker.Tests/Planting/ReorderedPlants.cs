namespace Chat.Checker.Tests.Planting;

internal static class ReorderedPlants
{
    public static Planted Exchanged(RecordedRun run, Random random)
    {
        var (one, next) = random.Pick(
            from applied in run.All<MessageApplied>()
            group applied by (applied.Device.DeviceId, applied.Event.ChatId) into chat
            from pair in chat.Zip(chat.Skip(1))
            where pair.Second.Index < pair.First.Device.LifeEnd(pair.First.Index)
            select pair);
        var events = one.Device.Events.ToArray();
        (events[one.Index], events[next.Index]) = (next.Event, one.Event);
        return new Planted(run.With(one.Device, events), one.Event.ChatId, one.Event.Seq);
    }
}
