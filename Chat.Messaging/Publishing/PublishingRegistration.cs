using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Clients;
using Confluent.Kafka;

namespace Chat.Messaging.Publishing;

public static class PublishingRegistration
{
    public static void AddPublishing(this IHostApplicationBuilder builder)
    {
        builder.AddChatKafkaProducer("kafka", Configure);
        builder.Services.AddSingleton<Outboxes>();
        builder.Services.AddSingleton<StoredEvents>();
        builder.Services.AddSingleton<DirectoryFollower>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<TopicPartitions>(services, EventTopic.Name));
        builder.Services.AddHostedService(services => services.GetRequiredService<TopicPartitions>());
        builder.Services.AddSingleton<EventProducer>();
        builder.Services.AddSingleton<OutboxPublisher>();
        builder.Services.AddSingleton<OutboxMarks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxMarks>());
        builder.Services.AddSingleton<Republishing>();
        builder.Services.AddSingleton<OutboxSweeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxSweeper>());
    }

    public static void MapPublishing(this WebApplication app) =>
        app.MapInternal(InternalRoutes.Republish, RepublishQuery.Parser, app.Services.GetRequiredService<Republishing>().AnswerAsync);

    internal static void Configure(ProducerConfig config)
    {
        config.Acks = Acks.All;
        // One request under way a broker: a retry cannot change the order of a chat.
        config.MaxInFlight = 1;
        config.LingerMs = 0.5;
        // What is not acknowledged by then is the sweeper's.
        config.MessageTimeoutMs = 10_000;
        config.QueueBufferingMaxMessages = 100_000;
        config.QueueBufferingMaxKbytes = 64 * 1024;
        config.SocketNagleDisable = true;
        // A report is asked for its error alone.
        config.DeliveryReportFields = "none";
    }
}
