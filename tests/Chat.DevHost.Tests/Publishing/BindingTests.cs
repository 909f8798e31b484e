using Aspire.Hosting;

namespace Chat.DevHost.Tests.Publishing;

public sealed class BindingTests
{
    private readonly IDistributedApplicationBuilder _builder = Sample.Publishing();

    [Fact]
    public async Task The_deployment_decides_on_a_projects_first_ports_and_the_others_have_their_own()
    {
        _builder.AddProject<Producer>("producer")
            .WithHttpEndpoint()
            .WithHttpEndpoint(name: "second")
            .WithHttpEndpoint(name: "third")
            .WithEndpoint(scheme: "tcp", name: "raw")
            .WithHttpEndpoint(port: 9000, targetPort: 8081, name: "fixed");
        Assert.Equal(
            ["http:-/-", "second:-/8000", "third:-/8001", "raw:-/8002", "fixed:9000/8081"], await BindingsAsync("producer"));
    }

    [Fact]
    public async Task Containers_do_not_get_ports_that_are_taken()
    {
        _builder.AddContainer("one", "image").WithEndpoint(targetPort: 8000, name: "a").WithEndpoint(port: 7000, name: "b");
        _builder.AddContainer("two", "image").WithEndpoint(name: "c").WithEndpoint(port: 7001, targetPort: 7002, name: "d");
        Assert.Equal(["a:-/8000", "b:-/7000"], await BindingsAsync("one"));
        Assert.Equal(["c:-/8001", "d:7001/7002"], await BindingsAsync("two"));
    }

    [Fact]
    public async Task A_project_is_told_its_ports()
    {
        _builder.AddProject<Producer>("producer")
            .WithHttpEndpoint()
            .WithHttpEndpoint(targetPort: 8082, name: "second")
            .WithHttpEndpoint(targetPort: 8081, name: "internal", env: "Internal__Port")
            .WithEndpoint(scheme: "tcp", name: "raw")
            .WithHttpsEndpoint();
        var variables = (await PublishedManifest.OfAsync(_builder)).Node("producer")["env"]!;
        Assert.Equal("{producer.bindings.http.targetPort};{producer.bindings.second.targetPort}", (string?)variables["HTTP_PORTS"]);
        Assert.Equal("{producer.bindings.https.targetPort}", (string?)variables["HTTPS_PORTS"]);
        Assert.Equal("{producer.bindings.internal.targetPort}", (string?)variables["Internal__Port"]);
    }

    [Fact]
    public async Task A_project_does_not_listen_on_what_the_platform_terminates()
    {
        _builder.AddProject<Producer>("producer")
            .WithHttpEndpoint()
            .WithHttpsEndpoint()
            .WithEndpointsInEnvironment(endpoint => endpoint.UriScheme != "https");
        var project = (await PublishedManifest.OfAsync(_builder)).Node("producer");
        Assert.Null(project["env"]!["HTTPS_PORTS"]);
        Assert.NotNull(project["bindings"]!["https"]);
    }

    [Fact]
    public async Task Ports_that_the_composition_sets_stay()
    {
        _builder.AddProject<Producer>("producer").WithHttpEndpoint().WithEnvironment("HTTP_PORTS", "8080");
        Assert.Equal("8080", (string?)(await PublishedManifest.OfAsync(_builder)).Node("producer")["env"]!["HTTP_PORTS"]);
    }

    [Fact]
    public async Task Transport_and_exposure_are_the_compositions()
    {
        _builder.AddProject<BasketService>("service").WithEndpoint("http", endpoint => endpoint.Transport = "http2").WithExternalHttpEndpoints();
        var bindings = (await PublishedManifest.OfAsync(_builder)).Node("service")["bindings"]!;
        Assert.Equal("http2", (string?)bindings["http"]!["transport"]);
        Assert.Equal("http", (string?)bindings["https"]!["transport"]);
        Assert.True((bool?)bindings["https"]!["external"]);
    }

    [Fact]
    public async Task A_service_is_referred_to_by_its_endpoints_once()
    {
        var service = _builder.AddProject<CatalogService>("cat-service").WithEndpoint(scheme: "tcp", name: "raw");
        _builder.AddProject<Producer>("producer").WithReference(service).WithReference(service);
        _builder.AddProject<Consumer>("consumer").WithReference(service.GetEndpoint("raw"));

        var manifest = await PublishedManifest.OfAsync(_builder);

        Assert.Equal(
            [
                "CAT_SERVICE_HTTP", "services__cat-service__http__0", "CAT_SERVICE_HTTPS", "services__cat-service__https__0", "CAT_SERVICE_RAW",
                "services__cat-service__raw__0",
            ],
            Variables(manifest, "producer"));
        Assert.Equal(["CAT_SERVICE_RAW", "services__cat-service__raw__0"], Variables(manifest, "consumer"));

        static IEnumerable<string> Variables(PublishedManifest manifest, string name) =>
            manifest.Node(name)["env"]!.AsObject().Select(variable => variable.Key).Where(key => !key.StartsWith("OTEL", StringComparison.Ordinal));
    }

    private async Task<IEnumerable<string>> BindingsAsync(string resource) =>
        (await PublishedManifest.OfAsync(_builder)).Node(resource)["bindings"]!.AsObject()
            .Select(binding => $"{binding.Key}:{binding.Value!["port"]?.ToString() ?? "-"}/{binding.Value["targetPort"]?.ToString() ?? "-"}");
}
