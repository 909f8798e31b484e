using Chat.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var data = DataFolder.Of(builder);

var signingKey = builder.AddGeneratedSecret("auth-signing-key", data);
var internalSecret = builder.AddGeneratedSecret("internal-secret", data);

var (chat0, chat1, directory, redis, kafka, blobs, blobOrigin) = builder.AddInfrastructure(data);

var messaging = AddService<Projects.Chat_Messaging>("messaging", replicas: 2)
    .Uses(chat0, chat1, directory, redis, kafka);

var gateway = AddService<Projects.Chat_Gateway>("gateway", replicas: 2)
    .Uses(redis);

AddService<Projects.Chat_Delivery>("delivery", replicas: 2)
    .Uses(redis, kafka)
    .TunedForTheBroker();

var presence = AddService<Projects.Chat_Presence>("presence", replicas: 1)
    .Uses(redis);

var media = AddService<Projects.Chat_Media>("media", replicas: 1)
    .Uses(redis, directory, blobs);

var edge = AddService<Projects.Chat_Edge>("edge", replicas: 1, port: builder.Number("CHAT_EDGE_PORT", 8080))
    .WithExternalHttpEndpoints()
    .WithBlobOrigin(blobOrigin)
    .Uses(redis)
    .WithReference(gateway).WaitFor(gateway)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(presence).WaitFor(presence)
    .WithReference(media).WaitFor(media);

media.TakesUploadsFrom(edge, builder);

await builder.Build().RunAsync();

// Every service has one plain HTTP endpoint, answers /health, and knows the two secrets. Replicas:NAME overrides the count.
IResourceBuilder<ProjectResource> AddService<TProject>(string name, int replicas, int port = 0)
    where TProject : IProjectMetadata, new() =>
    builder.AddProject<TProject>(name)
        .WithHttpEndpoint(port: port == 0 ? null : port)
        .WithReplicas(builder.Number($"Replicas:{name}", replicas))
        .WithHttpHealthCheck("/health")
        .WithLimits(builder)
        .WithEnvironment("Auth__SigningKey", signingKey)
        .WithEnvironment("Internal__Secret", internalSecret);
