namespace Chat.Checker.Tests.Planting;

internal static class DuplicatePlants
{
    public static Planted AppliedTwice(RecordedRun run, Random random)
    {
        var (device, index, message) = random.Pick(run.All<MessageApplied>());
        var again = random.Next(index + 1, device.LifeEnd(index) + 1);
        return new Planted(run.With(device, device.Inserted(again, message)), message.ChatId, message.Seq);
    }

    public static Planted BelowSavedCursor(RecordedRun run, Random random)
    {
        var (device, index, message) = random.Pick(
            from started in run.All<Started>()
            from before in started.Device.Events.Take(started.Index).OfType<MessageApplied>()
            where started.Event.Cursors.Any(cursor => cursor.ChatId == before.ChatId && cursor.Seq >= before.Seq)
            select (started.Device, started.Index, before));
        var again = random.Next(index + 1, device.LifeEnd(index) + 1);
        return new Planted(run.With(device, device.Inserted(again, message)), message.ChatId, message.Seq);
    }
}
