using Chat.DevHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.AppHost;

/// <summary>The infrastructure as local processes: Chat.DevInfra becomes each of the real servers.</summary>
internal static class ProcessInfrastructure
{
    /// <summary>Azurite's well-known development account; its key is published with it and opens nothing else.</summary>
    private const string AzuriteAccount =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;" +
        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static Infrastructure AddInfrastructure(this IDistributedApplicationBuilder builder, string data)
    {
        var postgres = builder.AddServer("postgres", "postgres", data, "--databases", "chat-0,chat-1,directory").StopByInterrupt();
        var redis = builder.AddServer("redis-server", "redis", data);
        var kafka = builder.AddServer("kafka-broker", "kafka", data, "--topics", "chat.events:2,chat.fanout:2", "--groups", "delivery");
        var azurite = builder.AddServer("azurite", "azurite", data);

        var postgresAddress = postgres.GetEndpoint("tcp");
        builder.CheckHealth(postgres, () => new PostgresHealthCheck(postgresAddress));
        builder.CheckHealth(redis, () => new ListeningHealthCheck(redis.GetEndpoint("tcp")));
        builder.CheckHealth(kafka, () => new ListeningHealthCheck(kafka.GetEndpoint("tcp")));
        builder.CheckHealth(azurite, () => new ListeningHealthCheck(azurite.GetEndpoint("tcp")));

        return new Infrastructure(
            AddDatabase("chat-0"),
            AddDatabase("chat-1"),
            AddDatabase("directory"),
            builder.AddConnectionString("redis", ReferenceExpression.Create($"{Address(redis)}")).WaitFor(redis),
            builder.AddConnectionString("kafka", ReferenceExpression.Create($"{Address(kafka)}")).WaitFor(kafka),
            builder.AddConnectionString(
                "blobs",
                ReferenceExpression.Create($"{AzuriteAccount};BlobEndpoint=http://{Address(azurite)}/devstoreaccount1;")).WaitFor(azurite))
        {
            BlobOrigin = ReferenceExpression.Create($"http://{Address(azurite)}"),
        };

        IResourceBuilder<ConnectionStringResource> AddDatabase(string name) =>
            builder.AddConnectionString(name, PostgresConnection.To(name, postgresAddress)).WaitFor(postgres);

        static EndpointReferenceExpression Address(IResourceBuilder<ProjectResource> server) =>
            server.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort);
    }

    /// <summary>The broker in librdkafka answers a fetch only when the whole wait is over: it is the floor of the latency. And it
    /// waits for a dead member once for each step of a rebalance, with 6 s 35 s in all.</summary>
    public static IResourceBuilder<ProjectResource> TunedForTheBroker(this IResourceBuilder<ProjectResource> consumer) =>
        consumer.ApplicationBuilder.ExecutionContext.IsRunMode
            ? consumer
                .WithEnvironment("Aspire__Confluent__Kafka__Consumer__Config__FetchWaitMaxMs", "2")
                .WithEnvironment("Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs", "3000")
            : consumer;

    private static IResourceBuilder<ProjectResource> AddServer(
        this IDistributedApplicationBuilder builder, string name, string kind, string data, params string[] options)
    {
        var server = builder.AddProject<Projects.Chat_DevInfra>(name).WithEndpoint(scheme: "tcp").ExcludeFromManifest();
        return server
            .WithArgs(kind, "--port", server.GetEndpoint("tcp").Property(EndpointProperty.TargetPort), "--data", Path.Combine(data, kind))
            .WithArgs([.. options]);
    }

    private static void CheckHealth(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> server,
        Func<IHealthCheck> check)
    {
        var key = $"{server.Resource.Name}-serves";
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, _ => check(), failureStatus: null, tags: null));
        server.WithHealthCheck(key);
    }
}
