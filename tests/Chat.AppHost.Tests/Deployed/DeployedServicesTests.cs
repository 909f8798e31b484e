using System.Net;
using System.Net.Http.Json;
using Chat.AppHost.Tests.Publishing;
using Chat.Testing.Infrastructure;
using Npgsql;

namespace Chat.AppHost.Tests.Deployed;

/// <summary>
/// The six programs on the environment that the manifest for Azure gives them, against a Postgres and a Redis that take TLS alone, with
/// tokens of an identity as passwords. Event Hubs and the blob store are nowhere: no service waits for them.
/// </summary>
[Collection(ManifestsCollection.Name)]
public sealed class DeployedServicesTests(PublishedManifests manifests, TlsPostgresFixture postgres, TlsRedisFixture redis)
    : IClassFixture<TlsPostgresFixture>, IClassFixture<TlsRedisFixture>, IAsyncLifetime
{
    private const string Databases = "https://ossrdbms-aad.database.windows.net";

    private static readonly string[] Services = ["messaging", "gateway", "delivery", "presence", "media", "edge"];

    private readonly string _trusted = Path.GetTempFileName();
    private readonly Dictionary<string, int> _ports = Services.ToDictionary(name => name, _ => DeployedService.FreePort());
    private readonly Dictionary<string, DeployedService> _running = [];
    private IdentityEndpoint _identities = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllLinesAsync(
            _trusted,
            [await File.ReadAllTextAsync(postgres.Authority.CertificateFile), await File.ReadAllTextAsync(redis.Authority.CertificateFile)]);
        await MakeDatabasesAsync();
        _identities = await IdentityEndpoint.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var service in _running.Values)
            await service.DisposeAsync();
        await _identities.DisposeAsync();
        File.Delete(_trusted);
    }

    [RedisTlsFact]
    public async Task The_services_start_and_find_each_other_and_somebody_signs_up()
    {
        var environment = new DeployedEnvironment(manifests.Of(PublishedManifests.Azure), Outputs());
        foreach (var service in Services)
        {
            // Postgres listens where it could, not at the port of Azure's.
            var variables = environment.Of(service).ToDictionary(
                variable => variable.Key, variable => variable.Value.Replace("Port=5432", $"Port={postgres.Port}", StringComparison.Ordinal));
            variables["HTTP_PORTS"] = $"{_ports[service]}";
            // On one machine they cannot all have the same.
            variables["Internal__Port"] = "0";
            variables["SSL_CERT_FILE"] = _trusted;
            variables["IDENTITY_ENDPOINT"] = _identities.Address;
            variables["IDENTITY_HEADER"] = IdentityEndpoint.Header;
            _running.Add(service, DeployedService.Start(service, _ports[service], variables));
        }

        // Delivery is ready when it has its partitions.
        foreach (var (name, service) in _running)
            await service.UntilItAnswersAsync(name == "delivery" ? "/alive" : "/health");

        // The edge knows Messaging by its lease: Redis works, by TLS and with the key from the vault.
        var user = JsonContent.Create(new { userName = "ann", password = "correct horse" });
        await user.LoadIntoBufferAsync();
        await Eventually.Async(
            async cancellation => (await _running["edge"].Client.PostAsync(new Uri("/api/users", UriKind.Relative), user, cancellation)).StatusCode
                is HttpStatusCode.OK or HttpStatusCode.Created,
            what: "somebody signs up through the edge");

        // Azure's own protocol: each identity by its client id, a token for the databases.
        Assert.Contains(("messaging-client", Databases), _identities.Asked);
        Assert.Contains(("media-client", Databases), _identities.Asked);
        Assert.Contains(("delivery-client", "https://chat.servicebus.test"), _identities.Asked);
        Assert.Contains(("messaging-client", "https://chat.servicebus.test"), _identities.Asked);
        Assert.Equal(["media-identity True", "messaging-identity True"], await ConnectedAsync());
        Assert.All(_running.Values, service => Assert.DoesNotContain(IdentityEndpoint.Token, service.Output, StringComparison.Ordinal));
    }

    private Dictionary<string, string> Outputs()
    {
        var outputs = new Dictionary<string, string>
        {
            ["postgres-chat-0.outputs.host"] = "localhost",
            ["postgres-chat-1.outputs.host"] = "localhost",
            ["postgres-directory.outputs.host"] = "localhost",
            // As managed-redis.bicep writes it.
            ["vault.secrets.redis"] = $"localhost:{redis.Port},ssl=true,abortConnect=false,password={TlsRedisFixture.Password}",
            ["event-hubs.outputs.bootstrapServers"] = "chat.servicebus.test:9093",
            ["storage.outputs.blobEndpoint"] = "https://chat.blob.test/",
        };
        foreach (var service in Services)
        {
            outputs[$"{service}-identity.outputs.clientId"] = $"{service}-client";
            outputs[$"{service}-identity.outputs.principalName"] = $"{service}-identity";
            outputs[$"{service}.bindings.http.targetPort"] = "0";
            outputs[$"{service}.bindings.http.url"] = $"http://127.0.0.1:{_ports[service]}";
        }

        return outputs;
    }

    /// <summary>Three databases, and for the two identities that use them roles whose password is a token: administrators, as on Azure.</summary>
    private async Task MakeDatabasesAsync()
    {
        await postgres.SetPasswordAsync("messaging-identity", IdentityEndpoint.Token);
        await postgres.SetPasswordAsync("media-identity", IdentityEndpoint.Token);
        await using var administrator = await ConnectAsync();
        foreach (var statement in (string[])[
            "ALTER ROLE \"messaging-identity\" SUPERUSER", "ALTER ROLE \"media-identity\" SUPERUSER",
            "CREATE DATABASE \"chat-0\"", "CREATE DATABASE \"chat-1\"", "CREATE DATABASE directory"])
        {
            await using var command = new NpgsqlCommand(statement, administrator);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Who is connected as what, and whether by TLS.</summary>
    private async Task<string[]> ConnectedAsync()
    {
        await using var administrator = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT usename, bool_and(ssl) FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)
            WHERE usename LIKE '%-identity' GROUP BY usename ORDER BY usename
            """,
            administrator);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
            found.Add($"{reader.GetString(0)} {reader.GetBoolean(1)}");
        return [.. found];
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(
            $"Host=localhost;Port={postgres.Port};Username=postgres;Database=postgres;Pooling=false;SSL Mode=VerifyFull;"
            + $"Root Certificate={postgres.Authority.CertificateFile}");
        await connection.OpenAsync();
        return connection;
    }
}
