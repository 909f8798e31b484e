using Chat.ServiceDefaults.Instances;

namespace Chat.Edge.Forwarding;

/// <summary>The services that the edge forwards to. A cluster has its service's name, a destination its instance's id.</summary>
internal sealed class Upstreams(IServiceProvider services)
{
    public static readonly string[] Names =
        [ServiceNames.Gateway, ServiceNames.Messaging, ServiceNames.Media, ServiceNames.Presence];

    private readonly Dictionary<string, InstanceDirectory> _directories =
        Names.ToDictionary(name => name, services.GetRequiredKeyedService<InstanceDirectory>);

    public IEnumerable<InstanceDirectory> All => _directories.Values;

    public InstanceDirectory Of(string cluster) => _directories[cluster];

    /// <summary>It could not be reached: for a while new work goes elsewhere.</summary>
    public void Suspect(string cluster, string destination)
    {
        if (Of(cluster) is var directory && directory.Find(destination) is { } instance)
            directory.Suspect(instance);
    }
}
