using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Replaying;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;

namespace Chat.Messaging.Tests.Operations;

/// <summary>What tests of the operator's commands have in common: databases of their own, and what users do on them.</summary>
public abstract class OperationTest(MessagingFixture fixture) : MessagingTest(fixture)
{
    private Shards? _shards;

    protected DatabaseServer Server { get; } = new(fixture.Postgres);

    protected StringWriter Output { get; } = new();

    protected override Shards Shards => _shards ?? throw new InvalidOperationException("Nobody serves.");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Server.CreateAsync("chat-0", "chat-1");
        _shards = Server.Serve();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        await Output.DisposeAsync();
    }

    protected async Task<Shards> ServeAgainAsync()
    {
        await Server.CloseAsync();
        return _shards = Server.Serve();
    }

    protected ChatMaking Making(Replica replica) => new(Shards, replica, Fixture.Ids);

    protected async Task<IReadOnlyList<SyncPage>> SyncAsync(UserId user, ChatId chat, long cursor)
    {
        var store = new PostgresReplayStore();
        var replay = new Replay(new ReplayPlan(Shards, new StoredHeads(Shards), store), new ReplayReader(store));
        var query = new SyncQuery { UserId = user.Value, Only = true, Cursors = { new SyncCursor { ChatId = chat.Value, Seq = cursor } } };
        var pages = new List<SyncPage>();
        await foreach (var page in replay.StreamAsync(query, CancellationToken.None))
            pages.Add(page);
        return pages;
    }

    /// <summary>The rows of one user: chats, and whether they are the user's now.</summary>
    protected async Task<IReadOnlyDictionary<ChatId, bool>> UserChatsAsync(UserId user)
    {
        await using var command = Shards.Directory.CreateCommand("SELECT chat_id, is_member FROM user_chat WHERE user_id = $1");
        command.Parameters.AddWithValue(user.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var chats = new Dictionary<ChatId, bool>();
        while (await reader.ReadAsync())
            chats[new ChatId(reader.GetInt64(0))] = reader.GetBoolean(1);
        return chats;
    }
}
