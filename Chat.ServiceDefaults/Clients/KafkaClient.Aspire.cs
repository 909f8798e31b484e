using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>Kafka's producer and consumer with keys and values of bytes, by Aspire.Confluent.Kafka. Without its health checks:
/// they connect by clients of their own, which get no tokens.</summary>
public static class KafkaClient
{
    public static void AddChatKafkaProducer(this IHostApplicationBuilder builder, string name, Action<ProducerConfig> configure)
    {
        ProducerConfig? config = null;
        builder.AddKafkaProducer<byte[], byte[]>(
            name,
            settings =>
            {
                settings.DisableHealthChecks = true;
                config = settings.Config;
                KafkaSasl.Prepare(builder, config);
                configure(config);
            },
            (services, producer) =>
            {
                if (KafkaSasl.TokensOf(config!, services) is { } tokens)
                    producer.SetOAuthBearerTokenRefreshHandler(tokens);
            });
    }

    public static void AddChatKafkaConsumer(this IHostApplicationBuilder builder, string name, Action<ConsumerConfig> configure, Action<ConsumerBuilder<byte[], byte[]>, IServiceProvider> build)
    {
        ConsumerConfig? config = null;
        builder.AddKafkaConsumer<byte[], byte[]>(
            name,
            settings =>
            {
                settings.DisableHealthChecks = true;
                config = settings.Config;
                KafkaSasl.Prepare(builder, config);
                configure(config);
            },
            (services, consumer) =>
            {
                if (KafkaSasl.TokensOf(config!, services) is { } tokens)
                    consumer.SetOAuthBearerTokenRefreshHandler(tokens);
                build(consumer, services);
            });
    }
}
