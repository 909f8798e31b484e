using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Chat.ServiceDefaults.Storage;
using Chat.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>Half of chat-0 goes to chat-2, which is a database of the same server.</summary>
public abstract class MoveTest(MessagingFixture fixture, ReplicatingServer replicating) : MessagingTest(fixture), IClassFixture<ReplicatingServer>
{
    protected static readonly ShardMap Before = new(3, "0-127=0;128-255=1");
    protected static readonly ShardMap After = new(3, "0-63=0;64-127=2;128-255=1");

    private Shards? _shards;
    private MoveOperator? _operator;

    protected DatabaseServer Server { get; } = new(replicating.Postgres);

    protected MoveOperator Operator => _operator ??= new MoveOperator(Server);

    protected UserId Owner { get; } = fixture.Ids.Next<UserId>();

    protected override Shards Shards => _shards ?? throw new InvalidOperationException("Nobody serves.");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Server.CreateAsync("chat-0", "chat-1");
        await Server.AddEmptyAsync("chat-2");
        Serve(Before);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        if (_operator is not null)
            await _operator.DisposeAsync();
    }

    /// <summary>The service goes by this map from here on.</summary>
    protected void Serve(ShardMap map) => _shards = Server.Serve(map);

    /// <summary>As a replica does before it serves.</summary>
    protected async Task StartAsync(ShardMap map)
    {
        var shards = Server.Serve(map);
        var start = new SchemaStart(TimeProvider.System, NullLogger<SchemaStart>.Instance);
        try
        {
            await new SchemaUpdate(shards, start, TimeProvider.System).StartAsync(CancellationToken.None);
        }
        finally
        {
            await DatabaseServer.CloseAsync(shards);
        }
    }

    /// <returns>A chat that has moved, with one message. Nobody serves.</returns>
    protected async Task<ChatId> MovedAsync()
    {
        var replica = StartReplica();
        var chat = await new ChatMaking(Shards, replica, Fixture.Ids).GroupWithinAsync(64, 95, Owner);
        await replica.SendAsync(Replica.Send(chat, Owner));
        await MoveAsync(Before, After, "64-127", "chat-0", "chat-2");
        return chat;
    }

    protected async Task MoveAsync(ShardMap before, ShardMap after, string logical, string from, string to)
    {
        await Operator.RunAsync(before, "prepare", logical, from, to);
        await Operator.CopiedAsync(before, logical, from, to);
        await Operator.RunAsync(before, "fence", logical, from, to);
        await DatabaseServer.CloseAsync(Shards);
        await using (var source = Npgsql.NpgsqlDataSource.Create(Server.ConnectionString(from)))
            await ExecuteAsync(source, "DELETE FROM outbox");
        await Eventually.Succeeds(_ => Operator.RunAsync(after, "finish", logical, from, to), what: "the old replica's connections have ended");
    }

    protected async Task<ChatId[]> ChatsAsync(Replica replica, int first, int last, UserId owner, UserId other)
    {
        var making = new ChatMaking(Shards, replica, Fixture.Ids);
        var chats = new ChatId[6];
        for (var i = 0; i < chats.Length; i++)
            chats[i] = await making.GroupWithinAsync(first, last, owner, other);
        return chats;
    }

    protected Task RunAsync(ShardMap map, string step) => Operator.RunAsync(map, step);

    protected Task CopiedAsync() => Operator.CopiedAsync(Before);

    protected async Task<long[]> LastSeqsAsync(IEnumerable<ChatId> chats)
    {
        var seqs = new List<long>();
        foreach (var chat in chats)
            seqs.Add(await LastSeqAsync(chat));
        return [.. seqs];
    }
}
