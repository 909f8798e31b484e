using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Tests.Publishing;

public sealed class ManifestTests
{
    private readonly IDistributedApplicationBuilder _builder = Sample.Publishing();

    [Fact]
    public async Task Paths_are_relative_to_the_manifest()
    {
        _builder.AddProject<Producer>("producer");
        _builder.AddBicepTemplate("bicep", "../infra/a.bicep");
        _builder.AddExecutable("tool", "make", "work");
        _builder.AddContainer("container", "image").WithBindMount("config", "/etc/config", isReadOnly: true);
        await using var app = _builder.Build();
        using var stream = new MemoryStream();

        await app.WriteManifestAsync(stream, Path.Combine(Sample.Folder, "out", "manifest.json"));

        var resources = JsonNode.Parse(stream.ToArray())!["resources"]!;
        Assert.Equal("../Producer/Producer.csproj", (string?)resources["producer"]!["path"]);
        Assert.Equal("../infra/a.bicep", (string?)resources["bicep"]!["path"]);
        Assert.Equal("../Sample.AppHost/work", (string?)resources["tool"]!["workingDirectory"]);
        Assert.Equal("../Sample.AppHost/config", (string?)resources["container"]!["bindMounts"]![0]!["source"]);
    }

    [Fact]
    public async Task What_is_excluded_is_not_there_even_if_something_refers_to_it()
    {
        var hidden = _builder.AddContainer("hidden", "image").WithHttpEndpoint(targetPort: 80).ExcludeFromManifest();
        _builder.AddProject<Producer>("producer").WithReference(hidden.GetEndpoint("http"));
        Assert.Equal(["producer"], (await PublishedManifest.OfAsync(_builder)).Names);
    }

    [Fact]
    public async Task A_generated_secret_is_written_once_after_the_composition()
    {
        var redis = _builder.AddRedis("redis");
        _builder.AddProject<Producer>("producer").WithReference(redis).WithEnvironment("AGAIN", $"{redis.Resource.PasswordParameter}");
        _builder.AddProject<Consumer>("consumer").WithReference(redis);
        var names = (await PublishedManifest.OfAsync(_builder)).Names;
        Assert.Equal(["redis", "producer", "consumer", "redis-password", "redis-password-uri-encoded"], names.Take(5));
        Assert.Equal("cond-redis-bindings-tcp-tlsenabled-d148d83a", Assert.Single(names.Skip(5)));
    }

    [Fact]
    public async Task The_same_composition_is_the_same_to_the_letter()
    {
        var redis = _builder.AddRedis("redis").WithDataVolume();
        _builder.AddProject<MyFrontend>("web").WithReference(redis).WithReference(redis);
        var first = await PublishedManifest.OfAsync(_builder);
        Assert.Equal(first.Text, (await PublishedManifest.OfAsync(_builder)).Text);
    }

    [Fact]
    public async Task What_a_referenced_resource_refers_to_is_written_too()
    {
        var inner = new ParameterResource("inner", _ => "", secret: true);
        var outer = new ConnectionStringResource("outer", ReferenceExpression.Create($"Key={inner}"));
        _builder.AddProject<Producer>("producer").WithEnvironment("STORE", new ConnectionStringReference(outer, optional: false));
        Assert.Equal(["producer", "outer", "inner"], (await PublishedManifest.OfAsync(_builder)).Names);
    }

    [Fact]
    public async Task A_value_without_a_name_in_a_manifest_is_refused()
    {
        _builder.AddProject<Producer>("producer").WithEnvironment(context => context.EnvironmentVariables["LATER"] = new Later());
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedManifest.OfAsync(_builder));
        Assert.Equal("A Later has a value when the application runs, and no name in a manifest.", failure.Message);
    }

    [Fact]
    public async Task A_composition_may_have_its_own_kind_of_value()
    {
        var vault = _builder.AddBicepTemplate("vault", "vault.bicep");
        _builder.AddConnectionString("redis", ReferenceExpression.Create($"{new VaultSecret(vault.Resource, "redis")}"));
        var project = _builder.AddProject<Producer>("producer").WithEnvironment("KEY", new VaultSecret(vault.Resource, "key"));
        project.WithArgs("--secret", ReferenceExpression.Create($"{new VaultSecret(vault.Resource, "argument")}"));

        var manifest = await PublishedManifest.OfAsync(_builder);

        Assert.Equal("{vault.secrets.redis}", (string?)manifest.Node("redis")["connectionString"]);
        Assert.Equal("{vault.secrets.key}", (string?)manifest.Node("producer")["env"]!["KEY"]);
        Assert.Equal("{vault.secrets.argument}", (string?)manifest.Node("producer")["args"]![1]);
    }

    [Fact]
    public async Task A_resource_may_be_written_by_the_composition()
    {
        _builder.AddContainer("own", "image").WithManifestPublishingCallback(context =>
        {
            context.Writer.WriteString("type", "value.v0");
            return Task.CompletedTask;
        });
        Assert.Equal("value.v0", (string?)(await PublishedManifest.OfAsync(_builder)).Node("own")["type"]);
    }

    [Fact]
    public async Task Volumes_are_called_the_same_from_everywhere()
    {
        _builder.AddPostgres("postgres").WithDataVolume();
        // The first of SHA-256 of "Sample.AppHost.csproj".
        Assert.Equal(
            "sample.apphost-c81801199a-postgres-data",
            (string?)(await PublishedManifest.OfAsync(_builder)).Node("postgres")["volumes"]![0]!["name"]);
    }

    private sealed class Later : IValueProvider
    {
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>("later");
    }
}
