using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Npgsql;
using StackExchange.Redis;
using Xunit;

namespace Chat.Messaging.Tests.Replicas;

/// <summary>Chats, members and replicas for a test on real databases. Membership is written as the REST side writes it.</summary>
[Collection(MessagingCollection.Name)]
public abstract class MessagingTest(MessagingFixture fixture) : IAsyncLifetime
{
    private readonly List<Replica> _replicas = [];

    protected MessagingFixture Fixture { get; } = fixture;

    protected virtual Shards Shards => Fixture.Shards;

    protected IConnectionMultiplexer Redis { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Redis = await ConnectionMultiplexer.ConnectAsync(Fixture.Redis.ConnectionString);

    public virtual async Task DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        Redis.Dispose();
    }

    protected Replica StartReplica(IShardWriter? writer = null)
    {
        var replica = new Replica(Shards, Redis, writer);
        _replicas.Add(replica);
        return replica;
    }

    protected UserId NewUser() => Fixture.Ids.Next<UserId>();

    /// <summary>The first member is the owner; all are members from the first message on.</summary>
    protected async Task<ChatId> NewChatAsync(ChatType type, params UserId[] members)
    {
        var chat = Fixture.Ids.Next<ChatId>();
        await ExecuteAsync(
            Shards.Of(chat).Source,
            """
            INSERT INTO chat (chat_id, type, member_count, created_at, active_at, changed_at) VALUES ($1, $2, $3, now(), now(), now())
            """,
            chat.Value, (short)type, members.Length);
        await JoinAsync(chat, members);
        if (members.Length > 0)
            await ExecuteAsync(Shards.Of(chat).Source, "UPDATE member SET role = 0 WHERE chat_id = $1 AND user_id = $2", chat.Value, members[0].Value);
        return chat;
    }

    protected Task<ChatId> NewGroupAsync(params UserId[] members) => NewChatAsync(ChatType.Group, members);

    protected async Task JoinAsync(ChatId chat, params UserId[] users)
    {
        foreach (var user in users)
        {
            await ExecuteAsync(
                Shards.Of(chat).Source,
                "INSERT INTO member (chat_id, user_id, from_seq, role, joined_at) SELECT chat_id, $2, last_seq + 1, 2, now() FROM chat WHERE chat_id = $1",
                chat.Value, user.Value);
            await FollowAsync(chat, user, isMember: true);
        }
    }

    protected async Task LeaveAsync(ChatId chat, UserId user)
    {
        await ExecuteAsync(
            Shards.Of(chat).Source,
            "UPDATE member SET until_seq = (SELECT last_seq FROM chat WHERE chat_id = $1) WHERE chat_id = $1 AND user_id = $2 AND until_seq IS NULL",
            chat.Value, user.Value);
        await FollowAsync(chat, user, isMember: false);
    }

    protected async Task<long> LastSeqAsync(ChatId chat) =>
        (long)(await ScalarAsync(Shards.Of(chat).Source, "SELECT last_seq FROM chat WHERE chat_id = $1", chat.Value))!;

    protected static async Task ExecuteAsync(NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        await command.ExecuteNonQueryAsync();
    }

    protected static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return await command.ExecuteScalarAsync();
    }

    private Task FollowAsync(ChatId chat, UserId user, bool isMember) => ExecuteAsync(
        Shards.Directory,
        """
        INSERT INTO user_chat (user_id, chat_id, membership_version, is_member) VALUES ($1, $2, 1, $3)
        ON CONFLICT (user_id, chat_id) DO UPDATE SET is_member = excluded.is_member, membership_version = user_chat.membership_version + 1
        """,
        user.Value, chat.Value, isMember);
}
