using System.Text.Json;

namespace Chat.Images.Tests;

/// <summary>What the SDK makes of the projects' properties; nothing is built or fetched.</summary>
public sealed class ImagePropertiesTests
{
    /// <summary>As azd gives them with each publish.</summary>
    private static readonly string[] Azd =
    [
        "-p:RuntimeIdentifier=linux-x64", "-p:Configuration=Release",
        "-p:ContainerRepository=chat/deployed", "-p:ContainerImageTag=azd-deploy-1", "-p:ContainerRegistry=registry.example.org",
    ];

    public static TheoryData<string> Services => [.. Repository.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_image_for_azd_is_of_the_aspire_build_on_a_chiseled_base_not_as_root_and_with_one_port(string service)
    {
        var (properties, items) = await ComputeAsync(service, Azd);

        Assert.Equal("true", properties["UseAspire"]);
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", properties["ContainerBaseImage"]);
        Assert.Equal("app", properties["ContainerUser"]);
        Assert.Equal("registry.example.org", properties["ContainerRegistry"]);
        Assert.Equal("chat/deployed", properties["ContainerRepository"]);
        Assert.Equal(["azd-deploy-1"], items["ContainerImageTags"]);
        // Of several azd would take any for the service's.
        Assert.Equal(["8080"], items["ContainerPort"]);
        // The web root is found below it.
        Assert.Equal("/app/", properties["ContainerWorkingDirectory"]);
        Assert.Equal(["dotnet", $"/app/Chat.{service}.dll"], items["ContainerAppCommand"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_image_that_nobody_named_has_its_services_name(string service)
    {
        var (properties, _) = await ComputeAsync(service, "-p:UseAspire=true");

        Assert.Equal($"chat-{service.ToLowerInvariant()}", properties["ContainerRepository"]);
    }

    [Fact]
    public async Task Who_says_so_gets_an_image_of_the_default_build()
    {
        var (properties, _) = await ComputeAsync("Presence", [.. Azd, "-p:UseAspire=false"]);

        Assert.Equal("false", properties["UseAspire"]);
    }

    [Fact]
    public async Task Without_a_word_on_it_there_is_none()
    {
        var (exit, output) = await Dotnet.TryAsync("msbuild", "Chat.Presence", "-t:ComputeContainerConfig", "-nologo");

        Assert.NotEqual(0, exit);
        Assert.Contains("add -p:UseAspire=true", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_build_is_the_default_one()
    {
        var output = await Dotnet.RunAsync("msbuild", "Chat.Presence", "-getProperty:UseAspire");

        Assert.Equal("false", output.Trim());
    }

    [Theory]
    [InlineData("Chat.AppHost")]
    [InlineData("Chat.DevInfra")]
    [InlineData("bench/Chat.Load")]
    [InlineData("tests/Chat.DevHost.Sample")]
    public async Task What_is_no_service_is_not_published(string project)
    {
        var output = await Dotnet.RunAsync("msbuild", project, "-getProperty:IsPublishable,EnableSdkContainerSupport");

        using var json = JsonDocument.Parse(output);
        Assert.All(json.RootElement.GetProperty("Properties").EnumerateObject(), property => Assert.Equal("false", property.Value.GetString()));
    }

    [Fact]
    public void The_services_alone_name_an_image_and_nobody_writes_a_dockerfile()
    {
        var named = Repository.Files("*.csproj").Where(file => File.ReadAllText(file).Contains("<ServiceImage>", StringComparison.Ordinal));

        Assert.Equal(Repository.Services.Select(service => $"Chat.{service}.csproj").Order(), named.Select(Path.GetFileName).Order());
        Assert.DoesNotContain(Repository.Files("*"), file => Path.GetFileName(file).Contains("Dockerfile", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<(Dictionary<string, string> Properties, Dictionary<string, string[]> Items)> ComputeAsync(
        string service, params string[] given)
    {
        var output = await Dotnet.RunAsync(
        [
            "msbuild", $"Chat.{service}", "-t:ComputeContainerConfig", .. given,
            "-getProperty:UseAspire,ContainerBaseImage,ContainerUser,ContainerRegistry,ContainerRepository,ContainerWorkingDirectory",
            "-getItem:ContainerImageTags,ContainerPort,ContainerAppCommand",
        ]);
        using var json = JsonDocument.Parse(output);
        var properties = json.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!);
        var items = json.RootElement.GetProperty("Items").EnumerateObject().ToDictionary(
            one => one.Name, one => one.Value.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!).ToArray());
        return (properties, items);
    }
}
