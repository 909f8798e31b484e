using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Output;
using Chat.DevHost.Publishing;
using Chat.DevHost.Running;
using Chat.DevHost.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>
/// The composition, ready to run. Configuration of the run itself: <c>DevHost:Folder</c> (resources.json; default
/// <c>.data</c> beside the AppHost's project) and <c>DevHost:Verbose</c> (every line of every process).
/// </summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly DistributedApplicationBuilder _builder;
    private readonly ServiceProvider _services;
    private readonly ConsoleLog _console;
    private readonly ApplicationRunner _runner;
    private bool _isDisposed;

    internal DistributedApplication(DistributedApplicationBuilder builder)
    {
        _builder = builder;
        _services = builder.Services.BuildServiceProvider();
        _console = new ConsoleLog(
            Console.Out,
            verbose: string.Equals(builder.Configuration["DevHost:Verbose"], "true", StringComparison.OrdinalIgnoreCase),
            coloured: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null);
        Resources = [.. builder.Resources];
        _runner = new ApplicationRunner(
            Resources,
            builder.AppHost,
            builder.Environment.EnvironmentName,
            builder.Configuration["DevHost:Folder"] ?? Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ".data")),
            _services.GetRequiredService<HealthCheckService>(),
            _console,
            _services.GetRequiredService<TimeProvider>());
        ResourceNotifications = new ResourceNotificationService(_runner, Resources);
    }

    public IServiceProvider Services => _services;

    public ResourceNotificationService ResourceNotifications { get; }

    internal IReadOnlyList<IResource> Resources { get; }

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        new DistributedApplicationBuilder(args, EntryPoint.Current ?? Assembly.GetEntryAssembly()!);

    /// <summary>Starts what can be started; the rest follows when what it waits for is healthy.</summary>
    /// <exception cref="DistributedApplicationException">There is something that only a deployment runs, or the folder is in use.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Dependencies.RefuseWhatRunsElsewhere(Resources);
        return _runner.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => DisposeAsync().AsTask().WaitAsync(cancellationToken);

    /// <summary>
    /// Runs until SIGINT or SIGTERM, or until something fails for good; then the process's exit code is 1. Publishing, starts
    /// nothing and writes the manifest.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = new StopRequest(cancellationToken);
        try
        {
            if (_builder.ExecutionContext.IsPublishMode)
            {
                _console.Plain($"The manifest is in {await PublishAsync(stop.Token)}");
                return;
            }

            await StartAsync(stop.Token);
            await _runner.WaitUntilHealthyAsync(stop.Token);
            ShowAddresses();
            throw new DistributedApplicationException(await _runner.WaitUntilFailedAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            _console.Host("stopping");
        }
        catch (DistributedApplicationException failure)
        {
            _console.Failure(failure.Message);
            Environment.ExitCode = 1;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <summary>Writes the manifest to where the command line says.</summary>
    /// <exception cref="DistributedApplicationException">It cannot.</exception>
    internal Task<string> PublishAsync(CancellationToken cancellationToken = default) =>
        ManifestFile.WriteAsync(new Manifest(Resources, _builder.ExecutionContext), _builder.Configuration, cancellationToken);

    /// <summary>Writes the manifest as it would be at <paramref name="path"/>.</summary>
    internal Task WriteManifestAsync(Stream stream, string path, CancellationToken cancellationToken = default) =>
        new Manifest(Resources, _builder.ExecutionContext).WriteAsync(stream, path, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _runner.DisposeAsync();
        await _services.DisposeAsync();
    }

    private void ShowAddresses()
    {
        foreach (var line in AddressTable.Lines([.. Resources.Where(Dependencies.IsProcess)]))
            _console.Plain(line);
        var application = _builder.Environment.ApplicationName.Replace(".AppHost", "", StringComparison.Ordinal);
        var outside = Resources
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>())
            .FirstOrDefault(endpoint => endpoint.IsExternal);
        _console.Plain(outside is null ? $"{application} is up" : $"{application} is up at {outside.AllocatedEndpoint!.UriString}");
    }
}
