using System.Reflection;
using StackExchange.Redis;

namespace Chat.Simulation.Stores;

/// <summary>Makes answers, which the older of the two clients keeps to itself.</summary>
internal static class RedisAnswer
{
    private static readonly Func<RedisResult[], RedisResult> ArrayOf = FindArray();

    public static RedisResult Of(RedisValue value) => RedisResult.Create(value);

    public static RedisResult Of(RedisValue one, RedisValue other) => ArrayOf([Of(one), Of(other)]);

    private static Func<RedisResult[], RedisResult> FindArray()
    {
        if (typeof(RedisResult).GetMethod("Create", [typeof(RedisResult[])]) is { } create)
            return create.CreateDelegate<Func<RedisResult[], RedisResult>>();
        var constructor = typeof(RedisResult).GetNestedType("ArrayRedisResult", BindingFlags.NonPublic)!
            .GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(RedisResult[])])!;
        return items => (RedisResult)constructor.Invoke([items]);
    }
}
