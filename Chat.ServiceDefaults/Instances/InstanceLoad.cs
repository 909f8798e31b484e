namespace Chat.ServiceDefaults.Instances;

/// <summary>What this process has to carry now, in its service's own unit (a gateway: connections): written with its lease, for
/// whoever decides how many there are to be. Must be quick and not throw.</summary>
public delegate long InstanceLoad();
