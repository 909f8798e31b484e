using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Chat.AppHost;

/// <summary>Healthy when it lets a client in: while it recovers from a crash it listens but refuses.</summary>
internal sealed class PostgresHealthCheck(EndpointReference server) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var connectionString = await PostgresConnection.To("postgres", server).GetValueAsync(cancellationToken);
        try
        {
            await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false;Timeout=2");
            await connection.OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException refused)
        {
            return HealthCheckResult.Unhealthy(exception: refused);
        }
    }
}
