using System.Collections.Concurrent;
using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>A project beside the sample's AppHost. A web project has an address in its launch profile.</summary>
internal abstract class SampleProject : IProjectMetadata
{
    /// <summary>Tests run beside each other: a profile is written once.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<string>> Profiles = [];

    protected SampleProject(string name, bool isWeb = false)
    {
        ProjectPath = Path.Combine(Sample.Folder, name, $"{name}.csproj");
        if (isWeb)
            _ = Profiles.GetOrAdd(name, _ => new Lazy<string>(() => WriteProfile(name))).Value;
    }

    public string ProjectPath { get; }

    private static string WriteProfile(string name)
    {
        var properties = Directory.CreateDirectory(Path.Combine(Sample.Folder, name, "Properties")).FullName;
        var file = Path.Combine(properties, "launchSettings.json");
        File.WriteAllText(
            file, """{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5000" } } }""");
        return file;
    }
}

internal sealed class Producer() : SampleProject("Producer");

internal sealed class Consumer() : SampleProject("Consumer");

internal sealed class CatalogDb() : SampleProject("CatalogDb", isWeb: true);

internal sealed class CatalogService() : SampleProject("CatalogService", isWeb: true);

internal sealed class BasketService() : SampleProject("BasketService", isWeb: true);

internal sealed class MyFrontend() : SampleProject("MyFrontend", isWeb: true);

internal sealed class ContainerAppsApi() : SampleProject("AzureContainerApps.ApiService", isWeb: true);
