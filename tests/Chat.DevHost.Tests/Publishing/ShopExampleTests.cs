using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>Aspire's sample shop, without its message broker, of which we have no kind.</summary>
public sealed class ShopExampleTests
{
    private const string Example = "testshop";

    [ExampleTheory]
    [InlineData("postgres")]
    [InlineData("catalogdb")]
    [InlineData("basketcache")]
    [InlineData("catalogdbapp")]
    [InlineData("catalogservice")]
    [InlineData("frontend")]
    [InlineData("apigateway")]
    [InlineData("postgres-password")]
    [InlineData("postgres-password-uri-encoded")]
    [InlineData("basketcache-password")]
    [InlineData("basketcache-password-uri-encoded")]
    [InlineData("cond-basketcache-bindings-tcp-tlsenabled-8c2280ff")]
    public async Task A_resource_is_the_same(string resource) =>
        Assert.Equal(Examples.Resource(Example, resource), (await PublishAsync()).Resource(resource));

    [ExampleFact]
    public async Task What_is_referred_to_follows_in_the_same_order() =>
        Assert.Equal(
            Examples.Names(Example).Where(name => !name.StartsWith("messaging", StringComparison.Ordinal) && name != "orderprocessor"),
            (await PublishAsync()).Names);

    private static Task<PublishedManifest> PublishAsync()
    {
        var builder = Sample.Publishing("TestShop");
        var catalogDb = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("catalogdb");
        var basketCache = builder.AddRedis("basketcache").WithDataVolume();
        builder.AddProject<CatalogDb>("catalogdbapp").WithReference(catalogDb);
        var catalogService = builder.AddProject<CatalogService>("catalogservice").WithReference(catalogDb);
        var basketService = builder.AddProject<BasketService>("basketservice").WithReference(basketCache);
        builder.AddProject<MyFrontend>("frontend")
            .WithExternalHttpEndpoints()
            .WithReference(basketService)
            .WithReference(catalogService);
        AddGateway(builder, catalogService.GetEndpoint("http"), basketService.GetEndpoint("http"));
        return PublishedManifest.OfAsync(builder);
    }

    private static void AddGateway(IDistributedApplicationBuilder builder, EndpointReference catalog, EndpointReference basket) =>
        builder.AddContainer("apigateway", "mcr.microsoft.com/dotnet/nightly/yarp", "2.3-preview")
            .WithHttpEndpoint(targetPort: 5000)
            .WithEntrypoint("dotnet")
            .WithArgs("/app/yarp.dll")
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
            .WithEnvironment("CATALOGSERVICE_HTTP", catalog)
            .WithEnvironment("REVERSEPROXY__ROUTES__route0__MATCH__PATH", "/catalog/{**catch-all}")
            .WithEnvironment("REVERSEPROXY__ROUTES__route0__CLUSTERID", "cluster_catalogservice")
            .WithEnvironment("REVERSEPROXY__ROUTES__route0__TRANSFORMS__0__PathRemovePrefix", "/catalog")
            .WithEnvironment("REVERSEPROXY__ROUTES__route1__MATCH__PATH", "/basket/{**catch-all}")
            .WithEnvironment("REVERSEPROXY__ROUTES__route1__CLUSTERID", "cluster_basketservice")
            .WithEnvironment("REVERSEPROXY__ROUTES__route1__TRANSFORMS__0__PathRemovePrefix", "/basket")
            .WithEnvironment("REVERSEPROXY__CLUSTERS__cluster_catalogservice__DESTINATIONS__destination1__ADDRESS", "http://_http.catalogservice")
            .WithEnvironment("REVERSEPROXY__CLUSTERS__cluster_basketservice__DESTINATIONS__destination1__ADDRESS", "http://_http.basketservice")
            .WithReference(catalog)
            .WithReference(basket);
}
