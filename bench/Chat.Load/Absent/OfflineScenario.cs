using Chat.Load.Crowds;
using Chat.Load.Measuring;
using Chat.Load.Pacing;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Absent;

/// <summary>What was sent to people who were away, when they come back.</summary>
internal static class OfflineScenario
{
    private const int SendersAtOnce = 4;
    private const int Window = 64;

    public static async Task<int> RunAsync(OfflineOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, 2 * options.Recipients, cancellationToken);
        var chats = await DirectChats.MakeAsync(crowd, cancellationToken);
        await Parallel.ForEachAsync(
            chats,
            new ParallelOptions { MaxDegreeOfParallelism = SendersAtOnce, CancellationToken = cancellationToken },
            async (chat, token) => await Backlog.SendAsync(chat, options.Messages, Window, options.Size, token));
        await Quiet.WaitAsync(cancellationToken);

        var meter = new CpuMeter(options.Stack.Processes);
        ReturningDevice[] devices = [.. chats.Select(chat => new ReturningDevice(chat))];
        foreach (var device in devices)
            await device.ComeBackAsync(cancellationToken);
        var report = OfflineReport.Of(options, devices, meter.Read());
        Console.WriteLine(report);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;
    }
}
