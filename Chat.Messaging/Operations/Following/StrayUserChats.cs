using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Operations.Following;

/// <summary>Rows of the directory's <c>user_chat</c> of which the shard knows nothing: the chat does not exist, or the user
/// was never in it.</summary>
internal sealed class StrayUserChats(Shards shards, IReadOnlyList<Shard> among)
{
    private const int Slice = 5_000;

    private const string PageSql =
        """
        SELECT user_id, chat_id FROM user_chat
        WHERE (user_id, chat_id) > ($1, $2) AND (chat_id & 255) = ANY($3)
        ORDER BY user_id, chat_id LIMIT $4
        """;

    // Null: no such chat.
    private const string UnknownSql =
        """
        SELECT asked.user_id, asked.chat_id, c.membership_version
        FROM unnest($1::bigint[], $2::bigint[]) AS asked (user_id, chat_id)
        LEFT JOIN chat c ON c.chat_id = asked.chat_id
        WHERE NOT EXISTS (SELECT FROM member m WHERE m.chat_id = asked.chat_id AND m.user_id = asked.user_id)
            AND NOT EXISTS (SELECT FROM phantom_member m WHERE m.chat_id = asked.chat_id AND m.user_id = asked.user_id)
        """;

    // Ended, not deleted: an older event that comes late changes nothing then.
    private const string EndSql =
        """
        UPDATE user_chat known SET is_member = false, phantom = false, membership_version = stray.version
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS stray (user_id, chat_id, version)
        WHERE known.user_id = stray.user_id AND known.chat_id = stray.chat_id
            AND known.membership_version <= stray.version AND (known.is_member OR known.phantom)
        """;

    private const string DeleteSql =
        """
        DELETE FROM user_chat known USING unnest($1::bigint[], $2::bigint[]) AS stray (user_id, chat_id)
        WHERE known.user_id = stray.user_id AND known.chat_id = stray.chat_id
        """;

    public async Task<(long Ended, long Deleted)> RemoveAsync(CancellationToken cancellation)
    {
        var (ended, deleted) = (0L, 0L);
        var logical = among.SelectMany(shard => LogicalShards.Of(shards, shard)).ToArray();
        var (user, chat) = (0L, 0L);
        while (await PageAsync(logical, user, chat, cancellation) is { Count: > 0 } page)
        {
            foreach (var rows in page.GroupBy(row => shards.Of(new ChatId(row.Chat))))
            {
                var strays = await UnknownAsync(rows.Key, [.. rows], cancellation);
                ended += await EndAsync([.. strays.Where(stray => stray.Version is not null)], cancellation);
                deleted += await DeleteAsync([.. strays.Where(stray => stray.Version is null)], cancellation);
            }

            (user, chat) = page[^1];
        }

        return (ended, deleted);
    }

    private async Task<List<(long User, long Chat)>> PageAsync(long[] logical, long user, long chat, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(PageSql);
        command.Parameters.AddWithValue(user);
        command.Parameters.AddWithValue(chat);
        command.Parameters.AddWithValue(logical);
        command.Parameters.AddWithValue(Slice);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(long, long)>();
        while (await reader.ReadAsync(cancellation))
            rows.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return rows;
    }

    private static async Task<List<Stray>> UnknownAsync(Shard shard, (long User, long Chat)[] rows, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(UnknownSql);
        command.Parameters.AddWithValue(Array.ConvertAll(rows, row => row.User));
        command.Parameters.AddWithValue(Array.ConvertAll(rows, row => row.Chat));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var strays = new List<Stray>();
        while (await reader.ReadAsync(cancellation))
            strays.Add(new Stray(reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetInt64(2)));
        return strays;
    }

    private async Task<int> EndAsync(Stray[] strays, CancellationToken cancellation)
    {
        if (strays.Length == 0)
            return 0;
        await using var command = Command(EndSql, strays);
        command.Parameters.AddWithValue(Array.ConvertAll(strays, stray => stray.Version!.Value));
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<int> DeleteAsync(Stray[] strays, CancellationToken cancellation)
    {
        if (strays.Length == 0)
            return 0;
        await using var command = Command(DeleteSql, strays);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, Stray[] strays)
    {
        var command = shards.Directory.CreateCommand(sql);
        command.Parameters.AddWithValue(Array.ConvertAll(strays, stray => stray.User));
        command.Parameters.AddWithValue(Array.ConvertAll(strays, stray => stray.Chat));
        return command;
    }

    private readonly record struct Stray(long User, long Chat, long? Version);
}
