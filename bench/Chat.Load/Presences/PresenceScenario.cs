using System.Diagnostics;
using Chat.Load.Crowds;
using Chat.Load.Measuring;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Presences;

/// <summary>Users come and go at random; others watch some of them, and see in the end who is there.</summary>
internal static class PresenceScenario
{
    private const int ConnectsAtOnce = 16;
    private const int RequestsAtOnce = 8;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly string[] PresenceAndRedis = ["Chat.Presence", "redis-server", "garnet-server"];

    public static async Task<int> RunAsync(PresenceOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Users + options.Watchers, cancellationToken);
        await crowd.People[0].Account.Chats.CreateGroupAsync(
            "load", [.. crowd.People.Skip(1).Select(person => person.Account.UserId)], cancellationToken);
        await using var flapping = new ConnectionSet();
        await using var watching = new ConnectionSet();
        var latencies = new PresenceLatencies();
        FlappingUser[] users = [.. crowd.People.Take(options.Users).Select((person, i) => new FlappingUser(person, flapping, new Random(i)))];
        var choice = new Random(options.Users);
        Watcher[] watchers =
        [
            .. crowd.People.Skip(options.Users).Select(person => new Watcher(person, choice.GetItems(users, 2 * options.Each)
                .Concat(users).Distinct().Take(options.Each).ToArray(), latencies)),
        ];
        await watching.ConnectAsync(watchers, ConnectsAtOnce, (watcher, token) => watcher.ConnectAsync(token), cancellationToken);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.WhenAll(users.Select(user => user.RunAsync(options.Stay, end.Token)));
        await Task.Delay(options.Warm, cancellationToken);
        var meter = new CpuMeter(options.Stack.Processes);
        var before = (Changes: users.Sum(user => user.Changes), Events: Events());
        await Task.Delay(options.Measured, cancellationToken);
        var (changes, events) = (users.Sum(user => user.Changes) - before.Changes, Events() - before.Events);
        var cpu = meter.Read();
        await end.CancelAsync();
        await running;

        var allRight = await RightAsync(watchers, options.Grace, cancellationToken);
        var percent = PresenceReport.Percent(cpu);
        var report = new PresenceReport
        {
            Users = options.Users,
            Watchers = options.Watchers,
            Each = options.Each,
            Seconds = cpu.Seconds,
            ChangesPerSecond = Math.Round(changes / cpu.Seconds, 1),
            EventsPerSecond = Math.Round(events / cpu.Seconds, 1),
            ComingP50Ms = latencies.Coming.Quantile(0.5),
            ComingP99Ms = latencies.Coming.Quantile(0.99),
            GoodbyeP50Ms = latencies.Goodbye.Quantile(0.5),
            GoodbyeP99Ms = latencies.Goodbye.Quantile(0.99),
            ResetP50Ms = latencies.Reset.Quantile(0.5),
            ResetP99Ms = latencies.Reset.Quantile(0.99),
            PresenceAndRedisPercent = Math.Round(PresenceAndRedis.Sum(name => percent.GetValueOrDefault(name)), 1),
            PercentByProcess = percent,
            TooSoon = watchers.Sum(watcher => watcher.Views.Sum(view => view.TooSoon)),
            AllRightAfterSeconds = allRight?.TotalSeconds,
            Wrong = watchers.Sum(watcher => watcher.Views.Count(view => !view.IsRight)),
            WrongByRequest = await WrongByRequestAsync(watchers, cancellationToken),
            Failures = users.Sum(user => user.Failures),
            Lost = watching.Lost + users.Count(user => user.IsLost),
        };
        Console.WriteLine(report);
        Explain(watchers);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;

        long Events() => watchers.Sum(watcher => watcher.Views.Sum(view => (long)view.Events));
    }

    /// <returns>How long it took; null: longer than the grace.</returns>
    private static async Task<TimeSpan?> RightAsync(Watcher[] watchers, TimeSpan grace, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        using var turns = new PeriodicTimer(Look);
        while (Stopwatch.GetElapsedTime(since) < grace)
        {
            if (watchers.All(watcher => watcher.Views.All(view => view.IsRight)))
                return Stopwatch.GetElapsedTime(since);
            await turns.WaitForNextTickAsync(cancellationToken);
        }

        return null;
    }

    private static async Task<int> WrongByRequestAsync(Watcher[] watchers, CancellationToken cancellationToken)
    {
        var wrong = 0;
        await Parallel.ForEachAsync(
            watchers,
            new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken },
            async (watcher, token) => Interlocked.Add(ref wrong, await watcher.WrongByRequestAsync(token)));
        return wrong;
    }

    private static void Explain(Watcher[] watchers)
    {
        foreach (var view in watchers.SelectMany(watcher => watcher.Views).Where(view => !view.IsRight).Take(10))
            Console.WriteLine($"  wrong: {view.User.Id} seems {(view.SeemsThere ? "there" : "gone")}, after {view.Events} events; is {view.User.Now}{(view.User.IsLost ? ", but its connection was lost" : "")}");
    }
}
