using Chat.Contracts.Internal;
using Chat.Delivery.FanOut;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Clients;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// A member of the consumer group <c>Delivery:Group</c> (<c>delivery</c>). A group without offsets begins at the earliest
/// record, not the latest: nothing that was published between the group's making and its first assignment may be left
/// out; what is old is skipped by its age (<see cref="RecordReader.MaxAge"/>), and what comes twice is harmless.
/// </summary>
internal static class ConsumingRegistration
{
    public static void AddConsuming(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(ConsumingLimits.Default);
        services.AddSingleton<RecordReader>();
        services.AddSingleton(provider => new Lazy<IConsumer<byte[], byte[]>>(provider.GetRequiredService<IConsumer<byte[], byte[]>>));
        services.AddSingleton<RepublishClient>();
        services.AddSingleton<Republish>(provider => provider.GetRequiredService<RepublishClient>().AskAsync);
        services.AddSingleton<ForgottenRecords>();
        services.AddHostedService(provider => provider.GetRequiredService<ForgottenRecords>());
        services.AddSingleton(provider => new ConsumedTopic(
            EventTopic.Name,
            provider.GetRequiredService<RecordReader>().ReadEvents,
            provider.GetRequiredService<Router>().RouteAsync,
            provider.GetRequiredService<ForgottenRecords>()));
        services.AddSingleton(provider => new ConsumedTopic(
            FanOutTopic.Name,
            provider.GetRequiredService<RecordReader>().ReadParts,
            provider.GetRequiredService<PartRouter>().RouteAsync));
        services.AddSingleton<EventConsumer>();
        services.AddHostedService(provider => provider.GetRequiredService<EventConsumer>());
        services.AddHealthChecks().AddCheck<ConsumerHealth>("consumer");

        builder.AddChatKafkaConsumer("kafka", config => Configure(config, builder.Configuration), Build);
    }

    private static void Configure(ConsumerConfig config, IConfiguration configuration)
    {
        config.GroupId = configuration["Delivery:Group"] ?? "delivery";
        config.AutoOffsetReset ??= AutoOffsetReset.Earliest;
        // EventConsumer says what is done; librdkafka commits it. See there.
        config.EnableAutoOffsetStore = false;
        config.EnableAutoCommit = true;
        config.AutoCommitIntervalMs ??= 250;
        // A replica that was killed is missed after this; Kafka takes no less by default.
        config.SessionTimeoutMs ??= 6_000;
        // By its answer a member learns of a rebalance, and until the last one has learned of it nobody reads.
        config.HeartbeatIntervalMs ??= 1_000;
        config.AllowAutoCreateTopics ??= true;
        config.FetchWaitMaxMs ??= 100;
        config.QueuedMaxMessagesKbytes ??= 32 * 1024;
    }

    private static void Build(ConsumerBuilder<byte[], byte[]> consumer, IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Chat.Delivery.Kafka");
        consumer.SetLogHandler((_, message) => KafkaLog.Write(logger, message));
        consumer.SetErrorHandler((_, error) => KafkaLog.Error(logger, error.Code, error.Reason));
        consumer.SetPartitionsAssignedHandler((_, partitions) => Owner().OnAssigned(partitions));
        consumer.SetPartitionsRevokedHandler((_, partitions) => Owner().OnRevoked([.. partitions.Select(p => p.TopicPartition)]));
        consumer.SetPartitionsLostHandler((_, partitions) => Owner().OnLost([.. partitions.Select(p => p.TopicPartition)]));

        EventConsumer Owner() => provider.GetRequiredService<EventConsumer>();
    }
}
