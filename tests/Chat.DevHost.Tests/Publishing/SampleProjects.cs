using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>A project beside the sample's AppHost. A web project has an address in its launch profile.</summary>
internal abstract class SampleProject : IProjectMetadata
{
    protected SampleProject(string name, bool isWeb = false)
    {
        ProjectPath = Path.Combine(Sample.Folder, name, $"{name}.csproj");
        if (!isWeb)
            return;
        var properties = Directory.CreateDirectory(Path.Combine(Sample.Folder, name, "Properties")).FullName;
        File.WriteAllText(
            Path.Combine(properties, "launchSettings.json"),
            """{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5000" } } }""");
    }

    public string ProjectPath { get; }
}

internal sealed class Producer() : SampleProject("Producer");

internal sealed class Consumer() : SampleProject("Consumer");

internal sealed class CatalogDb() : SampleProject("CatalogDb", isWeb: true);

internal sealed class CatalogService() : SampleProject("CatalogService", isWeb: true);

internal sealed class BasketService() : SampleProject("BasketService", isWeb: true);

internal sealed class MyFrontend() : SampleProject("MyFrontend", isWeb: true);

internal sealed class ContainerAppsApi() : SampleProject("AzureContainerApps.ApiService", isWeb: true);
