using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Storage;
using Npgsql;

namespace Chat.Media.Storage;

internal static class StorageRegistration
{
    /// <summary>The directory and the blob store. Register it before everything that starts and uses them: the host waits here
    /// until both are ready.</summary>
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        // A directory that is away must not make this process unhealthy: nothing is won by another one.
        builder.Configuration["Aspire:Npgsql:DisableHealthChecks"] = "true";
        const string key = $"ConnectionStrings:{MediaSchema.Database}";
        builder.Configuration[key] = ConnectionSettings.Complete(
            "chat-media", builder.Configuration[key] ?? throw new InvalidOperationException($"{key} must be set."));
        builder.AddChatPostgres(MediaSchema.Database);
        builder.Services.AddSingleton(services => services.GetRequiredKeyedService<NpgsqlDataSource>(MediaSchema.Database));
        builder.AddChatBlobs("blobs");
        builder.Services.AddSingleton<MediaBlobs>();
        builder.Services.AddSingleton<SchemaStart>();
        builder.Services.AddHostedService<MediaSchema>();
        builder.Services.AddHostedService<BlobSetup>();
    }
}
