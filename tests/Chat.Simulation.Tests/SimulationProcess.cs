using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Chat.Simulation.Tests;

/// <summary>Chat.Simulation, run to its end.</summary>
internal static class SimulationProcess
{
    private static readonly string Path = typeof(SimulationProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Chat.Simulation").Value!;

    /// <returns>Its exit code, and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(params int[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments.Select(argument => argument.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
