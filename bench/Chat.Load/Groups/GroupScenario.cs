using Chat.Load.Crowds;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>One group, everybody connected, one of them writes.</summary>
internal static class GroupScenario
{
    private const int ConnectsAtOnce = 16;

    public static async Task<int> RunAsync(GroupOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Members, cancellationToken);
        var (sender, others) = (crowd.People[0], crowd.People.Skip(1).ToArray());
        var chat = await sender.Account.Chats.CreateGroupAsync(
            "load", [.. others.Select(person => person.Account.UserId)], cancellationToken);

        var run = new GroupRun(others.Length);
        GroupMember[] members = [.. others.Select(person => new GroupMember(run, person.Hub))];
        await using var connections = new ConnectionSet();
        var send = new SendTemplate(chat.ChatId.ToString(), 0, Random.Shared.Next(), options.Shape.Size);
        connections.Add([await run.ConnectSenderAsync(sender.Hub, send, cancellationToken)]);
        await connections.ConnectAsync(members, ConnectsAtOnce, (member, token) => member.ConnectAsync(token), cancellationToken);

        var report = await new GroupLoad(run, members).RunAsync(options, cancellationToken);
        Console.WriteLine(report);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;
    }
}
