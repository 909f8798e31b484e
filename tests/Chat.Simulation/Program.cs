using System.Diagnostics;
using System.Globalization;
using Chat.Simulation.Scenarios;

// Chat.Simulation SEED: runs one and writes down all that happens in it.
// Chat.Simulation FIRST COUNT SECONDS: runs the seeds FIRST, FIRST + 1, … until there are COUNT and SECONDS are over; with
// 0 seconds it writes the trace of each.
// The last line says how many ran and which failed; the exit code is 1 if one did.
var numbers = args.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
if (numbers is not ([_] or [_, _, _]))
    throw new ArgumentException("Chat.Simulation SEED, or FIRST COUNT SECONDS");

var (first, count) = (numbers[0], numbers.Length > 1 ? numbers[1] : 1);
var time = TimeSpan.FromSeconds(numbers.Length > 1 ? numbers[2] : 0);
var clock = Stopwatch.StartNew();
var failed = new List<int>();
var (ran, messages, steps, stops) = (0, 0L, 0L, 0);
for (; ran < count || clock.Elapsed < time; ran++)
{
    var seed = first + ran;
    var scenario = new Scenario(seed, numbers.Length == 1 ? Console.Out : null);
    var anomalies = scenario.Run();
    messages += scenario.Messages;
    steps += scenario.Steps;
    stops += scenario.Stops;
    if (time == TimeSpan.Zero)
        Console.WriteLine($"seed {seed} trace {scenario.Trace:x16} steps {scenario.Steps} whole after {scenario.WholeAfter.TotalSeconds:0.0} s");
    if (anomalies.Count == 0)
        continue;
    failed.Add(seed);
    Console.WriteLine($"seed {seed} failed:");
    foreach (var anomaly in anomalies.Take(5))
        Console.WriteLine($"  {anomaly}");
}

Console.WriteLine(
    $"{ran} seeds, {messages} messages, {steps} steps, {stops} clients stopped by their own earlier connections, in {clock.Elapsed.TotalSeconds:0.0} s; {failed.Count} failed: {string.Join(' ', failed.Take(20))}");
return failed.Count == 0 ? 0 : 1;
