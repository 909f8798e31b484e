using System.Diagnostics;
using Chat.AppHost.Tests.Infra;

namespace Chat.AppHost.Tests.Publishing;

/// <summary>The manifests of both targets, written by the command that azd runs.</summary>
public sealed class PublishedManifests : IAsyncLifetime
{
    public const string Azure = "azure";
    public const string Containers = "containers";

    private readonly Dictionary<string, Manifest> _manifests = [];

    public Manifest Of(string target) => _manifests[target];

    public async Task InitializeAsync()
    {
        foreach (var target in (string[])[Azure, Containers])
            _manifests.Add(target, await PublishAsync(target));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <returns>The exit code and what was printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["run", "--no-build", "-c", Repository.Configuration, "--project", "Chat.AppHost.csproj", "--", .. arguments])
        {
            WorkingDirectory = Repository.File("Chat.AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellation.Token), process.StandardError.ReadToEndAsync(cancellation.Token));
        await process.WaitForExitAsync(cancellation.Token);
        return (process.ExitCode, string.Concat(output));
    }

    /// <summary>Where a manifest is written: not there yet, and at a depth that is the same in every clone, since relative paths are part
    /// of what is compared.</summary>
    public static string File(string name)
    {
        var path = Repository.File("tests", "Chat.AppHost.Tests", "obj", "published", $"{name}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.Delete(path);
        return path;
    }

    private static async Task<Manifest> PublishAsync(string target)
    {
        var path = File(target);
        var (exitCode, output) = await RunAsync("--publisher", "manifest", "--output-path", path, "--Publish:Target", target);
        Assert.True(exitCode == 0, output);
        return new Manifest(target, path, await System.IO.File.ReadAllTextAsync(path));
    }
}

[CollectionDefinition(Name)]
public sealed class ManifestsCollection : ICollectionFixture<PublishedManifests>, ICollectionFixture<Templates>
{
    public const string Name = "Manifests";
}
