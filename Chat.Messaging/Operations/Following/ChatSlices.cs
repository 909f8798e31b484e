using System.Runtime.CompilerServices;
using Npgsql;

namespace Chat.Messaging.Operations.Following;

/// <summary>The chats of a shard in the order of their ids, some at a time.</summary>
internal static class ChatSlices
{
    private const int Size = 500;

    private const string Sql =
        "SELECT chat_id FROM chat WHERE chat_id > $1 AND (chat_id & 255) = ANY($2) ORDER BY chat_id LIMIT $3";

    public static async IAsyncEnumerable<long[]> OfAsync(
        NpgsqlDataSource source, long[] logical, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = 0L; await NextAsync(source, logical, after, cancellation) is { Length: > 0 } chats; after = chats[^1])
            yield return chats;
    }

    private static async Task<long[]> NextAsync(NpgsqlDataSource source, long[] logical, long after, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(logical);
        command.Parameters.AddWithValue(Size);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var chats = new List<long>(Size);
        while (await reader.ReadAsync(cancellation))
            chats.Add(reader.GetInt64(0));
        return [.. chats];
    }
}
