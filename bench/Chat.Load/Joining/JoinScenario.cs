using System.Diagnostics;
using Chat.Contracts.Ids;
using Chat.Load.Crowds;
using Chat.Load.Measuring;
using Chat.Load.Pacing;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Joining;

/// <summary>Thousands join a group in one call, and the owner writes as soon as it is answered.</summary>
internal static class JoinScenario
{
    private const int ConnectsAtOnce = 16;
    private const int Size = 160;

    public static async Task<int> RunAsync(JoinOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(
            options.Stack.Edge, options.Online, options.Members - options.Online, cancellationToken);
        var owner = crowd.People[0].Account;
        var chat = await owner.Chats.CreateGroupAsync("load", [], cancellationToken);
        JoiningDevice[] devices = [.. crowd.People.Select(person => new JoiningDevice(person.Hub, chat.ChatId.ToString()))];
        var (owners, joining) = (devices[0], devices[1..]);

        await using var connections = new ConnectionSet();
        var sender = (await owners.ConnectAsync(cancellationToken))[0];
        connections.Add([sender]);
        await connections.ConnectAsync(joining, ConnectsAtOnce, (device, token) => device.ConnectAsync(token), cancellationToken);
        await Quiet.WaitAsync(cancellationToken);

        UserId[] others = [.. crowd.People.Skip(1).Select(person => person.Account.UserId), .. crowd.Absent];
        var meter = new CpuMeter(options.Stack.Processes);
        var calledAt = Stopwatch.GetTimestamp();
        await owner.Chats.AddMembersAsync(chat.ChatId, others, cancellationToken);
        var answeredAt = Stopwatch.GetTimestamp();
        sender.Send(new SendTemplate(chat.ChatId.ToString(), 0, Random.Shared.Next(), Size).Number(1));
        await Drain.UntilAsync(() => joining.All(device => device is { ChangedAt: not null, MessageAt: not null }), cancellationToken);

        var report = JoinReport.Of(options, owners, joining, calledAt, answeredAt, meter.Read());
        Console.WriteLine(report);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;
    }
}
