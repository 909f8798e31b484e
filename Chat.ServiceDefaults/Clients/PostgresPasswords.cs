using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Chat.ServiceDefaults.Clients;

/// <summary>
/// Where the passwords for Postgres come from. <c>Postgres:Authentication</c> = <c>Password</c> (the default): the connection
/// string. <c>Entra</c>: they are tokens of <see cref="ProcessIdentity"/>; the user is <c>PGUSER</c> or the connection
/// string's.
/// </summary>
internal static class PostgresPasswords
{
    private const string Key = "Postgres:Authentication";

    private static readonly TokenRequestContext Scope = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    // The credential answers from its cache while a token has 5 minutes to live: asked more often than that, no password is
    // ever an expired token, however old it was when it was handed out.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // Whoever opens the first connection waits for the first token, past any timeout or cancellation of its own: Npgsql gives it none.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What a data source needs for it; null: nothing.</summary>
    /// <exception cref="InvalidOperationException">The setting has another value.</exception>
    public static Action<NpgsqlDataSourceBuilder>? Of(IHostApplicationBuilder builder)
    {
        var value = builder.Configuration[Key];
        if (string.IsNullOrEmpty(value) || value.Equals("Password", StringComparison.OrdinalIgnoreCase))
            return null;
        if (!value.Equals("Entra", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{Key} is '{value}'; it can be Password or Entra.");
        var credential = builder.AddProcessIdentity();
        return source => Use(source, credential, RenewEvery, RetryAfter, Patience);
    }

    internal static void Use(
        NpgsqlDataSourceBuilder source, TokenCredential credential, TimeSpan renewEvery, TimeSpan retryAfter, TimeSpan patience) =>
        source.UsePeriodicPasswordProvider((_, cancellation) => PasswordAsync(credential, patience, cancellation), renewEvery, retryAfter);

    /// <exception cref="IOException">No token. Npgsql takes that for an outage, which passes: an identity may be there later than
    /// the process.</exception>
    private static async ValueTask<string> PasswordAsync(TokenCredential credential, TimeSpan patience, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(patience);
        try
        {
            return (await credential.GetTokenAsync(Scope, limited.Token)).Token;
        }
        catch (Exception failure) when (failure is AuthenticationFailedException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new IOException("The process's identity has no token for Postgres.", failure);
        }
    }
}
