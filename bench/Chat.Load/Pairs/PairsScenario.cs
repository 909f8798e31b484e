using Chat.Load.Bare;
using Chat.Load.Crowds;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>One-to-one conversations: half of the users write to the other half.</summary>
internal static class PairsScenario
{
    public static async Task<int> RunAsync(PairsOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Users, cancellationToken);
        var addresses = await MeetAsync(crowd, cancellationToken);
        List<PairsReport> reports = [await new PairsLoad(options, addresses).RunAsync("chat", options.Stack.Processes, cancellationToken)];
        Console.WriteLine(reports[0]);

        if (options.Bare)
        {
            await using var relay = await RelayProcess.StartAsync(cancellationToken);
            var relayed = new PairsLoad(options, [.. Enumerable.Range(0, options.Users / 2).Select(relay.Pair)]);
            reports.Add(await relayed.RunAsync("bare", relay.Processes, cancellationToken));
            Console.WriteLine(reports[1]);
            Console.WriteLine($"chat : bare  {reports[0].ServerMicrosecondsPerMessage / reports[1].ServerMicrosecondsPerMessage:0.00} in CPU a message");
        }

        await JsonSummary.WriteAsync(options.Stack.Json, reports, cancellationToken);
        return reports.All(report => report.Passed) ? 0 : 1;
    }

    private static async Task<PairAddress[]> MeetAsync(Crowd crowd, CancellationToken cancellationToken) =>
        [.. (await DirectChats.MakeAsync(crowd, cancellationToken)).Select(PairAddress.Of)];
}
