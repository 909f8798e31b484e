namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// Redis keys of the instances' leases. <c>instances:{service}</c>: a set of ids, so that they can be listed.
/// <c>instance:{service}:{id}</c>: what the instance advertises, alive for <see cref="TimeToLive"/> and renewed every
/// <see cref="RenewEvery"/>: a process that was killed vanishes by itself. <c>load:{service}:{id}</c>: what it carries
/// (<see cref="InstanceLoad"/>; decimal), written with the lease and outliving it; a key of its own, because earlier versions do not
/// know an instance whose lease has more parts, and because it changes at each renewal while the lease's text does not.
/// Owner: the instance itself; anyone may remove an id from the set whose lease is gone.
/// </summary>
public static class InstanceKeys
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    public static string Set(string service) => $"instances:{service}";

    public static string Lease(string service, string id) => $"instance:{service}:{id}";

    public static string Load(string service, string id) => $"load:{service}:{id}";
}
