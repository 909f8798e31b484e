using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Npgsql;
using Xunit;

namespace Chat.Messaging.Tests.Storage;

public sealed class MigrationTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Replicas_that_start_together_leave_one_schema()
    {
        var source = await Fixture.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await Schema.Shard.RunAsync(source, CancellationToken.None);
            await MessagePartitions.CreateAsync(source, DateTimeOffset.UtcNow, CancellationToken.None);
        })));
        await Schema.Shard.RunAsync(source, CancellationToken.None);

        Assert.Equal(5L, await ScalarAsync(source, "SELECT count(*) FROM schema_migration"));
        Assert.Equal(8L, await ScalarAsync(source, "SELECT count(*) FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE relkind = 'r'"));
    }

    [Fact]
    public async Task A_migration_that_does_not_get_its_locks_soon_leaves_nothing_and_is_tried_again()
    {
        var source = await Fixture.CreateDatabaseAsync();
        await Schema.Shard.RunAsync(source, CancellationToken.None);
        await ExecuteAsync(source, "ALTER TABLE message DROP COLUMN withheld_from");
        await ExecuteAsync(source, "DELETE FROM schema_migration WHERE number = 3");
        await using var connection = await source.OpenConnectionAsync();
        var reading = await connection.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("SELECT count(*) FROM message", connection))
            await read.ExecuteScalarAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Schema.Shard.RunAsync(source, CancellationToken.None));
        Assert.True(refused.IsTransient);
        await reading.DisposeAsync();
        await Schema.Shard.RunAsync(source, CancellationToken.None);

        Assert.Equal(5L, await ScalarAsync(source, "SELECT count(*) FROM schema_migration"));
        Assert.Equal(0L, await ScalarAsync(source, "SELECT count(withheld_from) FROM message"));
    }

    [Fact]
    public async Task Partitions_reach_from_the_last_month_to_the_one_after_next()
    {
        var source = await Fixture.CreateDatabaseAsync();
        await Schema.Shard.RunAsync(source, CancellationToken.None);

        await MessagePartitions.CreateAsync(source, new DateTimeOffset(2030, 12, 31, 23, 59, 59, TimeSpan.Zero), CancellationToken.None);
        await MessagePartitions.CreateAsync(source, new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero), CancellationToken.None);

        Assert.Equal(
            (string[])["message_2030_11", "message_2030_12", "message_2031_01", "message_2031_02", "message_2031_03"],
            await ScalarAsync(source, "SELECT array_agg(relname::text ORDER BY relname) FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'message'::regclass"));
    }

    [Fact]
    public async Task A_partition_has_the_indexes_of_its_table()
    {
        var source = await Fixture.CreateDatabaseAsync();
        await Schema.Shard.RunAsync(source, CancellationToken.None);

        await MessagePartitions.CreateAsync(source, DateTimeOffset.UtcNow, CancellationToken.None);

        Assert.Equal(8L, await ScalarAsync(
            source, "SELECT count(*) FROM pg_inherits WHERE inhparent IN ('message_place'::regclass, 'message_client_id'::regclass)"));
    }
}
