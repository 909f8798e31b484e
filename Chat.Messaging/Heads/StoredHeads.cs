using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Heads;

/// <inheritdoc/>
public sealed class StoredHeads(Shards shards) : IStoredHeads
{
    private const string HeadsSql =
        "SELECT chat_id, last_seq, version, active_at, changed_at FROM chat WHERE chat_id = ANY($1)";

    private const string ReadSeqsSql =
        """
        SELECT asked.ord::int, watermark.read_seq
        FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS asked (chat_id, user_id, ord)
        JOIN watermark USING (chat_id, user_id)
        """;

    private const string ChatsSql =
        "SELECT user_id, chat_id FROM user_chat WHERE user_id = ANY($1) AND is_member";

    public async Task<IReadOnlyList<HeadState>> ReadAsync(IEnumerable<ChatId> chats, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(shards.Group(chats).Select(group => ReadAsync(group.Key, group, cancellation)))).SelectMany(heads => heads)];

    public async Task<IReadOnlyList<HeadState>> ReadAsync(Shard shard, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(HeadsSql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. chats.Select(chat => chat.Value)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var heads = new List<HeadState>();
        while (await reader.ReadAsync(cancellation))
        {
            heads.Add(new HeadState(
                new ChatId(reader.GetInt64(0)),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetFieldValue<DateTimeOffset>(3).ToUnixTimeMilliseconds(),
                reader.GetFieldValue<DateTimeOffset>(4).ToUnixTimeMilliseconds()));
        }

        return heads;
    }

    public async Task<long[]> ReadSeqsAsync(IReadOnlyList<(ChatId Chat, UserId User)> asked, CancellationToken cancellation)
    {
        var seqs = new long[asked.Count];
        await Task.WhenAll(Enumerable.Range(0, asked.Count).GroupBy(i => shards.Of(asked[i].Chat)).Select(async group =>
        {
            int[] places = [.. group];
            await using var command = group.Key.Source.CreateCommand(ReadSeqsSql);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. places.Select(i => asked[i].Chat.Value)] });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. places.Select(i => asked[i].User.Value)] });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                seqs[places[reader.GetInt32(0) - 1]] = reader.GetInt64(1);
        }));
        return seqs;
    }

    public async Task<ILookup<UserId, ChatId>> ChatsOfAsync(IEnumerable<UserId> users, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(ChatsSql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. users.Select(user => user.Value).Distinct()] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var chats = new List<(UserId User, ChatId Chat)>();
        while (await reader.ReadAsync(cancellation))
            chats.Add((new UserId(reader.GetInt64(0)), new ChatId(reader.GetInt64(1))));
        return chats.ToLookup(row => row.User, row => row.Chat);
    }
}
