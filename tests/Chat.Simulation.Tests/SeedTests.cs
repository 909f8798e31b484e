using System.Globalization;
using Xunit;

namespace Chat.Simulation.Tests;

/// <summary>
/// Runs seeds of the simulation, on two processors. A seed that fails is named with what was wrong; it repeats exactly, alone
/// and with everything that happens in it, by <c>dotnet run -c Release --project tests/Chat.Simulation SEED</c>, or here with
/// the environment variable <c>CHAT_SIMULATION_SEED</c>. <c>CHAT_SIMULATION_FIRST</c> has other seeds run than those from 1 on.
/// </summary>
public sealed class SeedTests
{
    private const int Processes = 2;

    /// <summary>Of each process: at least so many, and more within the time.</summary>
    private const int Seeds = 1_000;

    private const int Seconds = 45;

    [Fact]
    public async Task Whatever_happens_every_acknowledged_message_is_in_its_chat_and_on_every_device_once_and_in_order()
    {
        if (Setting("CHAT_SIMULATION_SEED") is { } seed)
        {
            Passed(await SimulationProcess.RunAsync(seed));
            return;
        }

        var first = Setting("CHAT_SIMULATION_FIRST") ?? 1;
        var runs = await Task.WhenAll(Enumerable.Range(0, Processes)
            .Select(number => SimulationProcess.RunAsync(first + (number * 1_000_000), Seeds, Seconds)));
        foreach (var run in runs)
            Passed(run);
    }

    [Fact]
    public async Task A_seed_repeats_exactly()
    {
        var (once, again) = (await SimulationProcess.RunAsync(7), await SimulationProcess.RunAsync(7));

        Assert.True(once.Output.Length > 10_000);
        Assert.Equal(Events(once.Output), Events(again.Output));
    }

    [Fact]
    public async Task A_seed_after_others_is_the_same_as_alone()
    {
        var (many, few) = (await SimulationProcess.RunAsync(1, 40, 0), await SimulationProcess.RunAsync(21, 20, 0));

        var traces = Traces(many.Output);
        Assert.Equal(40, traces.Length);
        Assert.Equal(traces[20..], Traces(few.Output));
    }

    // The last line has the time that it took.
    private static string Events(string output) => output[..output.TrimEnd().LastIndexOf('\n')];

    private static string[] Traces(string output) => [.. output.Split('\n').Where(line => line.StartsWith("seed ", StringComparison.Ordinal))];

    private static void Passed((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
