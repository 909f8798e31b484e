namespace Chat.ServiceDefaults.Instances;

/// <summary>
/// Redis keys of the instances' leases. <c>instances:{service}</c>: a set of ids, so that they can be listed.
/// <c>instance:{service}:{id}</c>: what the instance advertises, alive for <see cref="TimeToLive"/> and renewed every
/// <see cref="RenewEvery"/>: a process that was killed vanishes by itself. Owner: the instance itself; anyone may remove
/// an id from the set whose lease is gone.
/// </summary>
public static class InstanceKeys
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    public static string Set(string service) => $"instances:{service}";

    public static string Lease(string service, string id) => $"instance:{service}:{id}";
}
