using Chat.Gateway.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.Gateway.Draining;

/// <summary>A gateway that drains is alive, and not ready: it takes nobody.</summary>
public sealed class DrainingHealth(ConnectionTable table) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(table.IsDraining ? HealthCheckResult.Unhealthy("It drains.") : HealthCheckResult.Healthy());
}
