using System.Diagnostics;
using System.Globalization;
using Chat.Simulation.Scenarios;

// Chat.Simulation FIRST COUNT [SECONDS]: runs the seeds FIRST, FIRST + 1, …, COUNT of them or as many as begin within SECONDS.
// Chat.Simulation SEED: runs one and writes down all that happens in it.
// The last line says how many ran and which failed; the exit code is 1 if one did.
var numbers = args.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
if (numbers is not ([_] or [_, _] or [_, _, _]))
    throw new ArgumentException("Chat.Simulation SEED, or FIRST COUNT [SECONDS]");

var (first, count) = (numbers[0], numbers.Length > 1 ? numbers[1] : 1);
var patience = numbers.Length > 2 ? TimeSpan.FromSeconds(numbers[2]) : TimeSpan.MaxValue;
var clock = Stopwatch.StartNew();
var failed = new List<int>();
var (ran, steps, messages) = (0, 0L, 0L);
for (var seed = first; seed < first + count && clock.Elapsed < patience; seed++, ran++)
{
    var scenario = new Scenario(seed, numbers.Length == 1 ? Console.Out : null);
    IReadOnlyList<string> anomalies;
    try
    {
        anomalies = scenario.Run();
    }
    catch (InvalidOperationException failure)
    {
        anomalies = [failure.ToString()];
    }

    steps += scenario.Steps;
    messages += scenario.Messages;
    if (Environment.GetEnvironmentVariable("CHAT_SIMULATION_TRACES") == "1")
        Console.WriteLine($"seed {seed} trace {scenario.Trace:x16} steps {scenario.Steps} settled after {scenario.SettledAfter.TotalSeconds:0.0} s");
    if (anomalies.Count == 0)
        continue;
    failed.Add(seed);
    Console.WriteLine($"seed {seed} failed:");
    foreach (var anomaly in anomalies.Take(5))
        Console.WriteLine($"  {anomaly}");
}

Console.WriteLine(
    $"{ran} seeds, {messages} messages, {steps} steps in {clock.Elapsed.TotalSeconds:0.0} s; {failed.Count} failed: {string.Join(' ', failed.Take(20))}");
return failed.Count == 0 ? 0 : 1;
