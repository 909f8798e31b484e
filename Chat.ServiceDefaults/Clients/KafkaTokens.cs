using Azure.Core;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Chat.ServiceDefaults.Clients;

/// <summary>
/// Gives a Kafka client its tokens. librdkafka asks when it starts, when four fifths of a token's life are over, and 10 s
/// after a failure; until it has one it connects to no broker.
/// </summary>
internal sealed partial class KafkaTokens(TokenCredential credential, string bootstrapServers, ILogger<KafkaTokens> logger)
{
    // A consumer's records wait meanwhile: librdkafka asks on the thread that consumes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly JsonWebTokenHandler Tokens = new();

    private readonly TokenRequestContext _scope = new([ScopeOf(bootstrapServers)]);

    public void Refresh(IClient client, string configuration)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var token = credential.GetToken(_scope, patience.Token);
            client.OAuthBearerSetToken(token.Token, token.ExpiresOn.ToUnixTimeMilliseconds(), PrincipalOf(token.Token));
        }
        // Whatever it is, librdkafka must hear of it, or it would not ask again.
        catch (Exception exception)
        {
            LogNoToken(logger, _scope.Scopes[0], exception);
            client.OAuthBearerSetTokenFailure($"no token: {exception.GetType().Name}");
        }
    }

    /// <summary>Event Hubs names its audience by the host that is connected to; of several servers the first one.</summary>
    private static string ScopeOf(string bootstrapServers) => $"https://{bootstrapServers.Split(',', ':')[0].Trim()}/.default";

    /// <summary>The broker reads it from the token; librdkafka wants it said beside.</summary>
    private static string PrincipalOf(string token) =>
        Tokens.CanReadToken(token) ? Tokens.ReadJsonWebToken(token).Subject : AppDomain.CurrentDomain.FriendlyName;

    [LoggerMessage(Level = LogLevel.Error, Message = "Kafka gets no token for {Scope}")]
    private static partial void LogNoToken(ILogger logger, string scope, Exception exception);
}
