using System.Globalization;
using Chat.Testing.Infrastructure;
using Npgsql;

namespace Chat.DevHost.Tests.Infrastructure;

public sealed class FixtureTests
{
    [Fact]
    public async Task A_database_is_fresh_and_its_server_is_the_process_that_was_started()
    {
        var postgres = new PostgresFixture();
        await postgres.InitializeAsync();
        try
        {
            await using var data = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
            await using var tables = data.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
            Assert.Equal(0L, await tables.ExecuteScalarAsync());
            Assert.NotEqual(await postgres.CreateDatabaseAsync(), data.ConnectionString);
            Assert.Equal("postgres", ProgramOf(postgres.ProcessId));
        }
        finally
        {
            await postgres.DisposeAsync();
        }

        Assert.False(Directory.Exists($"/proc/{postgres.ProcessId}"));
    }

    [Fact]
    public async Task Redis_answers_and_its_server_is_the_process_that_was_started()
    {
        var redis = new RedisFixture();
        await redis.InitializeAsync();
        try
        {
            await redis.FlushAsync();
            Assert.Contains(ProgramOf(redis.ProcessId), (string[])["redis-server", "redis-check-rdb", "garnet-server"]);
        }
        finally
        {
            await redis.DisposeAsync();
        }

        Assert.False(Directory.Exists($"/proc/{redis.ProcessId}"));
    }

    [Fact]
    public async Task Kafka_listens_until_it_is_stopped()
    {
        var kafka = new KafkaFixture();
        await kafka.InitializeAsync();
        Assert.True(int.Parse(kafka.ConnectionString.Split(':')[1], CultureInfo.InvariantCulture) > 0);
        await kafka.DisposeAsync();
        Assert.False(Directory.Exists($"/proc/{kafka.ProcessId}"));
    }

    private static string ProgramOf(int pid) =>
        Path.GetFileName(File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)!.FullName);
}
