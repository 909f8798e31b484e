using System.Globalization;
using Chat.DevHost.Processes;
using Chat.Testing.Infrastructure;
using Npgsql;

namespace Chat.DevHost.Tests.Infrastructure;

public sealed class DevInfraTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-infra-");
    private readonly int _port = FreePort.Take();

    public DevInfraTests() => File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Postgres_keeps_its_data_through_a_kill_and_creates_the_databases_that_are_missing()
    {
        await using (var first = await StartPostgresAsync("one"))
        {
            await ExecuteAsync("one", "CREATE TABLE kept (id int)");
            Signals.Send(first.Pid, ProcessSignal.Kill);
            await first.Exit;
        }

        await using var second = await StartPostgresAsync("one,two");
        await ExecuteAsync("one", "INSERT INTO kept VALUES (1)");
        await ExecuteAsync("two", "SELECT 1");
    }

    [Theory]
    [InlineData("Interrupt")]
    [InlineData("Terminate")]
    public async Task Postgres_takes_the_signals_that_its_starter_may_have_ignored(string signal)
    {
        await using var postgres = await StartPostgresAsync("one");
        Signals.Send(postgres.Pid, Enum.Parse<ProcessSignal>(signal));
        Assert.Equal(0, await postgres.Exit);
    }

    [Fact]
    public async Task Postgres_is_stopped_by_an_interrupt_even_with_a_client_connected()
    {
        await using var postgres = await StartPostgresAsync("one");
        await using var client = new NpgsqlConnection(ConnectionString("one"));
        await client.OpenAsync();

        Signals.Send(postgres.Pid, ProcessSignal.Interrupt);
        Assert.Equal(0, await postgres.Exit);
    }

    [Fact]
    public async Task A_missing_part_is_one_sentence_and_exit_code_2()
    {
        var nothing = new Dictionary<string, string> { ["PATH"] = _folder.FullName, ["HOME"] = _folder.FullName };
        await using var redis = await DevInfra.StartAsync(nothing, "redis", "--port", Text(_port), "--data", _folder.FullName);
        Assert.Equal(2, await redis.Exit);
        Assert.Equal(
            "There is no Redis: apt-get install redis-server, or dotnet tool install --global garnet-server",
            Assert.Single(redis.Output));
    }

    [Theory]
    [InlineData("mongo --port 1 --data x", "There is no 'mongo'.")]
    [InlineData("redis --data x", "--port N is missing.")]
    [InlineData("redis --port 1", "--data DIR is missing.")]
    [InlineData("redis --port 1 --data x --colour red", "There is no option '--colour'.")]
    [InlineData("kafka --port 1 --data x --topics a:none", "'a:none' is not a topic")]
    [InlineData("redis --port", "Usage: ")]
    public async Task A_wrong_command_line_is_answered_with_the_right_one(string commandLine, string sentence)
    {
        await using var infra = await DevInfra.StartAsync(commandLine.Split(' '));
        Assert.Equal(2, await infra.Exit);
        var line = Assert.Single(infra.Output);
        Assert.StartsWith(sentence, line, StringComparison.Ordinal);
        Assert.Contains("Usage: ", line, StringComparison.Ordinal);
    }

    private async Task<DevInfra> StartPostgresAsync(string databases)
    {
        var postgres = await DevInfra.StartAsync(
            "postgres", "--port", Text(_port), "--data", Path.Combine(_folder.FullName, "data"), "--databases", databases);
        await Eventually.Succeeds(_ => ExecuteAsync("one", "SELECT 1"));
        return postgres;
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Text(_port)};Username=postgres;Database={database};Pooling=false";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
