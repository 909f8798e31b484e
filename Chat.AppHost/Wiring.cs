using System.Globalization;

namespace Chat.AppHost;

/// <summary>The words that AppHost.cs adds to Aspire's.</summary>
internal static class Wiring
{
    /// <summary>The service gets their connection strings and is started when they are healthy.</summary>
    public static IResourceBuilder<ProjectResource> Uses(
        this IResourceBuilder<ProjectResource> service, params IResourceBuilder<IResourceWithConnectionString>[] stores)
    {
        foreach (var store in stores)
            service.WithReference(store).WaitFor(store);
        return service;
    }

    /// <summary>The service knows the key that people's tokens are signed with.</summary>
    public static IResourceBuilder<ProjectResource> ChecksTokens(this IResourceBuilder<ProjectResource> service, SharedSecrets secrets) =>
        service
            .WithEnvironment("Auth__SigningKey", secrets.SigningKey)
            .WithOptional("Auth__OtherSigningKey", secrets.OtherSigningKey);

    /// <summary>The service calls others, or is called: it knows the secret of internal calls.</summary>
    public static IResourceBuilder<ProjectResource> CallsServices(this IResourceBuilder<ProjectResource> service, SharedSecrets secrets) =>
        service
            .WithEnvironment("Internal__Secret", secrets.Internal)
            .WithOptional("Internal__OtherSecret", secrets.OtherInternal);

    /// <summary><c>CHAT_LIMITS</c> of whoever starts the composition; the local run's are generous. Published services have
    /// those of production.</summary>
    public static IResourceBuilder<ProjectResource> WithLimits(
        this IResourceBuilder<ProjectResource> service, IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("CHAT_LIMITS", builder.Configuration["CHAT_LIMITS"] is { Length: > 0 } limits ? limits : "local")
            : service;

    private static IResourceBuilder<ProjectResource> WithOptional(
        this IResourceBuilder<ProjectResource> service, string name, IResourceBuilder<ParameterResource>? secret) =>
        secret is null ? service : service.WithEnvironment(name, secret);

    public static int Number(this IDistributedApplicationBuilder builder, string key, int otherwise) =>
        builder.Configuration[key] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
