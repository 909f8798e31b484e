using System.Diagnostics;
using Chat.Testing.Infrastructure;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Tests.Clients;

/// <summary>A service on the environment variables that the manifest gives it, against servers with TLS on.</summary>
public sealed class ManifestServiceTests(TlsPostgresFixture postgres, TlsRedisFixture redis)
    : IClassFixture<TlsPostgresFixture>, IClassFixture<TlsRedisFixture>, IDisposable
{
    private const string Token = "a-token-of-the-identity";

    private readonly string _trusted = Path.GetTempFileName();

    [RedisTlsFact]
    public async Task Every_client_works_with_servers_of_an_authority_that_is_trusted()
    {
        await TrustAsync();

        var said = await RunAsync(new() { ["SSL_CERT_FILE"] = _trusted });

        Assert.Equal("Healthy", said["health"]);
        Assert.Equal("identity true", said["postgres"]);
        Assert.Equal("1001", said["redis"]);
        Assert.Equal("https://chat.servicebus.test/.default", said["kafka"]);
        Assert.Equal("https://chat.blob.core.windows.net/", said["blobs"]);
        Assert.NotEqual("127.0.0.1", said["address"]);
    }

    [RedisTlsFact]
    public async Task Servers_of_another_authority_are_refused()
    {
        var said = await RunAsync([]);

        Assert.Equal("Healthy", said["health"]);
        Assert.Equal("NpgsqlException", said["postgres"]);
        Assert.Equal(nameof(RedisConnectionException), said["redis"]);
    }

    [RedisTlsFact]
    public async Task Servers_by_a_name_that_is_not_in_their_certificate_are_refused()
    {
        await TrustAsync();

        var said = await RunAsync(new()
        {
            ["SSL_CERT_FILE"] = _trusted,
            ["ConnectionStrings__chat-0"] = $"Host=127.0.0.1;Port={postgres.Port};Database=postgres;SSL Mode=VerifyFull",
            ["ConnectionStrings__redis"] = $"127.0.0.1:{redis.Port},ssl=true,abortConnect=false,password={TlsRedisFixture.Password}",
        });

        Assert.Equal("NpgsqlException", said["postgres"]);
        Assert.Equal(nameof(RedisConnectionException), said["redis"]);
    }

    [RedisTlsFact]
    public async Task Redis_is_not_there_without_TLS_or_with_another_password()
    {
        await TrustAsync();

        var plain = await RunAsync(new()
        {
            ["ConnectionStrings__redis"] = $"localhost:{redis.Port},ssl=false,abortConnect=false,password={TlsRedisFixture.Password}",
        });
        var wrong = await RunAsync(new()
        {
            ["SSL_CERT_FILE"] = _trusted,
            ["ConnectionStrings__redis"] = $"localhost:{redis.Port},ssl=true,abortConnect=false,password=another",
        });

        Assert.Equal(nameof(RedisConnectionException), plain["redis"]);
        Assert.Equal(nameof(RedisConnectionException), wrong["redis"]);
    }

    public void Dispose() => File.Delete(_trusted);

    private Task TrustAsync() => File.WriteAllTextAsync(
        _trusted, $"{postgres.Authority.Certificate.ExportCertificatePem()}\n{redis.Authority.Certificate.ExportCertificatePem()}");

    /// <returns>What it said of each client.</returns>
    private async Task<Dictionary<string, string>> RunAsync(Dictionary<string, string> changes)
    {
        await postgres.SetPasswordAsync("identity", Token);
        var start = new ProcessStartInfo("dotnet", [typeof(ManifestService).Assembly.Location]) { RedirectStandardOutput = true };
        foreach (var (name, value) in Manifest().Concat(changes))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var end = patience.Token.Register(process.Kill);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1]);
    }

    private Dictionary<string, string> Manifest() => new()
    {
        ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
        ["HTTP_PORTS"] = "0",
        ["Internal__Port"] = "0",
        ["Internal__Secret"] = ServiceUnderTest.Secret,
        ["AZURE_CLIENT_ID"] = "00000000-0000-0000-0000-000000000000",
        ["Postgres__Authentication"] = "Entra",
        ["PGUSER"] = "identity",
        ["ConnectionStrings__chat-0"] = $"Host=localhost;Port={postgres.Port};Database=postgres;SSL Mode=VerifyFull",
        ["ConnectionStrings__redis"] = $"localhost:{redis.Port},ssl=true,abortConnect=false,password={TlsRedisFixture.Password}",
        ["ConnectionStrings__kafka"] = "chat.servicebus.test:9093",
        ["Aspire__Confluent__Kafka__Producer__Config__SecurityProtocol"] = "SaslSsl",
        ["Aspire__Confluent__Kafka__Producer__Config__SaslMechanism"] = "OAuthBearer",
        ["Aspire__Confluent__Kafka__Consumer__Config__SecurityProtocol"] = "SaslSsl",
        ["Aspire__Confluent__Kafka__Consumer__Config__SaslMechanism"] = "OAuthBearer",
        ["ConnectionStrings__blobs"] = "https://chat.blob.core.windows.net/",
        ["Test__Token"] = Token,
    };
}
