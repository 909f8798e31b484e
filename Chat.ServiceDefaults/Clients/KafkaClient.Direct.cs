using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>Kafka's producer and consumer with keys and values of bytes, without Aspire's package but with its
/// configuration: <c>Aspire:Confluent:Kafka:Producer:Config</c> and <c>:Consumer:Config</c>.</summary>
public static class KafkaClient
{
    public static void AddChatKafkaProducer(this IHostApplicationBuilder builder, string name, Action<ProducerConfig> configure)
    {
        KafkaNativeLibrary.Load();
        builder.Services.AddSingleton(_ =>
        {
            var config = builder.Configuration.GetSection("Aspire:Confluent:Kafka:Producer:Config").Get<ProducerConfig>() ?? new ProducerConfig();
            config.BootstrapServers = Servers(builder, name);
            configure(config);
            return new ProducerBuilder<byte[], byte[]>(config).Build();
        });
    }

    public static void AddChatKafkaConsumer(this IHostApplicationBuilder builder, string name, Action<ConsumerConfig> configure, Action<ConsumerBuilder<byte[], byte[]>, IServiceProvider> build)
    {
        KafkaNativeLibrary.Load();
        builder.Services.AddSingleton(services =>
        {
            var config = builder.Configuration.GetSection("Aspire:Confluent:Kafka:Consumer:Config").Get<ConsumerConfig>() ?? new ConsumerConfig();
            config.BootstrapServers = Servers(builder, name);
            configure(config);
            var consumer = new ConsumerBuilder<byte[], byte[]>(config);
            build(consumer, services);
            return consumer.Build();
        });
    }

    private static string Servers(IHostApplicationBuilder builder, string name) =>
        builder.Configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} must be set.");
}
