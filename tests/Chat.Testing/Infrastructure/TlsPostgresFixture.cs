using Chat.DevHost.Processes;
using Npgsql;
using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>
/// A real PostgreSQL server that takes connections by TLS alone, with a certificate of its own authority, and a password
/// (SCRAM) from everybody but the user postgres.
/// </summary>
public sealed class TlsPostgresFixture : IAsyncLifetime
{
    private InfrastructureProcess? _server;

    public TestAuthority Authority { get; } = new();

    public int Port => (_server ?? throw new InvalidOperationException("The fixture is not initialized.")).Port;

    public async Task InitializeAsync() =>
        _server = await InfrastructureProcess.StartAsync("postgres", ProcessSignal.Interrupt, CheckAsync, "--tls", Authority.Issue());

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Authority.Dispose();
    }

    /// <summary>The role may sign in, by this password.</summary>
    public async Task SetPasswordAsync(string role, string password)
    {
        await using var connection = new NpgsqlConnection(Administrator(Port));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE "{role}" LOGIN; END IF;
            END $$;
            ALTER ROLE "{role}" PASSWORD '{password}'
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task CheckAsync(int port, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Administrator(port));
        await connection.OpenAsync(cancellationToken);
    }

    private string Administrator(int port) =>
        $"Host=localhost;Port={port};Username=postgres;Database=postgres;Pooling=false;SSL Mode=VerifyFull;Root Certificate={Authority.CertificateFile}";
}
