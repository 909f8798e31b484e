using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Storage;
using Npgsql;

namespace Chat.Messaging.Storage;

public static class StorageRegistration
{
    /// <summary>The name of a replica's connections, from which an operator's command sees by which map it goes.</summary>
    public static string ApplicationOf(ShardMap map) => $"chat-messaging {map.Fingerprint}";

    /// <summary>The databases (<see cref="Shards"/>) with their schema. Register it before everything that starts and uses
    /// them: the host waits here until the schema stands.</summary>
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        // A shard that is away must not make this process unhealthy: it serves the others.
        builder.Configuration["Aspire:Npgsql:DisableHealthChecks"] = "true";

        var map = ShardMap.Of(builder.Configuration);
        builder.Services.AddSingleton(map);
        foreach (var name in Enumerable.Range(0, map.Databases).Select(ShardMap.NameOf).Append(Shards.DirectoryName))
        {
            var key = $"ConnectionStrings:{name}";
            builder.Configuration[key] = ConnectionSettings.Complete(
                ApplicationOf(map), builder.Configuration[key] ?? throw new InvalidOperationException($"{key} must be set."));
            builder.AddChatPostgres(name);
        }

        builder.Services.AddSingleton(services => new Shards(map, services.GetRequiredKeyedService<NpgsqlDataSource>));
        builder.Services.AddSingleton<SchemaStart>();
        builder.Services.AddHostedService<SchemaUpdate>();
        builder.Services.AddHostedService<PartitionUpkeep>();
    }
}
