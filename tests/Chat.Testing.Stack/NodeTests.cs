using System.Diagnostics;

namespace Chat.Testing;

/// <summary>Tests in JavaScript: a folder with a <c>package.json</c>, one file a case.</summary>
/// <param name="output">Gets what they print.</param>
public sealed class NodeTests(string folder, Action<string> output)
{
    /// <summary>Fails unless every test of the file passes.</summary>
    public async Task PassAsync(string file, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        await InstallAsync(cancellation);
        Assert.Equal(0, await RunAsync("node", ["--test", "--test-force-exit", "--test-reporter=spec", file], environment, cancellation));
    }

    /// <summary>Installs what the folder's lock file names, unless it is there.</summary>
    public async Task InstallAsync(CancellationToken cancellation)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
            Assert.Equal(0, await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], new Dictionary<string, string>(), cancellation));
    }

    private async Task<int> RunAsync(
        string command, string[] arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            await Task.WhenAll(PassOnAsync(process.StandardOutput, cancellation), PassOnAsync(process.StandardError, cancellation));
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private async Task PassOnAsync(StreamReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation) is { } line)
            output(line);
    }
}
