using System.Security.Cryptography;
using Chat.Client.Accounts;

namespace Chat.Load.Faults.Population;

/// <summary>Makes users, devices and chats. The stack should be one with a low <c>Auth:PasswordHasher:IterationCount</c>.</summary>
internal sealed class Enrolment(Uri edge, HttpClient http, Mix mix, Random random, RunClock clock)
{
    private const int AtOnce = 8;

    private readonly string _run = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly string _password = RandomNumberGenerator.GetHexString(24);
    private int _done;

    public int Done => Volatile.Read(ref _done);

    /// <exception cref="Contracts.Errors.ChatException">The stack refused one.</exception>
    public async Task<LoadedCrowd> EnrolAsync(CancellationToken cancellationToken)
    {
        var users = new LoadedUser[mix.People + 2 * mix.Probes];
        await ForAsync(users.Length, async (i, token) => users[i] = await UserAsync(i, token), cancellationToken);

        var absent = new LoadedUser[mix.Absent];
        await ForAsync(absent.Length, async (i, token) => absent[i] = await AbsentAsync(users.Length + i, token), cancellationToken);

        var plans = Plans(users, absent);
        var chats = new LoadedChat[plans.Count];
        await ForAsync(
            chats.Length, async (i, token) => chats[i] = await ChatAsync(i, plans[i].Kind, plans[i].Members, token), cancellationToken);
        foreach (var chat in chats)
        {
            foreach (var device in chat.Members.SelectMany(member => member.Devices))
                device.Join(chat);
        }

        Watch(users[..mix.People]);
        return new LoadedCrowd(users, chats);
    }

    private List<(ChatKind Kind, LoadedUser[] Members)> Plans(LoadedUser[] users, LoadedUser[] absent)
    {
        var people = users[..mix.People];
        var plans = new List<(ChatKind, LoadedUser[])>();
        for (var i = 0; i < mix.Directs; i++)
            plans.Add((ChatKind.Direct, [people[2 * i], people[2 * i + 1]]));
        for (var i = 0; i < mix.Threes; i++)
            plans.Add((ChatKind.Three, Some(people, 3)));
        for (var i = 0; i < mix.Thirties; i++)
            plans.Add((ChatKind.Thirty, Some(people, Math.Min(30, people.Length))));
        plans.Add((ChatKind.Big, [.. people.Take(mix.BigGroupSize), .. absent]));
        for (var i = mix.People; i < users.Length; i += 2)
            plans.Add((ChatKind.Probe, [users[i], users[i + 1]]));
        return plans;
    }

    private LoadedUser[] Some(LoadedUser[] people, int count)
    {
        var shuffled = people.ToArray();
        random.Shuffle(shuffled);
        return shuffled[..count];
    }

    private async Task<LoadedUser> UserAsync(int number, CancellationToken cancellationToken)
    {
        var name = $"fault-{_run}-{number}";
        var devices = new LoadedDevice[number < mix.People && Mix.HasTwoDevices(number) ? 2 : 1];
        for (var i = 0; i < devices.Length; i++)
        {
            var account = new ChatAccount(edge, http);
            if (i == 0)
                await account.SignUpAsync(name, _password, null, cancellationToken);
            await account.LogInAsync(name, _password, $"device {i}", null, cancellationToken);
            devices[i] = new LoadedDevice(account, clock);
        }

        Interlocked.Increment(ref _done);
        return new LoadedUser(devices[0].Account.UserId, devices);
    }

    /// <summary>All share the big group: everybody may watch everybody.</summary>
    private void Watch(LoadedUser[] people)
    {
        for (var i = 0; i < people.Length; i++)
        {
            var watcher = people[i];
            if (Mix.Watches(i))
                watcher.Devices[0].Outlook.Watched = [.. Some(people, Math.Min(Mix.Watched, people.Length)).Where(user => user != watcher)];
        }
    }

    private async Task<LoadedUser> AbsentAsync(int number, CancellationToken cancellationToken)
    {
        using var account = new ChatAccount(edge, http);
        var user = await account.SignUpAsync($"fault-{_run}-{number}", _password, null, cancellationToken);
        Interlocked.Increment(ref _done);
        return new LoadedUser(user, []);
    }

    private static async Task<LoadedChat> ChatAsync(int number, ChatKind kind, LoadedUser[] members, CancellationToken cancellationToken)
    {
        var chats = members[0].Devices[0].Account.Chats;
        var made = kind is ChatKind.Direct or ChatKind.Probe
            ? await chats.CreateDirectAsync(members[1].Id, cancellationToken)
            : await chats.CreateGroupAsync($"{kind} {number}", [.. members.Skip(1).Select(member => member.Id)], cancellationToken);
        return new LoadedChat(number, kind, made.ChatId, members);
    }

    private static Task ForAsync(int count, Func<int, CancellationToken, Task> make, CancellationToken cancellationToken) =>
        Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => await make(i, token));
}
