using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

public sealed class ContainerTests
{
    [Theory]
    [InlineData("redis", null, "redis:latest")]
    [InlineData("redis", "8", "redis:8")]
    [InlineData("library/redis:7", null, "library/redis:7")]
    [InlineData("localhost:5000/redis", "8", "localhost:5000/redis:8")]
    [InlineData("mcr.microsoft.com/azure-storage/azurite", "3.35.0", "mcr.microsoft.com/azure-storage/azurite:3.35.0")]
    [InlineData("redis@sha256:abc", null, "redis@sha256:abc")]
    public async Task An_image_is_named_in_full(string image, string? tag, string full)
    {
        var builder = Sample.Publishing();
        builder.AddContainer("container", "other").WithImage(image, tag);
        Assert.Equal(full, (string?)(await PublishedManifest.OfAsync(builder)).Node("container")["image"]);
    }

    [Fact]
    public async Task A_tag_and_a_registry_can_be_changed()
    {
        var builder = Sample.Publishing();
        builder.AddRedis("redis").WithImageTag("9").WithImageRegistry("registry.example");
        Assert.Equal("registry.example/library/redis:9", (string?)(await PublishedManifest.OfAsync(builder)).Node("redis")["image"]);
    }

    [Fact]
    public void An_image_has_one_tag() =>
        Assert.Throws<DistributedApplicationException>(() => Sample.Publishing().AddContainer("container", "redis:7").WithImage("redis:7", "8"));

    [Fact]
    public async Task Persistence_is_said_in_arguments()
    {
        var builder = Sample.Publishing();
        builder.AddRedis("plain");
        builder.AddRedis("kept").WithDataVolume().WithPersistence(TimeSpan.FromSeconds(10), keysChangedThreshold: 5);
        builder.AddRedis("read").WithDataVolume("shared", isReadOnly: true);
        var manifest = await PublishedManifest.OfAsync(builder);
        Assert.Equal("redis-server --requirepass $REDIS_PASSWORD", (string?)manifest.Node("plain")["args"]![1]);
        Assert.Equal("redis-server --requirepass $REDIS_PASSWORD --save 10 5", (string?)manifest.Node("kept")["args"]![1]);
        Assert.Equal("redis-server --requirepass $REDIS_PASSWORD", (string?)manifest.Node("read")["args"]![1]);
        Assert.Equal("""[{"name":"shared","target":"/data","readOnly":true}]""", manifest.Node("read")["volumes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_broker_with_a_volume_keeps_its_log_there()
    {
        var builder = Sample.Publishing();
        builder.AddKafka("kafka").WithDataVolume("log");
        var kafka = (await PublishedManifest.OfAsync(builder)).Node("kafka");
        Assert.Equal("/var/lib/kafka/data", (string?)kafka["env"]!["KAFKA_LOG_DIRS"]);
        Assert.Equal("/var/lib/kafka/data", (string?)kafka["volumes"]![0]!["target"]);
    }

    [Fact]
    public async Task A_database_servers_user_may_be_a_parameter()
    {
        var builder = Sample.Publishing();
        var database = builder.AddPostgres("postgres", userName: builder.AddParameter("user")).AddDatabase("store", "the store");
        builder.AddProject<Producer>("producer").WithReference(database, connectionName: "main-store");
        var manifest = await PublishedManifest.OfAsync(builder);
        var variables = manifest.Node("producer")["env"]!;
        Assert.Equal("{postgres.connectionString};Database=\"the store\"", (string?)manifest.Node("store")["connectionString"]);
        Assert.Equal("{store.connectionString}", (string?)variables["ConnectionStrings__main-store"]);
        Assert.Equal("{user.value}", (string?)variables["MAIN_STORE_USERNAME"]);
        Assert.Equal(
            "postgresql://{user-uri-encoded.value}:{postgres-password-uri-encoded.value}"
            + "@{postgres.bindings.tcp.host}:{postgres.bindings.tcp.port}/the%20store",
            (string?)variables["MAIN_STORE_URI"]);
    }

    [Fact]
    public async Task A_local_run_refuses_what_it_cannot_run()
    {
        var builder = Sample.Running();
        builder.AddRedis("cache");
        builder.AddBicepTemplate("storage", "storage.bicep");
        await using var app = builder.Build();
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());
        Assert.Equal(
            "This build runs processes, neither containers nor what Azure has: not cache, storage. Publish it, or build with -p:UseAspire=true.",
            failure.Message);
    }
}
