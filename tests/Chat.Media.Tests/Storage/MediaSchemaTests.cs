using Chat.Media.Storage;
using Chat.Media.Tests.Service;
using Npgsql;

namespace Chat.Media.Tests.Storage;

public sealed class MediaSchemaTests(MediaService service) : MediaTest(service)
{
    [Fact]
    public async Task Replicas_that_start_together_leave_one_schema_beside_messagings()
    {
        await using var source = NpgsqlDataSource.Create(await Service.CreateDatabaseAsync());
        await using (var messaging = source.CreateCommand("CREATE TABLE schema_migration (number int PRIMARY KEY); INSERT INTO schema_migration VALUES (1)"))
            await messaging.ExecuteNonQueryAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MediaSchema.Migrations.RunAsync(source, CancellationToken.None)));
        await MediaSchema.Migrations.RunAsync(source, CancellationToken.None);

        await using var count = source.CreateCommand("SELECT (SELECT count(*) FROM media_migration), (SELECT count(*) FROM schema_migration), (SELECT count(*) FROM media)");
        await using var reader = await count.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((1, 1, 0), (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)));
    }
}
