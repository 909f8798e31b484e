using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>The target has every month that the source has.</summary>
internal static class SamePartitions
{
    private const string Sql =
        """
        SELECT child.relname, parent.relname, pg_get_expr(child.relpartbound, child.oid)
        FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
        WHERE child.relispartition AND child.relkind = 'r'
        """;

    public static async Task<int> MakeAsync(NpgsqlDataSource from, NpgsqlDataSource to, CancellationToken cancellation)
    {
        var there = (await ReadAsync(to, cancellation)).Select(month => month.Name).ToHashSet();
        var missing = (await ReadAsync(from, cancellation)).Where(month => !there.Contains(month.Name)).ToArray();
        foreach (var (name, table, bound) in missing)
            await Moving.Sql.RunAsync(to, $"CREATE TABLE {name} PARTITION OF {table} {bound}", cancellation);
        return missing.Length;
    }

    private static async Task<List<(string Name, string Table, string Bound)>> ReadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var months = new List<(string, string, string)>();
        while (await reader.ReadAsync(cancellation))
            months.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return months;
    }
}
