using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>Kafka's producer and consumer with keys and values of bytes, by Aspire.Confluent.Kafka.</summary>
public static class KafkaClient
{
    public static void AddChatKafkaProducer(this IHostApplicationBuilder builder, string name, Action<ProducerConfig> configure) =>
        builder.AddKafkaProducer<byte[], byte[]>(name, settings => configure(settings.Config));

    public static void AddChatKafkaConsumer(this IHostApplicationBuilder builder, string name, Action<ConsumerConfig> configure, Action<ConsumerBuilder<byte[], byte[]>, IServiceProvider> build) =>
        builder.AddKafkaConsumer<byte[], byte[]>(name, settings => configure(settings.Config), (services, consumer) => build(consumer, services));
}
