using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    public DistributedApplicationBuilder(string[] args, Assembly appHost)
    {
        AppHost = appHost;
        var project = appHost.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key == "apphostprojectpath")?.Value;
        AppHostDirectory = Path.GetDirectoryName(project) ?? AppContext.BaseDirectory;

        Configuration.AddEnvironmentVariables("DOTNET_").AddCommandLine(args);
        var environment = Configuration[HostDefaults.EnvironmentKey] ?? Environments.Development;
        Configuration
            .AddJsonFile(Path.Combine(AppHostDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(AppHostDirectory, $"appsettings.{environment}.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args);

        Environment = new AppHostEnvironment(environment, appHost.GetName().Name!, AppHostDirectory);
        ExecutionContext = new DistributedApplicationExecutionContext(isPublishMode: Configuration["publisher"] is not null);
        Configuration["AppHost:Sha256"] = Identity(project ?? appHost.GetName().Name!);
        Services.AddLogging();
        Services.AddHealthChecks();
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton<IConfiguration>(Configuration);
    }

    /// <summary>The assembly whose entry point describes the composition.</summary>
    public Assembly AppHost { get; }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment { get; }

    public IServiceCollection Services { get; } = new ServiceCollection();

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IList<IResource> Resources { get; } = [];

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.Any(existing => existing.Name == resource.Name))
            throw new DistributedApplicationException($"There are two resources '{resource.Name}'.");
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        EntryPoint.HandOver(this);
        return new DistributedApplication(this);
    }

    /// <summary>A local run is told from that of another clone; what is published is the same from everywhere.</summary>
    private string Identity(string project) => Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(ExecutionContext.IsPublishMode ? Path.GetFileName(project) : project)));

    private sealed class AppHostEnvironment(string name, string application, string folder) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = application;

        public string ContentRootPath { get; set; } = folder;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
