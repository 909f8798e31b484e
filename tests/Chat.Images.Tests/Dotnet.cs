using System.Diagnostics;
using Xunit.Sdk;

namespace Chat.Images.Tests;

/// <summary>The SDK's commands, as somebody in the repository's root runs them.</summary>
internal static class Dotnet
{
    /// <summary>Its output.</summary>
    /// <exception cref="XunitException">It failed.</exception>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var (exit, output) = await TryAsync(arguments);
        return exit == 0 ? output : throw new XunitException($"dotnet {string.Join(' ', arguments)} ended with {exit}:\n{output}");
    }

    public static async Task<(int Exit, string Output)> TryAsync(params string[] arguments)
    {
        // Properties of the process that runs the tests are not those of the command; UseAspire above all.
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in (string[])["UseAspire", "Configuration", "MSBuildSDKsPath", "MSBUILD_EXE_PATH"])
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
