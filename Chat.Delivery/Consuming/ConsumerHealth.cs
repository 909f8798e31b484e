using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.Delivery.Consuming;

/// <summary>Ready once Kafka has given this replica its partitions: before, nobody delivers them.</summary>
internal sealed class ConsumerHealth(EventConsumer consumer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(consumer.HasAssignment ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Kafka has given no partitions yet."));
}
