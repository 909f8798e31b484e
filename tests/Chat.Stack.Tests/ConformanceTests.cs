using System.Diagnostics;
using Xunit.Abstractions;

namespace Chat.Stack.Tests;

/// <summary>The protocol as a stranger reads it: Microsoft's JavaScript client, on every transport, through the edge.</summary>
[Collection(StackTests.Name)]
public sealed class ConformanceTests(StackFixture fixture, ITestOutputHelper output)
{
    [Theory]
    [InlineData("conversation.test.mjs")]
    [InlineData("bad-input.test.mjs")]
    [InlineData("screen.test.mjs")]
    public async Task Microsofts_JavaScript_client_finds_what_the_protocol_says(string file)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var folder = BuiltPath.Of("Conformance");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            Assert.Equal(0, await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], folder, limit.Token));
        Assert.Equal(0, await RunAsync("node", ["--test", "--test-reporter=spec", file], folder, limit.Token));
    }

    private async Task<int> RunAsync(string command, string[] arguments, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CHAT_EDGE"] = fixture.Stack.Edge.ToString().TrimEnd('/') },
        };
        using var process = Process.Start(start)!;
        try
        {
            var read = Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            foreach (var text in await read)
                output.WriteLine(text);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
