using Chat.AppHost;
using Chat.AppHost.Publishing;

var builder = DistributedApplication.CreateBuilder(args);
var data = DataFolder.Of(builder);

var secrets = SharedSecrets.Of(builder, data);

var stores = builder.AddStores(data, secrets);
var (chat0, chat1, directory, redis, kafka, blobs) = stores;

var messaging = AddService<Projects.Chat_Messaging>("messaging", replicas: 2)
    .CallsServices(secrets)
    .ChecksTokens(secrets)
    .Uses(chat0, chat1, directory, redis, kafka);

var gateway = AddService<Projects.Chat_Gateway>("gateway", replicas: 2)
    .CallsServices(secrets)
    .ChecksTokens(secrets)
    .Uses(redis);

var delivery = AddService<Projects.Chat_Delivery>("delivery", replicas: 2)
    .CallsServices(secrets)
    .Uses(redis, kafka)
    .TunedForTheBroker();

var presence = AddService<Projects.Chat_Presence>("presence", replicas: 1)
    .CallsServices(secrets)
    .ChecksTokens(secrets)
    .Uses(redis);

var media = AddService<Projects.Chat_Media>("media", replicas: 1)
    .CallsServices(secrets)
    .ChecksTokens(secrets)
    .Uses(redis, directory, blobs);

var edge = AddService<Projects.Chat_Edge>("edge", replicas: 1, port: builder.Number("CHAT_EDGE_PORT", 8080))
    .WithExternalHttpEndpoints()
    .Uses(redis)
    .WithReference(gateway).WaitFor(gateway)
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(presence).WaitFor(presence)
    .WithReference(media).WaitFor(media);

stores.LetBrowsersUpload(edge, media);
stores.Deploy(edge, gateway, messaging, delivery, presence, media);

await builder.Build().RunAsync();

// Every service has one plain HTTP endpoint and answers /health. Replicas:NAME overrides the count.
IResourceBuilder<ProjectResource> AddService<TProject>(string name, int replicas, int port = 0)
    where TProject : IProjectMetadata, new() =>
    builder.AddProject<TProject>(name)
        .WithHttpEndpoint(port: port == 0 || builder.ExecutionContext.IsPublishMode ? null : port)
        .WithReplicas(builder.Number($"Replicas:{name}", replicas))
        .WithHttpHealthCheck("/health")
        .WithLimits(builder);
