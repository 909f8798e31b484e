using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Chat.DevHost.Processes;
using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>
/// A Kafka broker (librdkafka's) for the tests that share the fixture, with the two topics of the stack; others come into
/// being with 4 partitions when they are used. A consumer's first assignment takes 3 s.
/// </summary>
public sealed class KafkaFixture : IAsyncLifetime
{
    private InfrastructureProcess? _server;

    /// <summary>The bootstrap address, <c>127.0.0.1:port</c>.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Server.Port}");

    /// <summary>The broker's own pid, to kill it with.</summary>
    public int ProcessId => Server.ProcessId;

    private InfrastructureProcess Server => _server ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync() =>
        _server = await InfrastructureProcess.StartAsync(
            "kafka", ProcessSignal.Terminate, ConnectAsync, "--topics", "chat.events:8,chat.fanout:8");

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static async Task ConnectAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
    }
}
