using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>Statements whose names and filters cannot be parameters. What they are made of is ours: numbers and table names.</summary>
internal static class Sql
{
    public static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<T?> ReadAsync<T>(NpgsqlDataSource source, string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
