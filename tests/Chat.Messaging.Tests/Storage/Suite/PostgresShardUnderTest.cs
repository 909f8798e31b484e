using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.Messaging.Chats;
using Chat.Messaging.Heads;
using Chat.Messaging.Publishing;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Tests.Storage.Suite;

internal sealed class PostgresShardUnderTest(Shards shards) : ShardUnderTest
{
    public override Shard Shard { get; } = shards.All[0];

    public override IShardWriter Writer { get; } = new PostgresShardWriter(TimeProvider.System);

    public override IStoredHeads Heads { get; } = new StoredHeads(shards);

    public override IReplayStore Replays { get; } = new PostgresReplayStore();

    public override IOutbox Outbox { get; } = new Outboxes(shards, new StoredEvents()).Of(shards.All[0]);

    public override async Task CreateAsync(ChatId chat, ChatType type, IReadOnlyList<UserId> members)
    {
        await ExecuteAsync(
            "INSERT INTO chat (chat_id, type, member_count, created_at, active_at, changed_at) VALUES ($1, $2, $3, now(), now(), now())",
            chat.Value, (short)type, members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            await ExecuteAsync(
                "INSERT INTO member (chat_id, user_id, from_seq, role, joined_at) VALUES ($1, $2, 1, $3, now())",
                chat.Value, members[i].Value, (short)(i == 0 ? MemberRole.Owner : MemberRole.Member));
        }
    }

    public override async Task JoinAsync(ChatId chat, UserId user)
    {
        await using var connection = await Shard.Source.OpenConnectionAsync();
        await ChatMembers.AddAsync(connection, chat, [user.Value], await LastSeqAsync(chat) + 1, MemberRole.Member, CancellationToken.None);
        await ChangedAsync(chat, 1);
    }

    public override async Task LeaveAsync(ChatId chat, UserId user)
    {
        await using var connection = await Shard.Source.OpenConnectionAsync();
        await ChatMembers.RemoveAsync(connection, chat, user, await LastSeqAsync(chat), CancellationToken.None);
        await ChangedAsync(chat, -1);
    }

    public override async Task BlockAsync(ChatId chat, UserId user, UserId other, bool blocks)
    {
        await using (var row = shards.Directory.CreateCommand(blocks
            ? "INSERT INTO block (user_id, blocked_user_id, blocked_at) VALUES ($1, $2, now()) ON CONFLICT DO NOTHING"
            : "DELETE FROM block WHERE user_id = $1 AND blocked_user_id = $2"))
        {
            row.Parameters.AddWithValue(user.Value);
            row.Parameters.AddWithValue(other.Value);
            await row.ExecuteNonQueryAsync();
        }

        await using var connection = await Shard.Source.OpenConnectionAsync();
        await new DirectBlocks(new BlockList(shards)).WriteAsync(connection, chat, user, other, CancellationToken.None);
    }

    private async Task<long> LastSeqAsync(ChatId chat) => (await Heads.ReadAsync(Shard, [chat], CancellationToken.None))[0].LastSeq;

    private Task ChangedAsync(ChatId chat, int members) => ExecuteAsync(
        """
        UPDATE chat SET member_count = member_count + $2, membership_version = membership_version + 1, version = version + 1, changed_at = now()
        WHERE chat_id = $1
        """,
        chat.Value, members);

    private async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Shard.Source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync();
    }
}
