using System.Security.Authentication;
using Azure.Core;
using Azure.Identity;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Storage;
using Chat.Testing.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Chat.ServiceDefaults.Tests.Clients;

/// <summary>A server as Azure's: by TLS alone, the password is a token.</summary>
public sealed class PostgresTlsTests(TlsPostgresFixture postgres) : IClassFixture<TlsPostgresFixture>
{
    private const string Scope = "https://ossrdbms-aad.database.windows.net/.default";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_password_is_a_token_of_the_processs_identity()
    {
        var credential = new FakeCredential("first-token");
        await postgres.SetPasswordAsync("chat-messaging", credential.Token);
        await using var services = Services("Entra", ConnectionString("chat-messaging"), credential);

        await using var connection = await services.GetRequiredKeyedService<NpgsqlDataSource>("chat-0").OpenConnectionAsync();

        Assert.Equal("chat-messaging TLSv1.3", await WhoAsync(connection));
        Assert.Equal([Scope], credential.Scopes);
    }

    [Fact]
    public async Task New_connections_use_the_new_token()
    {
        var credential = new FakeCredential("token-1");
        await postgres.SetPasswordAsync("renewing", "token-1");
        var builder = new NpgsqlDataSourceBuilder(ConnectionString("renewing") + ";Pooling=false");
        PostgresPasswords.Use(builder, credential, Soon, Soon, Patience);
        await using var source = builder.Build();
        await using var before = await source.OpenConnectionAsync();

        await postgres.SetPasswordAsync("renewing", "token-2");
        credential.Token = "token-2";

        await Eventually.Succeeds(async cancellation =>
        {
            await using var after = await source.OpenConnectionAsync(cancellation);
        });
        Assert.StartsWith("renewing", await WhoAsync(before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await postgres.SetPasswordAsync("expired", "new-token");
        await using var services = Services("Entra", ConnectionString("expired"), new FakeCredential("old-token"));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(services));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Without_a_token_it_is_an_outage_that_names_the_identitys_failure()
    {
        var failure = new CredentialUnavailableException("no identity here");
        await using var services = Services("Entra", ConnectionString("nobody"), new FakeCredential("") { Failure = failure });

        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => OpenAsync(services));

        Assert.True(refused.IsTransient);
        Assert.Same(failure, refused.InnerException!.InnerException);
    }

    [Fact]
    public async Task An_identity_that_comes_later_than_the_process_is_used()
    {
        var credential = new FakeCredential("late-token") { Failure = new CredentialUnavailableException("not yet") };
        await postgres.SetPasswordAsync("late", credential.Token);
        var builder = new NpgsqlDataSourceBuilder(ConnectionString("late"));
        PostgresPasswords.Use(builder, credential, Soon, Soon, Patience);
        await using var source = builder.Build();
        await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync());

        credential.Failure = null;

        await Eventually.Succeeds(async cancellation =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
        });
    }

    [Fact]
    public async Task An_identity_that_does_not_answer_is_an_outage_too()
    {
        var builder = new NpgsqlDataSourceBuilder(ConnectionString("nobody"));
        PostgresPasswords.Use(builder, new FakeCredential("") { Hangs = true }, Soon, Soon, patience: Soon);
        await using var source = builder.Build();

        var refused = await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync());

        Assert.True(refused.IsTransient);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Password")]
    public async Task Otherwise_the_password_is_the_connection_strings(string? authentication)
    {
        var credential = new FakeCredential("unused");
        await postgres.SetPasswordAsync("by-password", "secret");
        await using var services = Services(authentication, ConnectionString("by-password") + ";Password=secret", credential);

        await OpenAsync(services);

        Assert.Empty(credential.Scopes);
    }

    [Fact]
    public void Another_value_is_an_error_at_the_start()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Services("Kerberos", ConnectionString("nobody"), new FakeCredential("")));

        Assert.Contains("Postgres:Authentication is 'Kerberos'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var another = new TestAuthority();
        var credential = new FakeCredential("token");
        await using var services = Services("Entra", ConnectionString("nobody", another.CertificateFile), credential);

        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => OpenAsync(services));

        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public async Task There_is_no_way_in_without_TLS()
    {
        await postgres.SetPasswordAsync("plain", "secret");
        await using var services = Services(null, ConnectionString("plain", mode: "Disable") + ";Password=secret", new FakeCredential(""));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(services));

        Assert.Equal(PostgresErrorCodes.InvalidAuthorizationSpecification, refused.SqlState);
    }

    private string ConnectionString(string user, string? authority = null, string mode = "VerifyFull") =>
        ConnectionSettings.Complete(
            "test",
            $"Host=localhost;Port={postgres.Port};Database=postgres;Username={user};SSL Mode={mode};Root Certificate={authority ?? postgres.Authority.CertificateFile}");

    private static ServiceProvider Services(string? authentication, string connectionString, FakeCredential credential)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:chat-0"] = connectionString,
            ["Postgres:Authentication"] = authentication,
        });
        builder.Services.AddSingleton<TokenCredential>(credential);
        builder.AddChatPostgres("chat-0");
        return builder.Services.BuildServiceProvider();
    }

    private static async Task OpenAsync(ServiceProvider services)
    {
        await using var connection = await services.GetRequiredKeyedService<NpgsqlDataSource>("chat-0").OpenConnectionAsync();
    }

    private static async Task<string?> WhoAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT current_user || ' ' || version FROM pg_stat_ssl WHERE pid = pg_backend_pid()", connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
