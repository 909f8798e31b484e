namespace Chat.AppHost.Publishing;

/// <summary>Services sign in with their identities where Azure lets them: with tokens of the identity that AZURE_CLIENT_ID names.</summary>
internal static class AzureSignIn
{
    /// <param name="service">The service.</param>
    /// <param name="clients"><c>Producer</c>, <c>Consumer</c>: by Aspire's own configuration of the Kafka clients.</param>
    public static IResourceBuilder<ProjectResource> WithKafkaTokens(this IResourceBuilder<ProjectResource> service, params string[] clients)
    {
        foreach (var client in clients)
        {
            service
                .WithEnvironment($"Aspire__Confluent__Kafka__{client}__Config__SecurityProtocol", "SaslSsl")
                .WithEnvironment($"Aspire__Confluent__Kafka__{client}__Config__SaslMechanism", "OAuthBearer");
        }

        return service.WithTokens();
    }

    /// <summary>Event Hubs throttles commits of offsets: four a second for each partition. What was delivered in the last second is
    /// delivered once more after a crash, and dropped by the devices.</summary>
    public static IResourceBuilder<ProjectResource> CommitsSeldom(this IResourceBuilder<ProjectResource> consumer) =>
        consumer.WithEnvironment("Aspire__Confluent__Kafka__Consumer__Config__AutoCommitIntervalMs", "1000");

    public static IResourceBuilder<ProjectResource> WithPostgresTokens(
        this IResourceBuilder<ProjectResource> service, AzureIdentities identities) => service
        .WithEnvironment("Postgres__Authentication", "Entra")
        .WithEnvironment("PGUSER", identities.Of(service.Resource.Name).GetOutput("principalName"))
        .WithTokens();

    /// <summary>An https address as the connection string of the blobs says the rest.</summary>
    public static IResourceBuilder<ProjectResource> WithBlobTokens(this IResourceBuilder<ProjectResource> service) => service.WithTokens();

    /// <summary>Not the other kinds of credentials, one after the other, until one works.</summary>
    private static IResourceBuilder<ProjectResource> WithTokens(this IResourceBuilder<ProjectResource> service) =>
        service.WithEnvironment("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
}
