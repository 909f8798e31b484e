using Chat.ServiceDefaults.Storage;
using Npgsql;

namespace Chat.Media.Storage;

/// <summary>Holds up the host's start until the directory has Media's tables. They lie beside Messaging's, with a record of
/// their own.</summary>
internal sealed class MediaSchema(NpgsqlDataSource directory, SchemaStart start) : IHostedService
{
    public const string Database = "directory";

    public static readonly Migrations Migrations =
        new(typeof(MediaSchema).Assembly, $"{typeof(MediaSchema).Namespace}.Migrations.", "media_migration");

    public Task StartAsync(CancellationToken cancellationToken) =>
        start.UntilDoneAsync(Database, cancellation => Migrations.RunAsync(directory, cancellation), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
