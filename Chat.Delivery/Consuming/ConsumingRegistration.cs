using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Commits as the consumer group <c>Delivery:Group</c> (<c>delivery</c>), whose partitions the replicas share by claims
/// (<see cref="PartitionClaims"/>), not by the group's own protocol. A partition without offsets begins at the earliest
/// record, not the latest; what is old is skipped by its age (<see cref="RecordReader.MaxAge"/>), and what comes twice is
/// harmless.
/// </summary>
internal static class ConsumingRegistration
{
    public static void AddConsuming(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new ConsumedTopic(EventTopic.Name));
        services.AddSingleton(ConsumingLimits.Default);
        services.AddSingleton<RecordReader>();
        services.AddSingleton(ClaimPolicy.Of(Group(builder.Configuration)));
        services.AddSingleton<IClient>(provider => provider.GetRequiredService<IConsumer<byte[], byte[]>>());
        services.AddSingleton<TopicPartitions>();
        services.AddHostedService(provider => provider.GetRequiredService<TopicPartitions>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PartitionClaims>(
            provider, provider.GetRequiredService<InstanceLease>().Id, () => provider.GetRequiredService<TopicPartitions>().Count));
        services.AddHostedService(provider => provider.GetRequiredService<PartitionClaims>());
        services.AddSingleton<PartitionProgress>();
        services.AddSingleton<Assignment>();
        services.AddSingleton<RepublishClient>();
        services.AddSingleton<Republish>(provider => provider.GetRequiredService<RepublishClient>().AskAsync);
        services.AddSingleton<ForgottenRecords>();
        services.AddHostedService(provider => provider.GetRequiredService<ForgottenRecords>());
        services.AddSingleton<EventConsumer>();
        services.AddHostedService(provider => provider.GetRequiredService<EventConsumer>());
        services.AddHealthChecks().AddCheck<ConsumerHealth>("consumer");

        builder.AddChatKafkaConsumer("kafka", config => Configure(config, builder.Configuration), Build);
    }

    private static string Group(IConfiguration configuration) => configuration["Delivery:Group"] ?? "delivery";

    private static void Configure(ConsumerConfig config, IConfiguration configuration)
    {
        config.GroupId = Group(configuration);
        config.AutoOffsetReset ??= AutoOffsetReset.Earliest;
        // EventConsumer says what is done; librdkafka commits it. See there.
        config.EnableAutoOffsetStore = false;
        config.EnableAutoCommit = true;
        config.AutoCommitIntervalMs ??= 250;
        config.AllowAutoCreateTopics ??= true;
        config.FetchWaitMaxMs ??= 100;
        config.QueuedMaxMessagesKbytes ??= 32 * 1024;
    }

    private static void Build(ConsumerBuilder<byte[], byte[]> consumer, IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Chat.Delivery.Kafka");
        consumer.SetLogHandler((_, message) => KafkaLog.Write(logger, message));
        consumer.SetErrorHandler((_, error) => KafkaLog.Error(logger, error.Code, error.Reason));
    }
}
