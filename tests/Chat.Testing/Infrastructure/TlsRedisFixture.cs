using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Chat.DevHost.Processes;
using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>A real Redis server that takes connections by TLS alone, with a certificate of its own authority, and a password.
/// It has to be redis-server: <see cref="IsThere"/>.</summary>
public sealed class TlsRedisFixture : IAsyncLifetime
{
    public const string Password = "an-access-key=";

    private InfrastructureProcess? _server;

    public static bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    public TestAuthority Authority { get; } = new();

    public int Port => (_server ?? throw new InvalidOperationException("The fixture is not initialized.")).Port;

    public async Task InitializeAsync()
    {
        if (IsThere)
            _server = await InfrastructureProcess.StartAsync(
                "redis", ProcessSignal.Terminate, ShakeHandsAsync, "--tls", Authority.Issue(), "--password", Password);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Authority.Dispose();
    }

    private async Task ShakeHandsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { Authority.Certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            cancellationToken);
    }
}
