namespace Chat.Checker.Tests.Recording;

/// <summary>
/// Runs in which everything goes as it should and everything happens: a user on two devices, direct chats and groups, one who
/// left and came back, one who left for good, a device with two lives, sends of each outcome, events, receipts. Each kind of
/// anomaly finds a place in it.
/// </summary>
internal static class SampleRun
{
    public static RecordedRun Fixed() => Make(random: null);

    public static RecordedRun OfSeed(int seed) => Make(new Random(seed));

    private static RecordedRun Make(Random? random)
    {
        var run = new RunBuilder();
        var (anna, ben, carl, dora, eve) = (run.User(), run.User(), run.User(), run.User(), run.User());
        var (phone, laptop) = (run.Device(anna), run.Device(anna));
        var (bens, carls, doras, eves) = (run.Device(ben), run.Device(carl), run.Device(dora), run.Device(eve));
        var direct = run.Direct(anna, ben);
        var group = run.Group(anna, ben, carl, dora);
        var all = run.Group(anna, ben, carl, dora, eve);

        phone.Send(direct);
        bens.Send(direct);
        foreach (var device in run.Devices)
            device.Send(all);
        bens.SendUnanswered(group);
        carls.SendInVain(group);
        laptop.SendRefused(group);
        doras.Send(group);

        laptop.Disconnect();
        phone.Send(group);
        group.Remove(carl);
        bens.Send(group);
        phone.Send(group, isEvent: true);
        group.Add(carl);
        carls.Send(group);
        group.Remove(dora);
        bens.Send(group);
        laptop.Connect();
        phone.Read(group);
        bens.ClaimDelivered(group);
        carls.Crash(unsaved: 2);
        phone.Send(group);
        carls.Start();
        bens.SendAcrossCrash(direct, isStoredAtOnce: true, unsaved: 1);
        eves.Disconnect();

        if (random is not null)
            RandomActions.Perform(run, random);
        End(run);
        return run.Finish();
    }

    /// <summary>Nobody is away, and every chat ends with messages, receipts on living connections, and something unread.</summary>
    private static void End(RunBuilder run)
    {
        foreach (var device in run.Devices)
            device.Connect();
        foreach (var chat in run.Chats)
        {
            var devices = run.Devices.Where(device => chat.IsPresent(device.User)).ToArray();
            foreach (var device in devices)
                device.Send(chat);
            foreach (var device in devices)
                device.ClaimDelivered(chat);
            devices[0].Send(chat);
            foreach (var device in devices)
                device.Read(chat);
            devices[^1].Send(chat);
        }
    }
}
