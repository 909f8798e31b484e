namespace Chat.AppHost.Publishing;

/// <summary>A server of its own for each database, all of one size. Nobody has a password: Messaging, and for the directory Media
/// too, sign in with their identities.</summary>
internal sealed class AzurePostgres(IDistributedApplicationBuilder builder, AzurePlatform platform, AzureIdentities identities)
{
    private readonly IResourceBuilder<ParameterResource> _sku = builder.AddSetting("postgres-sku", "Standard_B2s");
    private readonly IResourceBuilder<ParameterResource> _tier = builder.AddSetting("postgres-tier", "Burstable");
    private readonly IResourceBuilder<ParameterResource> _storage = builder.AddSetting("postgres-storage-gb", "32");
    private readonly IResourceBuilder<ParameterResource> _highAvailability = builder.AddSetting("postgres-high-availability", "Disabled");
    private readonly IResourceBuilder<ParameterResource> _backupDays = builder.AddSetting("backup-days", "7");
    private readonly IResourceBuilder<ParameterResource> _geoRedundant = builder.AddSetting("geo-redundant-backup", "Disabled");

    public IResourceBuilder<ConnectionStringResource> AddServer(string database, bool withMedia = false)
    {
        var (messaging, media) = (identities.Of("messaging"), identities.Of("media"));
        var server = builder.AddTemplate($"postgres-{database}", "postgres")
            .WithParameter("database", database)
            .WithParameter("sku", _sku)
            .WithParameter("tier", _tier)
            .WithParameter("storageGb", _storage)
            .WithParameter("highAvailability", _highAvailability)
            .WithParameter("backupDays", _backupDays)
            .WithParameter("geoRedundantBackup", _geoRedundant)
            .WithParameter("subnetId", platform.Network.GetOutput("postgresSubnetId"))
            .WithParameter("zoneId", platform.Network.GetOutput("postgresZoneId"))
            .WithParameter("messagingPrincipalId", messaging.GetOutput("principalId"))
            .WithParameter("messagingPrincipalName", messaging.GetOutput("principalName"));
        if (withMedia)
        {
            server
                .WithParameter("mediaPrincipalId", media.GetOutput("principalId"))
                .WithParameter("mediaPrincipalName", media.GetOutput("principalName"));
        }

        // The user is the service's own: PGUSER.
        return builder.AddConnectionString(
            database, ReferenceExpression.Create($"Host={server.GetOutput("host")};Port=5432;Database={database};SSL Mode=VerifyFull"));
    }
}
