using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Chat.DevHost.Processes;
using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>A real Redis server (redis-server or Garnet) for the tests that share the fixture.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private InfrastructureProcess? _server;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Server.Port}");

    /// <summary>The server's own pid, to kill it with.</summary>
    public int ProcessId => Server.ProcessId;

    private InfrastructureProcess Server => _server ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync() =>
        _server = await InfrastructureProcess.StartAsync("redis", ProcessSignal.Terminate, PingAsync);

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Empties the server.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => CommandAsync(Server.Port, "FLUSHALL", "+OK", cancellationToken);

    private static Task PingAsync(int port, CancellationToken cancellationToken) => CommandAsync(port, "PING", "+PONG", cancellationToken);

    private static async Task CommandAsync(int port, string command, string expected, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal(expected, await reader.ReadLineAsync(cancellationToken));
    }
}
