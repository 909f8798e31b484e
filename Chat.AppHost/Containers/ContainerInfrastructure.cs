namespace Chat.AppHost;

/// <summary>A local run's infrastructure as containers, run by Aspire.</summary>
internal static class ContainerInfrastructure
{
    /// <param name="builder">The composition.</param>
    /// <param name="data">Where databases outlive the run.</param>
    public static Infrastructure AddInfrastructure(this IDistributedApplicationBuilder builder, string data)
    {
        var postgres = builder.AddPostgres("postgres").WithDataBindMount(Path.Combine(data, "containers", "postgres"));
        var storage = builder.AddAzureStorage("storage").RunAsEmulator();
        return new Infrastructure(
            postgres.AddDatabase("chat-0"),
            postgres.AddDatabase("chat-1"),
            postgres.AddDatabase("directory"),
            builder.AddRedis("redis"),
            builder.AddKafka("kafka"),
            storage.AddBlobs("blobs"))
        {
            BlobOrigin = OriginOf(storage.GetEndpoint("blob")),
        };
    }

    private static ReferenceExpression OriginOf(EndpointReference blobs) =>
        ReferenceExpression.Create($"http://{blobs.Property(EndpointProperty.IPV4Host)}:{blobs.Property(EndpointProperty.Port)}");

    /// <summary>A real broker answers a fetch as soon as it has records.</summary>
    public static IResourceBuilder<ProjectResource> TunedForTheBroker(this IResourceBuilder<ProjectResource> consumer) => consumer;
}
