using System.Reflection;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Tests.Instances;

/// <summary>A Redis that answers nobody until it is there.</summary>
public class FailingRedis : DispatchProxy
{
    private IConnectionMultiplexer _redis = null!;

    public bool IsThere { get; set; }

    public IConnectionMultiplexer Client { get; private set; } = null!;

    public static FailingRedis Of(IConnectionMultiplexer redis)
    {
        var client = Create<IConnectionMultiplexer, FailingRedis>();
        var failing = (FailingRedis)(object)client;
        (failing._redis, failing.Client) = (redis, client);
        return failing;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IDisposable.Dispose) ? null
        : IsThere ? targetMethod.Invoke(_redis, args)
        : throw new TimeoutException("Redis is not there.");
}
