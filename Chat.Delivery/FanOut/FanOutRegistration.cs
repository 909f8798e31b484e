using Chat.ServiceDefaults.Clients;
using Confluent.Kafka;

namespace Chat.Delivery.FanOut;

internal static class FanOutRegistration
{
    public static void AddFanOut(this IHostApplicationBuilder builder)
    {
        builder.AddChatKafkaProducer("kafka", Configure);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<TopicPartitions>(services, FanOutTopic.Name));
        builder.Services.AddHostedService(services => services.GetRequiredService<TopicPartitions>());
        builder.Services.AddSingleton<FanOutWriter>();
        builder.Services.AddSingleton<PartRouter>();
    }

    private static void Configure(ProducerConfig config)
    {
        config.Acks = Acks.All;
        // A lane collects by itself, and has one record under way: a record that is tried again cannot change the order.
        config.LingerMs = 0;
        config.MessageTimeoutMs = 5_000;
        config.QueueBufferingMaxKbytes = 64 * 1024;
        config.SocketNagleDisable = true;
        // A report is asked for its error alone.
        config.DeliveryReportFields = "none";
    }
}
