using Chat.Contracts.Ids;
using Chat.Load.Crowds;
using Chat.Load.Pairs;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>Groups whose members are connected, or some of them; one member of each writes.</summary>
/// <remarks>What the offline ones cost is the difference to rooms without them, under the same load.</remarks>
internal static class GroupScenario
{
    private const int ConnectsAtOnce = 16;
    private const int BesideUsers = 200;

    public static async Task<int> RunAsync(GroupOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Online, options.Offline, cancellationToken);
        var run = new GroupRun();
        var rooms = new GroupRooms(await MakeRoomsAsync(options, crowd, run, cancellationToken));
        GroupMember[] members = [.. crowd.People.Select(person => new GroupMember(run, rooms, person.Hub))];
        await using var connections = new ConnectionSet();
        await connections.ConnectAsync(
            members.Index(),
            ConnectsAtOnce,
            (member, token) => member.Item.ConnectAsync(WritesIn(member.Index, options, rooms), token),
            cancellationToken);

        List<GroupReport> reports = [];
        var load = new GroupLoad(run, [.. rooms.All.Take(options.Rooms)], members);
        if (options.Offline > 0)
        {
            await WarmAsync(run, rooms, members, options, cancellationToken);
            var onlineAlone = new GroupLoad(run, [.. rooms.All.Skip(options.Rooms)], members);
            reports.Add(await onlineAlone.RunAsync("nobody offline", options.Online, options, cancellationToken));
            Console.WriteLine(reports[0]);
        }

        var report = await load.RunAsync("group", options.Members, options, cancellationToken);
        reports.Insert(0, reports is [var without] ? report.Against(without) : report);
        Console.WriteLine(reports[0]);
        if (options.Beside is { } rate)
        {
            reports.Add(await BesideAsync(rate, load, options, cancellationToken));
            Console.WriteLine(reports[^1]);
        }

        await JsonSummary.WriteAsync(options.Stack.Json, reports, cancellationToken);
        return reports.All(done => done.Passed) ? 0 : 1;
    }

    /// <summary>The rooms with everybody; after them as many with the connected ones alone, if others are not.</summary>
    private static async Task<GroupRoom[]> MakeRoomsAsync(
        GroupOptions options, Crowd crowd, GroupRun run, CancellationToken cancellationToken)
    {
        UserId[] online = [.. crowd.People.Select(person => person.Account.UserId)];
        UserId[] everybody = [.. online, .. crowd.Absent];
        var rooms = new GroupRoom[options.Offline > 0 ? 2 * options.Rooms : options.Rooms];
        for (var number = 0; number < rooms.Length; number++)
        {
            var sender = crowd.People[number % options.Rooms % options.Online].Account;
            var members = number < options.Rooms ? everybody : online;
            var chat = await sender.Chats.CreateGroupAsync("load", [.. members.Where(user => user != sender.UserId)], cancellationToken);
            rooms[number] = new GroupRoom(run, chat.ChatId.ToString(), number, options.Online - 1, options.Shape.Size);
        }

        return rooms;
    }

    /// <summary>What the first of two runs compiles is not to be the second one's advantage.</summary>
    private static async Task WarmAsync(
        GroupRun run, GroupRooms rooms, GroupMember[] members, GroupOptions options, CancellationToken cancellationToken)
    {
        var brief = options with { Shape = options.Shape with { Measured = TimeSpan.FromSeconds(1) } };
        await new GroupLoad(run, rooms.All, members).RunAsync("warming up", options.Members, brief, cancellationToken);
    }

    private static IEnumerable<GroupRoom> WritesIn(int person, GroupOptions options, GroupRooms rooms) =>
        rooms.All.Where(room => room.Number % options.Rooms % options.Online == person);

    private static async Task<GroupReport> BesideAsync(
        int rate, GroupLoad load, GroupOptions options, CancellationToken cancellationToken)
    {
        using var others = await Crowd.EnrolAsync(options.Stack.Edge, BesideUsers, cancellationToken);
        var chats = await DirectChats.MakeAsync(others, cancellationToken);
        var shape = options.Shape with { Window = 0, Rate = rate };
        var pairs = new PairsLoad(
            new PairsOptions(options.Stack, shape, BesideUsers, Away: false, Bare: false), [.. chats.Select(PairAddress.Of)]);
        var beside = pairs.RunAsync("chat", options.Stack.Processes, cancellationToken);
        var report = await load.RunAsync($"beside {rate} one-to-one messages a second", options.Members, options, cancellationToken);
        return report with { Beside = BesideFigures.Of(await beside) };
    }
}
