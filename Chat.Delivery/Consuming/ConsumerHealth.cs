using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.Delivery.Consuming;

/// <summary>Ready once this replica has claimed its partitions: before, nobody delivers them.</summary>
internal sealed class ConsumerHealth(PartitionClaims claims) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(claims.HasTurned ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No partitions are claimed yet."));
}
