using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.AppHost;

/// <summary>Healthy when it accepts a connection.</summary>
internal sealed class ListeningHealthCheck(EndpointReference server) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SocketException refused)
        {
            return HealthCheckResult.Unhealthy(exception: refused);
        }
    }
}
