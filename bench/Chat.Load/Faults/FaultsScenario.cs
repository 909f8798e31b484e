using Chat.Checker;
using Chat.Load.Faults.Histories;
using Chat.Load.Faults.Population;
using Chat.Load.Processes;
using Chat.Load.Faults.Reporting;
using Chat.Load.Faults.Striking;
using Chat.Load.Reporting;

namespace Chat.Load.Faults;

/// <summary>A steady load while everything is killed, stopped and restarted; then every history is checked against every other.</summary>
internal static class FaultsScenario
{
    public static async Task<int> RunAsync(FaultsOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{options.CommandLine}\n{options.Mix}");
        var clock = new RunClock();
        var stack = new RunningStack(options.Stack.Resources);
        using var rude = new RudeClients(options.Stack.Edge);
        var faults = InRandomOrder(FaultCatalogue.Of(stack, rude, options.Swap, options.Only), options);

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var enrolment = new Enrolment(options.Stack.Edge, http, options.Mix, new Random(options.Seed), clock);
        var enrolling = enrolment.EnrolAsync(cancellationToken);
        await new ProgressLine(() => $"users signed up and logged in: {enrolment.Done}", TimeProvider.System).WhileAsync(enrolling);
        await using var crowd = await enrolling;
        await crowd.ConnectAsync(cancellationToken);

        using var run = new FaultRun(options, crowd, stack, clock, cancellationToken);
        await run.RunAsync(faults);
        var (report, recorded, anomalies) = await JudgeAsync(options, faults.Length, crowd, run, clock, cancellationToken);

        Console.WriteLine($"\n{report}");
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        await MarkdownPage.WriteAsync(options.Markdown, report, cancellationToken);
        if (anomalies.Count > 0)
        {
            var folder = Path.Combine(options.Histories, $"seed-{options.Seed}");
            await FailureFolder.WriteAsync(folder, options.CommandLine, recorded, anomalies, cancellationToken);
            Console.WriteLine($"The histories are in {Path.GetFullPath(folder)}");
        }

        return report.Passed ? 0 : 1;
    }

    private static IFault[] InRandomOrder(IReadOnlyList<IFault> faults, FaultsOptions options)
    {
        IFault[] all = [.. Enumerable.Repeat(faults, options.Times).SelectMany(once => once)];
        new Random(options.Seed).Shuffle(all);
        return all;
    }

    private static async Task<(FaultsReport Report, RecordedRun Recorded, IReadOnlyList<Anomaly> Anomalies)> JudgeAsync(
        FaultsOptions options, int planned, LoadedCrowd crowd, FaultRun run, RunClock clock, CancellationToken cancellationToken)
    {
        var took = clock.Now;
        var sends = new SendTimes(crowd);
        var chats = await new ServerSide(crowd, new Intervals(run.Membership, sends)).ReadAsync(cancellationToken);
        var builder = new HistoryBuilder(clock);
        var recorded = new RecordedRun([.. crowd.Devices.Select(builder.Build)], chats);
        var anomalies = RunChecker.Check(recorded);
        var outside = Attribute(anomalies, run.Rows, sends);
        var report = new FaultsReport
        {
            Seed = options.Seed,
            Command = options.CommandLine,
            Mix = options.Mix.ToString(),
            Rows = run.Rows,
            Planned = planned,
            Sends = sends.Count,
            Delivered = crowd.Devices.Sum(device => device.AppliedCount),
            Refused = run.Refused,
            HeldBack = run.HeldBack,
            TypingSeen = crowd.Devices.Sum(device => device.Outlook.Typing),
            PresenceSeen = crowd.Devices.Sum(device => device.Outlook.Presence),
            WrongViews = run.WrongViews,
            Settled = run.Settled && recorded.Devices.All(device => device.EndsCaughtUp),
            Anomalies = FaultsReport.Count(anomalies),
            OutsideFaults = outside,
            Seconds = took.TotalSeconds,
            Timed = !options.Untimed,
        };
        return (report, recorded, anomalies);
    }

    /// <summary>To the last fault before the message was ACKed.</summary>
    /// <returns>How many have no message, or one from before the first fault.</returns>
    private static int Attribute(IReadOnlyList<Anomaly> anomalies, IReadOnlyList<FaultRow> rows, SendTimes sends)
    {
        var outside = 0;
        foreach (var anomaly in anomalies)
        {
            var at = sends.Of(anomaly.ClientMsgId, anomaly.ChatId, anomaly.Seq)?.TotalSeconds;
            if (rows.LastOrDefault(row => row.Skipped is null && row.StruckAt <= at) is { } row)
                row.Anomalies++;
            else
                outside++;
        }

        return outside;
    }
}
