using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Chat.Testing;
using Chat.Testing.Infrastructure;

namespace Chat.Images.Tests;

/// <summary>A whole image, of the default build (the Aspire build's packages may not be there) and on an empty base.</summary>
public sealed class PublishedImageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-image-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_in_an_image_starts_and_says_that_it_is_alive()
    {
        await using var registry = await BaseImageRegistry.StartAsync();
        var archive = Path.Combine(_folder.FullName, "image.tar");

        await Dotnet.RunAsync(
            "publish", "Chat.Presence", "--no-build", "-c", Repository.Configuration, "-t:PublishContainer", "-p:UseAspire=false",
            $"-p:ContainerBaseImage={registry.Image}", $"-p:ContainerArchiveOutputPath={archive}", $"-p:PublishDir={_folder.FullName}/publish/");

        var image = _folder.CreateSubdirectory("image").FullName;
        await TarFile.ExtractToDirectoryAsync(archive, image, overwriteFiles: false);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(image, "manifest.json")));
        var entry = manifest.RootElement[0];
        Assert.Equal("chat-presence:latest", entry.GetProperty("RepoTags")[0].GetString());
        using var config = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(image, entry.GetProperty("Config").GetString()!)));
        var run = config.RootElement.GetProperty("config");
        Assert.Equal("app", run.GetProperty("User").GetString());
        Assert.Equal(["8080/tcp"], run.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name));
        Assert.Equal("/app/", run.GetProperty("WorkingDir").GetString());

        // The last layer is the application's.
        var root = _folder.CreateSubdirectory("root").FullName;
        await ExtractLayerAsync(Path.Combine(image, entry.GetProperty("Layers").EnumerateArray().Last().GetString()!), root);
        await IsAliveAsync(Path.Combine(root, "app"), run.GetProperty("Entrypoint").EnumerateArray().Select(part => part.GetString()!).ToArray());
    }

    private static async Task IsAliveAsync(string folder, string[] command)
    {
        Assert.Equal(["dotnet", "/app/Chat.Presence.dll"], command);
        var port = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", ["Chat.Presence.dll"])
        {
            WorkingDirectory = folder,
            Environment =
            {
                ["HTTP_PORTS"] = port,
                ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
                ["Advertise__Host"] = "127.0.0.1",
                ["Internal__Secret"] = "a secret for the tests alone",
                ["Auth__SigningKey"] = "a signing key of tests, long enough for it",
                ["ConnectionStrings__redis"] = "127.0.0.1:1,abortConnect=false",
                ["Logging__LogLevel__Default"] = "None",
            },
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        using var process = Process.Start(start)!;
        try
        {
            using var client = new HttpClient();
            await Eventually.Async(async token =>
            {
                Assert.False(process.HasExited);
                return (await client.GetAsync($"http://127.0.0.1:{port}/alive", token)).StatusCode == HttpStatusCode.OK;
            });
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task ExtractLayerAsync(string layer, string folder)
    {
        await using var file = File.OpenRead(layer);
        await using var content = new GZipStream(file, CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(content, folder, overwriteFiles: false);
    }
}
