using System.Reflection;
using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;
using StackExchange.Redis;

namespace Chat.Simulation.Stores;

/// <summary>One process's connection to Redis, in the place of its client: calls arrive in the order of their making.</summary>
public class RedisConnection : DispatchProxy
{
    private World _world = null!;
    private Node _node = null!;
    private Weather _weather = null!;
    private SimulatedRedis _redis = null!;
    private long _lastArrival;
    private long _lastAnswer;

    internal static IConnectionMultiplexer Create(World world, Node node, Weather weather, SimulatedRedis redis)
    {
        var database = Create<IDatabase, RedisConnection>();
        var connection = (RedisConnection)(object)database;
        (connection._world, connection._node, connection._weather, connection._redis) = (world, node, weather, redis);
        var multiplexer = Create<IConnectionMultiplexer, SimulatedMultiplexer>();
        ((SimulatedMultiplexer)(object)multiplexer).Database = database;
        return multiplexer;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod!.Name, args) switch
    {
        ("ScriptEvaluateAsync", [string script, RedisKey[] keys, RedisValue[] values, ..]) => Call(() => _redis.Run(script, keys[0]!, values)),
        ("HashGetAllAsync", [RedisKey key, ..]) => Call(() => _redis.Hash(key!)),
        ("StringGetAsync", [RedisKey[] keys, ..]) => Call(() => keys.Select(key => _redis.Get(key!)).ToArray()),
        ("StringSetAsync", [RedisKey key, RedisValue value, var time, ..]) => Call(() => _redis.Set(key!, value!, (TimeSpan?)time)),
        ("KeyExistsAsync", [RedisKey key, ..]) => Call(() => !_redis.Get(key!).IsNull),
        ("KeyTimeToLiveAsync", [RedisKey key, ..]) => Call(() => _redis.TimeToLive(key!)),
        ("KeyDeleteAsync", [RedisKey key, ..]) => Call(() => _redis.Delete(key!)),
        ("SetAddAsync", [RedisKey key, RedisValue member, ..]) => Call(() => _redis.Add(key!, member!)),
        ("SetRemoveAsync", [RedisKey key, RedisValue member, ..]) => Call(() => _redis.Remove(key!, member!)),
        ("SetMembersAsync", [RedisKey key, ..]) => Call(() => _redis.Members(key!)),
        _ => throw new NotSupportedException(targetMethod.ToString()),
    };

    private Task<T> Call<T>(Func<T> operation)
    {
        var answer = new TaskCompletionSource<T>();
        InOrder(ref _lastArrival, () =>
        {
            if (_redis.IsAway)
            {
                // Its client's own timeout.
                _world.After(_world.Between(100, 1_000), () => Fail(answer));
                return;
            }

            var result = operation();
            var silent = _weather.Fails();
            InOrder(ref _lastAnswer, () =>
            {
                if (silent)
                    Fail(answer);
                else if (!_node.IsDead)
                    answer.TrySetResult(result);
            });
        });
        return answer.Task;
    }

    private void Fail<T>(TaskCompletionSource<T> answer)
    {
        if (!_node.IsDead)
            answer.TrySetException(new TimeoutException("Redis did not answer."));
    }

    private void InOrder(ref long last, Action action)
    {
        last = Math.Max(last, _world.Now + _weather.ShortDelay().Ticks);
        _world.After(TimeSpan.FromTicks(last - _world.Now), action);
    }
}

/// <summary>Has the one database.</summary>
public class SimulatedMultiplexer : DispatchProxy
{
    internal IDatabase Database { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IConnectionMultiplexer.GetDatabase) ? Database : throw new NotSupportedException(targetMethod.ToString());
}
