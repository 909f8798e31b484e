using Azure.Core;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.ServiceDefaults.Clients;

/// <summary>
/// A Kafka client that signs in: by SASL, as its configuration says (<c>SecurityProtocol</c>, <c>SaslMechanism</c>, with
/// <c>Plain</c> also <c>SaslUsername</c> and <c>SaslPassword</c>). With <c>OAuthBearer</c> it takes tokens of
/// <see cref="ProcessIdentity"/>, as Event Hubs wants them.
/// </summary>
internal static class KafkaSasl
{
    /// <summary>To be called while services are registered, after the configuration is read and before our own defaults.</summary>
    public static void Prepare(IHostApplicationBuilder builder, ClientConfig config)
    {
        if (config.SecurityProtocol is not (SecurityProtocol.SaslSsl or SecurityProtocol.SaslPlaintext))
            return;

        Complete(config);
        if (IsByTokens(config))
            builder.AddProcessIdentity();
    }

    /// <summary>The client's handler that gets its tokens; null: it takes none.</summary>
    public static Action<IClient, string>? TokensOf(ClientConfig config, IServiceProvider services) =>
        IsByTokens(config)
            ? new KafkaTokens(
                services.GetRequiredService<TokenCredential>(), config.BootstrapServers, services.GetRequiredService<ILogger<KafkaTokens>>()).Refresh
            : null;

    private static bool IsByTokens(ClientConfig config) => config.SaslMechanism == SaslMechanism.OAuthBearer;

    /// <summary>
    /// A broker that wants SASL is a hosted one, behind a load balancer that drops what is idle. The values are those
    /// recommended for Event Hubs (learn.microsoft.com/azure/event-hubs/apache-kafka-configurations), which drops a
    /// connection after 240 s.
    /// </summary>
    private static void Complete(ClientConfig config)
    {
        config.SocketKeepaliveEnable ??= true;
        config.MetadataMaxAgeMs ??= 180_000;
        config.ConnectionsMaxIdleMs ??= 180_000;
        if (config is ProducerConfig producer)
            producer.RequestTimeoutMs ??= 60_000;
    }
}
