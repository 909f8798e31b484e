using StackExchange.Redis;

namespace Chat.ServiceDefaults.Instances;

/// <summary>What the instances of a service carry together, as they last wrote it: at most
/// <see cref="InstanceKeys.RenewEvery"/> ago while Redis is there.</summary>
public sealed class InstanceLoads(IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>Of each of the two reads.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The sum over all that have a lease, also those that are draining: what these carry comes to the others, and a number
    /// without it would take still more of them away.
    /// </summary>
    /// <returns>Null while it is not known of each of them (a version that does not tell it): a part is no sum.</returns>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public async Task<long?> SumAsync(string service, CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var ids = await database.SetMembersAsync(InstanceKeys.Set(service)).WaitAsync(Within, time, cancellation);
        var keys = ids.SelectMany(id => (RedisKey[])[InstanceKeys.Lease(service, id!), InstanceKeys.Load(service, id!)]).ToArray();
        var values = await database.StringGetAsync(keys).WaitAsync(Within, time, cancellation);

        var sum = 0L;
        for (var i = 0; i < values.Length; i += 2)
        {
            if (values[i].IsNull)
                continue;
            if (values[i + 1].IsNull)
                return null;
            sum += (long)values[i + 1];
        }

        return sum;
    }
}
