using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Chat.DevHost.Tests.Running;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>What a deployment tool does: it starts the AppHost and reads the file.</summary>
public sealed class PublishingProcessTests : IDisposable
{
    private readonly RunFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "manifest.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_manifest_is_written_and_nothing_is_started()
    {
        await using var host = await HostProcess.StartAsync([$"--DevHost:Folder={_folder.Path}", "--publisher", "manifest", "--output-path", File]);

        Assert.Equal(0, await host.Exit);
        Assert.Equal($"The manifest is in {File}", Assert.Single(host.Output));
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal(["key", "back", "store", "front"], Names(File));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_made()
    {
        var file = Path.Combine(_folder.Path, "one", "two", "manifest.json");
        await using var host = await HostProcess.StartAsync(["--publisher", "manifest", "--output-path", file]);
        Assert.Equal(0, await host.Exit);
        Assert.NotEmpty(Names(file));
    }

    [Fact]
    public async Task A_folder_as_the_path_gets_a_manifest_inside()
    {
        await using var host = await HostProcess.StartAsync(["--publisher", "manifest", "--output-path", _folder.Path]);
        Assert.Equal(0, await host.Exit);
        Assert.NotEmpty(Names(Path.Combine(_folder.Path, "aspire-manifest.json")));
    }

    [Fact]
    public Task Without_a_path_it_is_refused_in_a_sentence() =>
        RefusedAsync("Publishing needs a file to write the manifest to: --output-path FILE.", "--publisher", "manifest");

    [Fact]
    public Task Another_publisher_is_refused_in_a_sentence() =>
        RefusedAsync("There is no publisher 'docker': only 'manifest'.", "--publisher", "docker", "--output-path", File);

    [Fact]
    public async Task A_path_that_cannot_be_written_is_said_in_a_sentence()
    {
        await System.IO.File.WriteAllTextAsync(File, "");
        await using var host = await HostProcess.StartAsync(["--publisher", "manifest", "--output-path", Path.Combine(File, "manifest.json")]);
        Assert.Equal(1, await host.Exit);
        Assert.StartsWith("The manifest cannot be written: ", Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_publishes_an_AppHost_in_its_own_process()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Chat_DevHost_SampleHost>(
            ["--publisher", "manifest", "--output-path", File]);
        await using var app = await builder.BuildAsync();
        await app.RunAsync();
        Assert.Equal(["key", "back", "store", "front"], Names(File));
    }

    [Fact]
    public async Task What_cannot_be_published_leaves_no_file()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Chat_DevHost_SampleHost>(
            ["--publisher", "manifest", "--output-path", File]);
        builder.AddContainer("nameless", "image").Resource.Annotations.RemoveAt(0);
        await using var app = await builder.BuildAsync();

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.PublishAsync());

        Assert.Equal("The container 'nameless' has no image.", failure.Message);
        Assert.False(System.IO.File.Exists(File));
    }

    private static IEnumerable<string> Names(string file) =>
        JsonNode.Parse(System.IO.File.ReadAllText(file))!["resources"]!.AsObject().Select(resource => resource.Key);

    private async Task RefusedAsync(string sentence, params string[] arguments)
    {
        await using var host = await HostProcess.StartAsync(arguments);
        Assert.Equal(1, await host.Exit);
        Assert.Equal(sentence, Assert.Single(host.Output));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
