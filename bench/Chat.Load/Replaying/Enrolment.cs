using System.Security.Cryptography;
using Chat.Client.Accounts;
using Chat.Contracts.Ids;
using Chat.Load.Conversations;

namespace Chat.Load.Replaying;

/// <summary>
/// Makes the users, their devices and the groups. Signing up and logging in cost the server a password hash each, some 100 ms
/// of CPU: few at once, for the server's other work and its health checks share the cores.
/// </summary>
internal sealed class Enrolment(ReplayOptions options, ReplayRun run, HttpClient http)
{
    private int _done;

    public string Password { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(12)) + "-a";

    public int Done => Volatile.Read(ref _done);

    public async Task<IReadOnlyDictionary<string, Speaker>> EnrolAsync(IEnumerable<Room> rooms, CancellationToken cancellationToken)
    {
        var names = rooms.SelectMany(room => room.Speakers).Distinct().ToArray();
        var speakers = new Speaker[names.Length];
        await Parallel.ForAsync(
            0,
            names.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.SignUps, CancellationToken = cancellationToken },
            async (i, token) => speakers[i] = await EnrolAsync(names[i], twoDevices: i % 4 == 3, token));
        return speakers.ToDictionary(speaker => speaker.Name);
    }

    public async Task<IReadOnlyList<ReplayedRoom>> CreateRoomsAsync(
        IReadOnlyList<Room> rooms, IReadOnlyDictionary<string, Speaker> speakers, CancellationToken cancellationToken)
    {
        var replayed = new List<ReplayedRoom>();
        foreach (var (number, room) in rooms.Index())
        {
            var members = room.Speakers.Select(name => speakers[name]).ToArray();
            var owner = members[0].Devices[0].Account;
            UserId[] others = [.. members.Skip(1).Select(member => member.UserId)];
            var chat = await owner.Chats.CreateGroupAsync(room.Name, others, cancellationToken);
            var made = new ReplayedRoom(number, room, chat.ChatId, speakers);
            foreach (var device in members.SelectMany(member => member.Devices))
                device.Join(made);
            replayed.Add(made);
        }

        return replayed;
    }

    private async Task<Speaker> EnrolAsync(string name, bool twoDevices, CancellationToken cancellationToken)
    {
        var userName = $"{name}-{run.Number:x8}";
        var account = new ChatAccount(options.Edge, http);
        var userId = await account.SignUpAsync(userName, Password, name, cancellationToken);
        var devices = new List<ReplayedDevice>();
        for (var number = 1; number <= (twoDevices ? 2 : 1); number++)
        {
            account = number == 1 ? account : new ChatAccount(options.Edge, http);
            await account.LogInAsync(userName, Password, $"device {number}", null, cancellationToken);
            devices.Add(new ReplayedDevice(account, run, options.Receipts));
        }

        Interlocked.Increment(ref _done);
        return new Speaker(name, userName, userId, devices);
    }
}
