using Chat.Checker.Tests.Planting;

namespace Chat.Checker.Tests.Recording;

internal static class RandomActions
{
    public static void Perform(RunBuilder run, Random random)
    {
        var count = random.Next(20, 120);
        for (var i = 0; i < count; i++)
            Perform(run, random.Pick(run.Devices), random);
    }

    private static void Perform(RunBuilder run, DeviceBuilder device, Random random)
    {
        if (!device.IsOnline)
        {
            device.Connect();
            return;
        }

        if (random.Next(6) == 0)
            ChangeMembers(run, random);
        var chats = run.Chats.Where(chat => chat.IsPresent(device.User)).ToArray();
        if (chats.Length > 0)
            Perform(device, random.Pick(chats), random);
    }

    private static void Perform(DeviceBuilder device, ChatBuilder chat, Random random)
    {
        switch (random.Next(14))
        {
            case 0:
                device.Disconnect();
                break;
            case 1:
                device.Crash(random.Next(4));
                device.Start();
                break;
            case 2:
                device.SendAcrossCrash(chat, random.Next(2) == 0, random.Next(4));
                break;
            case 3:
                device.SendUnanswered(chat);
                break;
            case 4:
                device.SendInVain(chat);
                break;
            case 5:
                device.SendRefused(chat);
                break;
            case 6:
                device.Read(chat);
                break;
            case 7:
                device.ClaimDelivered(chat);
                break;
            default:
                device.Send(chat, isEvent: random.Next(5) == 0);
                break;
        }
    }

    /// <summary>In the groups; one member, the first, always stays.</summary>
    private static void ChangeMembers(RunBuilder run, Random random)
    {
        var group = random.Pick(run.Chats.Where(chat => !chat.IsDirect));
        var user = random.Pick(run.Devices.Select(device => device.User).Distinct().Skip(1));
        if (group.IsPresent(user))
            group.Remove(user);
        else
            group.Add(user);
    }
}
