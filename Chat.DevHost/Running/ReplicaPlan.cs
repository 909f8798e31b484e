using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Running;

/// <summary>What it takes to start one replica: its ports, which it keeps when it is started again, and from them the command.</summary>
internal sealed class ReplicaPlan(IResource resource, int replica, string environment, BuildOutput output)
{
    private static readonly DistributedApplicationExecutionContext Running = new(isPublishMode: false);

    private readonly Dictionary<string, int> _ports = [];

    public IResource Resource { get; } = resource;

    public int Replica { get; } = replica;

    public bool HasSiblings { get; } = resource.ReplicaCount() > 1;

    /// <summary>As it is called in the log: without a number if it is the only one.</summary>
    public string Title => HasSiblings ? $"{Resource.Name}-{Replica}" : Resource.Name;

    public IReadOnlyList<string> Urls => [.. Endpoints.Select(endpoint => $"{endpoint.UriScheme}://{HostOf(endpoint)}:{_ports[endpoint.Name]}")];

    private IEnumerable<EndpointAnnotation> Endpoints => Resource.Annotations.OfType<EndpointAnnotation>();

    public int PortOf(string endpoint) => _ports[endpoint];

    /// <summary>A single replica listens where the resource is reached; each of several on a port of its own.</summary>
    public void TakePorts()
    {
        foreach (var endpoint in Endpoints)
            _ports[endpoint.Name] = HasSiblings ? FreePorts.Take() : endpoint.TargetPort ?? endpoint.AllocatedEndpoint!.Port;
    }

    public async Task<ProcessStartInfo> CommandAsync(CancellationToken cancellationToken)
    {
        var start = Resource switch
        {
            ProjectResource project => new ProcessStartInfo("dotnet", [output.Of(Metadata(project))])
            {
                WorkingDirectory = Path.GetDirectoryName(Metadata(project).ProjectPath),
            },
            ExecutableResource executable => new ProcessStartInfo(executable.Command) { WorkingDirectory = executable.WorkingDirectory },
            _ => throw new InvalidOperationException($"'{Resource.Name}' is no process."),
        };

        var arguments = new CommandLineArgsCallbackContext(Running);
        foreach (var annotation in Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            annotation.Callback(arguments);
        foreach (var argument in arguments.Args)
            start.ArgumentList.Add(await ValueOfAsync(argument, cancellationToken));

        var variables = new EnvironmentCallbackContext(Running);
        AddOwn(variables.EnvironmentVariables);
        foreach (var annotation in Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            annotation.Callback(variables);
        foreach (var (name, value) in variables.EnvironmentVariables)
            start.Environment[name] = await ValueOfAsync(value, cancellationToken);
        return start;
    }

    private static IProjectMetadata Metadata(ProjectResource project) => project.Annotations.OfType<IProjectMetadata>().Single();

    private static string HostOf(EndpointAnnotation endpoint) => endpoint.AllocatedEndpoint!.Address;

    private static async Task<string> ValueOfAsync(object value, CancellationToken cancellationToken) => value switch
    {
        IValueProvider provider => await provider.GetValueAsync(cancellationToken) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>What Aspire sets too, before what the composition sets.</summary>
    private void AddOwn(Dictionary<string, object> variables)
    {
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint.EnvironmentVariable is not null))
            variables[endpoint.EnvironmentVariable!] = _ports[endpoint.Name];

        var attributes = Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES");
        variables["OTEL_SERVICE_NAME"] = Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] =
            (string.IsNullOrEmpty(attributes) ? "" : attributes + ",") + $"service.instance.id={Resource.Name}-{Replica}";

        if (Resource is not ProjectResource)
            return;
        variables["ASPNETCORE_ENVIRONMENT"] = environment;
        variables["DOTNET_ENVIRONMENT"] = environment;
        variables["ASPNETCORE_URLS"] = string.Join(';', Urls.Where(url => url.StartsWith("http", StringComparison.Ordinal)));

        // A record a line, so that the host can tell a warning from the rest.
        variables["Logging__Console__FormatterName"] = "simple";
        variables["Logging__Console__FormatterOptions__SingleLine"] = "true";
    }
}
