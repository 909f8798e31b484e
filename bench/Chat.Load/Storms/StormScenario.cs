using System.Diagnostics;
using Chat.Load.Crowds;
using Chat.Load.Measuring;
using Chat.Load.Pacing;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Storms;

/// <summary>A crowd connects; then all of its connections break at once, and it comes back.</summary>
internal static class StormScenario
{
    private const int SendersAtOnce = 16;
    private const int Size = 160;
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(StormOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Users, cancellationToken);
        var chats = await DirectChats.MakeAsync(crowd, cancellationToken);
        await Parallel.ForEachAsync(
            chats,
            new ParallelOptions { MaxDegreeOfParallelism = SendersAtOnce, CancellationToken = cancellationToken },
            async (chat, token) => await Backlog.SendAsync(chat, 1, 1, Size, token));
        var failures = new FailureTally();
        StormDevice[] devices =
        [
            .. chats.SelectMany(chat => new[] { chat.One, chat.Other }, (chat, person) => (chat.Chat, person.Hub))
                .Select((seat, number) => new StormDevice(
                    seat.Hub, seat.Chat, failures, sends: number < options.Senders, othersSend: options.Senders > 0)),
        ];
        var server = options.Stack.Processes;
        await Quiet.WaitAsync(cancellationToken);

        await using var connections = new ConnectionSet();
        var connecting = new CpuMeter(server);
        await connections.ConnectAsync(devices, options.AtOnce, (device, token) => device.ConnectAsync(token), cancellationToken);
        var connects = connecting.Read();
        await Quiet.WaitAsync(cancellationToken);
        var lost = connections.Lost;

        var returning = new CpuMeter(server);
        var droppedAt = Stopwatch.GetTimestamp();
        await connections.DropAllAsync();
        await ComeBackAsync(devices, connections, cancellationToken);
        var returns = returning.Read();
        await Drain.UntilAsync(() => !devices.Any(device => device.LacksItsAck), cancellationToken);
        var report = StormReport.Of(options, devices, failures, droppedAt, connects, returns, lost + connections.Lost);
        Console.WriteLine(report);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;
    }

    private static async Task ComeBackAsync(StormDevice[] devices, ConnectionSet connections, CancellationToken cancellationToken)
    {
        using var tooLate = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        tooLate.CancelAfter(BackWithin);
        var back = await Task.WhenAll(devices.Select(device => device.ComeBackAsync(tooLate.Token)));
        foreach (var connection in back)
            connections.Add(connection);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
