using System.Collections.Concurrent;
using Azure.Core;

namespace Chat.ServiceDefaults.Tests.Clients;

/// <summary>An identity whose tokens the test says.</summary>
internal sealed class FakeCredential(string token) : TokenCredential
{
    private readonly ConcurrentQueue<string> _scopes = [];

    public string Token { get; set; } = token;

    public Exception? Failure { get; set; }

    /// <summary>It answers nobody who does not wait for ever.</summary>
    public bool Hangs { get; init; }

    /// <summary>What it was asked for.</summary>
    public IReadOnlyCollection<string> Scopes => _scopes;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        _scopes.Enqueue(string.Join(' ', requestContext.Scopes));
        return Failure is null ? new AccessToken(Token, DateTimeOffset.UtcNow.AddHours(1)) : throw Failure;
    }

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return GetToken(requestContext, cancellationToken);
    }
}
