using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Following;

/// <summary>Writes into the directory's <c>user_chat</c> what a shard says of its members, by the versions that the service
/// goes by: right also while it works.</summary>
internal sealed class UserChatRows(Shards shards, Shard shard)
{
    /// <summary>Rows of one statement.</summary>
    private const int Rows = 5_000;

    // One snapshot for the members and their version.
    private const string ReadSql =
        """
        SELECT c.chat_id, c.membership_version, u.user_id, bool_or(u.is_member), bool_or(u.is_phantom) AND NOT bool_or(u.is_member)
        FROM chat c
        JOIN (
            SELECT chat_id, user_id, until_seq IS NULL AS is_member, false AS is_phantom FROM member
            UNION ALL
            SELECT chat_id, user_id, false, until_seq IS NULL FROM phantom_member
        ) u ON u.chat_id = c.chat_id
        WHERE c.chat_id = ANY($1)
        GROUP BY c.chat_id, c.membership_version, u.user_id
        """;

    // Sorted, so that two that write the same users do not wait for each other crosswise.
    private const string WriteSql =
        """
        INSERT INTO user_chat AS known (chat_id, membership_version, user_id, is_member, phantom)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::boolean[], $5::boolean[])
            AS told (chat_id, membership_version, user_id, is_member, phantom)
        ORDER BY user_id, chat_id
        ON CONFLICT (user_id, chat_id) DO UPDATE
        SET membership_version = excluded.membership_version, is_member = excluded.is_member, phantom = excluded.phantom
        WHERE known.membership_version <= excluded.membership_version
            AND (known.membership_version, known.is_member, known.phantom)
                IS DISTINCT FROM (excluded.membership_version, excluded.is_member, excluded.phantom)
        """;

    private readonly List<Row> _rows = new(Rows);

    /// <returns>How many rows have changed or come.</returns>
    public async Task<long> WriteAsync(CancellationToken cancellation)
    {
        var written = 0L;
        await foreach (var chats in ChatSlices.OfAsync(shard.Source, LogicalShards.Of(shards, shard), cancellation))
        {
            await using var command = shard.Source.CreateCommand(ReadSql);
            command.Parameters.AddWithValue(chats);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                _rows.Add(new Row(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3), reader.GetBoolean(4)));
                if (_rows.Count == Rows)
                    written += await FlushAsync(cancellation);
            }
        }

        return written + await FlushAsync(cancellation);
    }

    private async Task<int> FlushAsync(CancellationToken cancellation)
    {
        if (_rows.Count == 0)
            return 0;

        await using var command = shards.Directory.CreateCommand(WriteSql);
        command.Parameters.AddWithValue(_rows.Select(row => row.Chat).ToArray());
        command.Parameters.AddWithValue(_rows.Select(row => row.Version).ToArray());
        command.Parameters.AddWithValue(_rows.Select(row => row.User).ToArray());
        command.Parameters.AddWithValue(_rows.Select(row => row.IsMember).ToArray());
        command.Parameters.AddWithValue(_rows.Select(row => row.IsPhantom).ToArray());
        _rows.Clear();
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private readonly record struct Row(long Chat, long Version, long User, bool IsMember, bool IsPhantom);
}
