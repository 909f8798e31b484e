using System.Diagnostics;

namespace Chat.DevInfra.Processes;

/// <summary>A program that runs to its end.</summary>
internal static class Tool
{
    /// <summary>The program's path, or null if it is in none of the folders.</summary>
    public static string? Find(string name, params IEnumerable<string> alsoIn) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(alsoIn)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with a code other than 0; the message has what it said.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string folder, string input, CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await TryAsync(program, arguments, folder, input, cancellationToken);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {exitCode}: {errors.Trim()} {output.Trim()}");
    }

    public static async Task<(int ExitCode, string Output, string Errors)> TryAsync(
        string program, IEnumerable<string> arguments, string folder, string input, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
