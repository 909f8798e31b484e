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
        var config = Read(builder, name, "Producer", new ProducerConfig());
        configure(config);
        builder.Services.AddSingleton(services =>
        {
            var producer = new ProducerBuilder<byte[], byte[]>(Checked(config, name));
            if (KafkaSasl.TokensOf(config, services) is { } tokens)
                producer.SetOAuthBearerTokenRefreshHandler(tokens);
            return producer.Build();
        });
    }

    public static void AddChatKafkaConsumer(this IHostApplicationBuilder builder, string name, Action<ConsumerConfig> configure, Action<ConsumerBuilder<byte[], byte[]>, IServiceProvider> build)
    {
        KafkaNativeLibrary.Load();
        var config = Read(builder, name, "Consumer", new ConsumerConfig());
        configure(config);
        builder.Services.AddSingleton(services =>
        {
            var consumer = new ConsumerBuilder<byte[], byte[]>(Checked(config, name));
            if (KafkaSasl.TokensOf(config, services) is { } tokens)
                consumer.SetOAuthBearerTokenRefreshHandler(tokens);
            build(consumer, services);
            return consumer.Build();
        });
    }

    private static T Read<T>(IHostApplicationBuilder builder, string name, string kind, T config)
        where T : ClientConfig
    {
        builder.Configuration.GetSection($"Aspire:Confluent:Kafka:{kind}:Config").Bind(config);
        if (builder.Configuration.GetConnectionString(name) is { } servers)
            config.BootstrapServers = servers;
        KafkaSasl.Prepare(builder, config);
        return config;
    }

    private static T Checked<T>(T config, string name)
        where T : ClientConfig =>
        string.IsNullOrEmpty(config.BootstrapServers) ? throw new InvalidOperationException($"ConnectionStrings:{name} must be set.") : config;
}
