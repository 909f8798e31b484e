using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class KafkaBuilderExtensions
{
    private const int BrokerPort = 9092;
    private const int InternalPort = 9093;
    private const string DataFolder = "/var/lib/kafka/data";

    /// <param name="builder">The composition.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="port">Where it is reached.</param>
    public static IResourceBuilder<KafkaServerResource> AddKafka(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var kafka = new KafkaServerResource(name);
        return builder.AddResource(kafka)
            .WithEndpoint(targetPort: BrokerPort, port: port, name: KafkaServerResource.PrimaryEndpointName)
            .WithEndpoint(targetPort: InternalPort, name: KafkaServerResource.InternalEndpointName)
            .WithImage("confluentinc/confluent-local", "8.1.1")
            .WithImageRegistry("docker.io")
            .WithEnvironment(
                "KAFKA_LISTENERS",
                "PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:9092,PLAINTEXT_INTERNAL://0.0.0.0:9093")
            .WithEnvironment(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT,PLAINTEXT_INTERNAL:PLAINTEXT")
            .WithEnvironment("KAFKA_ADVERTISED_LISTENERS", AdvertisedListeners(kafka));
    }

    public static IResourceBuilder<KafkaServerResource> WithDataVolume(
        this IResourceBuilder<KafkaServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder
            .WithEnvironment("KAFKA_LOG_DIRS", DataFolder)
            .WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder, isReadOnly);

    private static ReferenceExpression AdvertisedListeners(KafkaServerResource kafka)
    {
        var (outside, inside) = (kafka.PrimaryEndpoint, kafka.InternalEndpoint);
        return ReferenceExpression.Create(
            $"PLAINTEXT://{outside.Property(EndpointProperty.Host)}:29092"
            + $",PLAINTEXT_HOST://{outside.Property(EndpointProperty.HostAndPort)}"
            + $",PLAINTEXT_INTERNAL://{inside.Property(EndpointProperty.HostAndPort)}");
    }
}
