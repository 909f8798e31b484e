namespace Chat.AppHost;

/// <summary>The infrastructure as containers, run by Aspire.</summary>
internal static class ContainerInfrastructure
{
    /// <param name="builder">The composition.</param>
    /// <param name="data">Where databases outlive the run.</param>
    public static Infrastructure AddInfrastructure(this IDistributedApplicationBuilder builder, string data)
    {
        var postgres = builder.AddPostgres("postgres");
        if (builder.ExecutionContext.IsRunMode)
            postgres.WithDataBindMount(Path.Combine(data, "containers", "postgres"));
        var blobs = builder.AddAzureStorage("storage").RunAsEmulator().AddBlobs("blobs");
        return new Infrastructure(
            postgres.AddDatabase("chat-0"),
            postgres.AddDatabase("chat-1"),
            postgres.AddDatabase("directory"),
            builder.AddRedis("redis"),
            builder.AddKafka("kafka"),
            blobs);
    }

    /// <summary>A real broker answers a fetch as soon as it has records.</summary>
    public static IResourceBuilder<ProjectResource> TunedForTheBroker(this IResourceBuilder<ProjectResource> consumer) => consumer;
}
