using System.Diagnostics;
using Chat.Load.Crowds;
using Chat.Load.Groups;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Lagging;

/// <summary>A group of which one member never reads; the same group before, while it did.</summary>
/// <remarks>The group's messages alone would take minutes to fill what stands between a server and who does not read: beside
/// them that member is written to by another, with large messages, the same while it reads and while it does not.</remarks>
internal static class SlowScenario
{
    private const int ConnectsAtOnce = 16;

    public static async Task<int> RunAsync(SlowOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        var group = options.Others;
        // The last two: who lags, and who writes to it.
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Members + 1, cancellationToken);
        var (sender, others, slow, pourer) = (crowd.People[0], crowd.People.Skip(1).SkipLast(2), crowd.People[^2], crowd.People[^1]);
        var chat = await sender.Account.Chats.CreateGroupAsync(
            "load", [.. others.Append(slow).Select(person => person.Account.UserId)], cancellationToken);
        var direct = await pourer.Account.Chats.CreateDirectAsync(slow.Account.UserId, cancellationToken);
        var pair = new DirectChat(pourer, slow, direct.ChatId.ToString());

        var run = new GroupRun();
        var room = new GroupRoom(run, chat.ChatId.ToString(), 0, group.Online - 1, group.Shape.Size);
        var rooms = new GroupRooms([room]);
        GroupMember[] members = [.. others.Prepend(sender).Select(person => new GroupMember(run, rooms, person.Hub))];
        await using var connections = new ConnectionSet();
        await connections.ConnectAsync(
            members.Index(),
            ConnectsAtOnce,
            (member, token) => member.Item.ConnectAsync(member.Index == 0 ? [room] : [], token),
            cancellationToken);

        var load = new GroupLoad(run, [room], members);
        var reading = await SyncedConnection.OpenAsync(slow.Hub, Invocation.Sync(0), (_, _) => { }, cancellationToken);
        connections.Add([reading.Connection]);
        var (before, _) = await PourAsync(pair, load.RunAsync("everybody reads", options.Members, group, cancellationToken), cancellationToken);
        await connections.RemoveAsync(reading.Connection, goodbye: true);

        using var socket = await LaggingSocket.ConnectAsync(slow.Hub, cancellationToken);
        var since = Stopwatch.GetTimestamp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ending = EndedAfterAsync(socket, since, end.Token);
        var (after, poured) = await PourAsync(pair, load.RunAsync("one does not", options.Members, group, cancellationToken), cancellationToken);
        await end.CancelAsync();
        var report = new SlowReport
        {
            WhileItReads = before,
            WhileItDoesNot = after,
            MebibytesPoured = Math.Round(poured * (double)Pouring.MessageSize / (1 << 20), 1),
            ClosedAfterSeconds = await ending,
        };
        Console.WriteLine(report);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;
    }

    private static async Task<(GroupReport Report, int Poured)> PourAsync(
        DirectChat pair, Task<GroupReport> running, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pouring = Pouring.RunAsync(pair, end.Token);
        var report = await running;
        await end.CancelAsync();
        return (report, await pouring);
    }

    private static async Task<double?> EndedAfterAsync(LaggingSocket socket, long since, CancellationToken end) =>
        await socket.IsEndedUnreadAsync(end) ? Math.Round(Stopwatch.GetElapsedTime(since).TotalSeconds, 1) : null;
}
