namespace Chat.AppHost.Publishing;

/// <summary>
/// The target <c>containers</c>: every store is a container with a volume and a generated secret, for a try-out in any azd
/// environment. One replica each: nothing here survives the loss of a volume.
/// </summary>
/// <remarks><c>Publish:Volumes=false</c> leaves the volumes out: the file shares that azd makes of them refuse what Postgres does to
/// its data folder.</remarks>
internal static class ContainerStores
{
    /// <summary>Of the blob store's only account.</summary>
    private const string Account = "chat";

    private const int BlobPort = 10_000;

    /// <summary>Base64 without padding: the blob store decodes it, azd generates letters and digits.</summary>
    private const int KeyLength = 64;

    private static readonly string[] Databases = ["chat-0", "chat-1", "directory"];

    public static Infrastructure AddContainerStores(this IDistributedApplicationBuilder builder)
    {
        var postgres = builder.AddPostgres("postgres")
            .WithEntrypoint("/bin/sh")
            .WithArgs("-c", CreateDatabases());
        // Aspire says redis://, azd takes no scheme but http, https and tcp (Azure/azure-dev 6157). Our clients read no URI.
        var redis = builder.AddRedis("redis").WithEndpoint("tcp", endpoint => endpoint.UriScheme = "tcp");
        var kafka = builder.AddKafka("kafka");
        var key = builder.AddParameter("blobs-key", new GenerateParameterDefault { MinLength = KeyLength, Special = false }, secret: true);
        var azurite = builder.AddContainer("azurite", "mcr.microsoft.com/azure-storage/azurite", "3.35.0")
            .WithEndpoint(targetPort: BlobPort, scheme: "tcp", name: "blob")
            .WithEnvironment("AZURITE_ACCOUNTS", ReferenceExpression.Create($"{Account}:{key}"))
            // Its host name is no account's: accounts are told by the path.
            .WithArgs("azurite-blob", "--blobHost", "0.0.0.0", "--location", "/data", "--disableProductStyleUrl", "--skipApiVersionCheck");
        var store = azurite.GetEndpoint("blob");
        var address = ReferenceExpression.Create($"http://{store.Property(EndpointProperty.HostAndPort)}");

        if (builder.Configuration["Publish:Volumes"] != "false")
        {
            postgres.WithDataVolume();
            redis.WithDataVolume();
            kafka.WithDataVolume();
            azurite.WithVolume("chat-azurite-data", "/data");
        }

        return new Infrastructure(
            postgres.AddDatabase(Databases[0]),
            postgres.AddDatabase(Databases[1]),
            postgres.AddDatabase(Databases[2]),
            redis,
            kafka,
            builder.AddConnectionString(
                "blobs",
                ReferenceExpression.Create($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint={address}/{Account};")))
        {
            ForwardedBlobs = new ForwardedBlobs(address, Account),
        };
    }

    /// <summary>The image makes databases of what it finds in that folder, when it starts on an empty volume.</summary>
    private static string CreateDatabases()
    {
        var statements = string.Concat(Databases.Select(name => $"CREATE DATABASE \\\"{name}\\\";"));
        return $"echo \"{statements}\" > /docker-entrypoint-initdb.d/chat.sql && exec docker-entrypoint.sh postgres";
    }
}
