using Chat.Contracts.Ids;
using Chat.Messaging.Operations;
using Chat.Messaging.Operations.Moving;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Chat.Testing;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

public sealed class MoveTests(MessagingFixture fixture, ReplicatingServer replicating) : MoveTest(fixture, replicating)
{
    private static readonly ShardMap Back = new(3, "0-95=0;96-127=2;128-255=1");

    [Fact]
    public async Task Nothing_acknowledged_is_missing_and_no_seq_is_given_twice_by_a_move_under_way()
    {
        var old = StartReplica();
        var (owner, other) = (NewUser(), NewUser());
        var moved = await ChatsAsync(old, 64, 127, owner, other);
        var stays = await ChatsAsync(old, 0, 63, owner, other);
        await using var traffic = new MoveTraffic([.. moved, .. stays], owner, other);
        traffic.Serve(old);
        await traffic.AcknowledgesAsync(moved);

        await RunAsync(Before, "prepare");
        await CopiedAsync();
        await traffic.AcknowledgesAsync(moved);
        await RunAsync(Before, "fence");
        await traffic.AcknowledgesAsync(stays);
        var refused = await LastSeqsAsync(moved);

        // The service is restarted one replica after the other: both maps are gone by for a while.
        var former = Shards;
        Serve(After);
        var next = StartReplica();
        traffic.Serve(old, next);
        await traffic.AcknowledgesAsync(stays);
        Assert.Equal(refused, await LastSeqsAsync(moved));
        var others = await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(After, "finish"));
        Assert.Contains("another Shards:Map", others.Message, StringComparison.Ordinal);

        traffic.Serve(next);
        await DatabaseServer.CloseAsync(former);
        await PublishedLongAgoAsync(next, former: Shards.All[0]);
        await Eventually.Succeeds(_ => RunAsync(After, "finish"), what: "the old replica's connections have ended");
        await traffic.AcknowledgesAsync([.. moved, .. stays]);
        await traffic.StopAsync();

