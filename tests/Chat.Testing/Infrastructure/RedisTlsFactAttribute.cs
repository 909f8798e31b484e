using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>Needs <see cref="TlsRedisFixture"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisTlsFactAttribute : FactAttribute
{
    public RedisTlsFactAttribute()
    {
        if (!TlsRedisFixture.IsThere)
            Skip = "TLS on Redis is tried with redis-server, which is not here: apt-get install redis-server";
    }
}
