using System.Reflection;
using StackExchange.Redis;

namespace Chat.Gateway.Tests.Draining;

/// <summary>A Redis that answers nobody.</summary>
public class NoRedis : DispatchProxy
{
    public static IConnectionMultiplexer Client => Create<IConnectionMultiplexer, NoRedis>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new TimeoutException("Redis is not there.");
}