        await traffic.CheckAsync(Shards);
        foreach (var table in MovedTables.All)
            Assert.Equal(0L, await ScalarAsync(Shards.All[0].Source, $"SELECT count(*) FROM {table} WHERE (chat_id & 255) BETWEEN 64 AND 127"));
        Assert.Equal((long)moved.Length, await ScalarAsync(Shards.All[2].Source, "SELECT count(*) FROM chat"));
        Assert.Equal(0L, await ScalarAsync(
            Shards.All[0].Source,
            "SELECT (SELECT count(*) FROM pg_replication_slots) + (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_roles WHERE rolname = 'chat_move')"));
        Assert.True((long)(await ScalarAsync(Shards.All[2].Source, "SELECT count(*) FROM receipt"))! > 0);
    }

    [Fact]
    public async Task A_move_that_is_given_up_leaves_everything_as_it_was()
    {
        var replica = StartReplica();
        var (owner, other) = (NewUser(), NewUser());
        var chats = await ChatsAsync(replica, 64, 127, owner, other);
        await replica.SendAsync([.. chats.Select(chat => Replica.Send(chat, owner))]);
        await RunAsync(Before, "prepare");
        await CopiedAsync();
        await RunAsync(Before, "fence");
        Assert.All(await replica.SendAsync(Replica.Send(chats[0], owner)), sent => Assert.Equal("unavailable", sent.Error));

        await RunAsync(Before, "cancel");

        var fresh = StartReplica();
        Assert.All(await fresh.SendAsync(Replica.Send(chats[0], owner)), sent => Assert.Equal(2, sent.Seq));
        await using var target = Npgsql.NpgsqlDataSource.Create(Server.ConnectionString("chat-2"));
        Assert.Equal(0L, await ScalarAsync(target, "SELECT (SELECT count(*) FROM chat) + (SELECT count(*) FROM message)"));
        await RunAsync(Before, "prepare");
        await CopiedAsync();
        Assert.Equal((long)chats.Length, await ScalarAsync(target, "SELECT count(*) FROM chat"));
        await RunAsync(Before, "cancel");
    }

    [Fact]
    public async Task What_has_moved_back_in_part_is_written_to()
    {
        var chat = await MovedAsync();

        await MoveAsync(After, Back, "64-95", "chat-2", "chat-0");

        Serve(Back);
        Assert.Equal(0, Shards.Of(chat).Number);
        Assert.All(await StartReplica().SendAsync(Replica.Send(chat, Owner)), sent => Assert.Equal(2, sent.Seq));
    }

    [Fact]
    public async Task A_move_of_some_of_what_is_being_moved_is_refused()
    {
        await RunAsync(Before, "prepare");

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(() => Operator.RunAsync(Before, "prepare", logical: "96-100"));

        Assert.Contains("move_64_127", refused.Message, StringComparison.Ordinal);
        await RunAsync(Before, "cancel");
    }

    [Fact]
    public async Task A_copy_that_is_further_than_a_restored_source_is_deleted_only_if_that_is_asked_for()
    {
        var replica = StartReplica();
        await ChatsAsync(replica, 64, 127, Owner, NewUser());
        await RunAsync(Before, "prepare");
        await CopiedAsync();
        await using var target = Npgsql.NpgsqlDataSource.Create(Server.ConnectionString("chat-2"));
        // As replication writes.
        await ExecuteAsync(target, "DO $$ BEGIN SET LOCAL session_replication_role = replica; UPDATE chat SET last_seq = 1; END $$");

        await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(Before, "cancel"));
        Assert.Equal(6L, await ScalarAsync(target, "SELECT count(*) FROM chat"));
        await Operator.RunAsync(Before, "cancel", force: true);

        Assert.Equal(0L, await ScalarAsync(target, "SELECT count(*) FROM chat"));
    }

    [Fact]
    public async Task The_role_of_two_moves_from_oneServer_goes_with_the_last()
    {
        const string Roles = "SELECT count(*) FROM pg_roles WHERE rolname = 'chat_move'";
        await RunAsync(Before, "prepare");
        await Operator.RunAsync(Before, "prepare", "128-191", "chat-1");
        await RunAsync(Before, "cancel");
        Assert.Equal(1L, await ScalarAsync(Shards.Directory, Roles));

        await Operator.RunAsync(Before, "cancel", "128-191", "chat-1");

        Assert.Equal(0L, await ScalarAsync(Shards.Directory, Roles));
    }

    [Fact]
    public async Task What_is_left_of_chats_that_had_moved_away_is_deleted_when_they_come_back()
    {
        var chat = await MovedAsync();
        // As a restored chat-0 has it.
        await using var stale = Npgsql.NpgsqlDataSource.Create(Server.ConnectionString("chat-0"));
        await ExecuteAsync(stale, "DROP TRIGGER move_64_127 ON chat");
        await ExecuteAsync(stale, "INSERT INTO chat (chat_id, type, member_count, created_at, active_at, changed_at) VALUES ($1, 1, 1, now(), now(), now())", chat.Value);
        await Assert.ThrowsAsync<OperationRefusedException>(() => Operator.RunAsync(After, "prepare", "64-127", "chat-2", "chat-0"));

        await Operator.RunAsync(After, "cancel", "64-127", "chat-2", "chat-0");

        Assert.Equal(0L, await ScalarAsync(stale, "SELECT count(*) FROM chat"));
        await Operator.RunAsync(After, "prepare", "64-127", "chat-2", "chat-0");
        await Operator.RunAsync(After, "cancel", "64-127", "chat-2", "chat-0");
    }

    [Fact]
    public async Task Steps_out_of_their_order_are_refused()
    {
        await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(Before, "fence"));
        await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(Before, "finish"));
        await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(After, "finish"));
        await Assert.ThrowsAsync<OperationRefusedException>(() => RunAsync(After, "prepare"));
        await Assert.ThrowsAsync<UsageException>(() => RunAsync(Before, "forth"));
    }

    [Fact]
    public async Task Other_chats_of_the_shard_are_written_to_while_some_are_fenced_off()
    {
        var replica = StartReplica();
        var (owner, other) = (NewUser(), NewUser());
        var (fenced, stays) = ((await ChatsAsync(replica, 64, 127, owner, other))[0], (await ChatsAsync(replica, 0, 63, owner, other))[0]);
        await RunAsync(Before, "prepare");
        await CopiedAsync();
        await RunAsync(Before, "fence");

        await replica.SendAsync(Replica.Send(fenced, owner));
        var sent = await replica.SendAsync(Replica.Send(fenced, owner), Replica.Send(stays, owner));

        Assert.Equal(["unavailable", ""], sent.Select(result => result.Error));
        await RunAsync(Before, "cancel");
    }

    /// <summary>The old place's outbox is swept by who goes by the new map, from the messages that are still there; then the
    /// time passes for which its rows are kept.</summary>
    private static async Task PublishedLongAgoAsync(Replica replica, Shard former)
    {
        await ExecuteAsync(former.Source, "UPDATE outbox SET created_at = created_at - interval '1 minute', published_at = NULL");
        await SweepAsync(replica, former);
        Assert.Contains(replica.Producer.Events, e => e.Message is not null && new ChatId(e.ChatId).LogicalShard >= 64);
        await ExecuteAsync(former.Source, "UPDATE outbox SET published_at = published_at - interval '1 hour'");
        await SweepAsync(replica, former);
    }

    private static async Task SweepAsync(Replica replica, Shard former)
    {
        while (await replica.Sweeper.SweepAsync(replica.Outboxes.Of(former), CancellationToken.None))
        {
            // There is more.
        }
    }
}
