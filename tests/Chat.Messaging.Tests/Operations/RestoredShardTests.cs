using Chat.Contracts.Ids;
using Chat.Messaging.Operations;
using Chat.Messaging.Operations.Restoring;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Chat.Testing;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

public sealed class RestoredShardTests(MessagingFixture fixture) : RestoredShardTest(fixture)
{
    [Fact]
    public async Task A_restored_shard_numbers_on_beyond_everything_it_had_issued()
    {
        var (user, other) = (NewUser(), NewUser());
        var chat = await Making(StartReplica()).GroupAsync(0, user, other);
        await SendAsync(chat, user, 50);
        var backup = await BackUpAsync();
        Assert.Equal(70, await SendAsync(chat, user, 20));

        await LoseAndRestoreAsync(backup);

        Assert.Equal(Beyond + 1, await SendAsync(chat, user, 1));
        Assert.Contains($"1 chats number on from {Beyond}.", Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_over_the_gap_brings_what_there_is_and_closes_beyond_it()
    {
        var (user, other) = (NewUser(), NewUser());
        var chat = await Making(StartReplica()).GroupAsync(0, user, other);
        await SendAsync(chat, user, 50);
        var backup = await BackUpAsync();
        await SendAsync(chat, user, 20);
        await LoseAndRestoreAsync(backup);
        var last = await SendAsync(chat, user, 3);

        var news = $"{last - 2} {last - 1} {last}";
        Assert.Equal((news, last), await ReplayAsync(other, chat, 70));
        Assert.Equal((news, last), await ReplayAsync(other, chat, 50));
        Assert.Equal(($"46 47 48 49 50 {news}", last), await ReplayAsync(other, chat, 45));
        Assert.Equal(($"{last}", last), await ReplayAsync(other, chat, last - 1));
    }

    [Fact]
    public async Task A_device_that_has_more_than_the_database_is_brought_nothing_and_stays_where_it_is()
    {
        var (user, other) = (NewUser(), NewUser());
        var chat = await Making(StartReplica()).GroupAsync(0, user, other);
        await SendAsync(chat, user, 50);
        var backup = await BackUpAsync();
        await SendAsync(chat, user, 20);
        await LoseAndRestoreAsync(backup);

        Assert.Equal(("", Beyond), await ReplayAsync(other, chat, 70));
        var replica = StartReplica();
        Assert.Equal("", (await replica.MarkAsync(chat, other, delivered: 70, read: 70)).Error);
        Assert.Equal(70L, await ScalarAsync(Shards.All[0].Source, "SELECT read_seq FROM watermark WHERE chat_id = $1", chat.Value));
    }

    [Fact]
    public async Task The_directory_follows_the_restored_shard_again()
    {
        var (owner, stays, joins, leaves) = (NewUser(), NewUser(), NewUser(), NewUser());
        var making = Making(StartReplica());
        var chat = await making.GroupAsync(0, owner, stays, leaves);
        var elsewhere = await making.GroupAsync(1, owner, stays);
        await SendAsync(chat, owner, 5);
        var backup = await BackUpAsync();
        making = Making(StartReplica());
        await making.AddAsync(chat, owner, joins);
        await making.RemoveAsync(chat, owner, leaves);
        var lost = await making.GroupAsync(0, owner, stays);
        var issued = (long)(await ScalarAsync(Shards.All[0].Source, "SELECT membership_version FROM chat WHERE chat_id = $1", chat.Value))!;

        await LoseAndRestoreAsync(backup);

        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true, [elsewhere] = true }, await UserChatsAsync(owner));
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true, [elsewhere] = true }, await UserChatsAsync(stays));
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = false }, await UserChatsAsync(joins));
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true }, await UserChatsAsync(leaves));
        Assert.DoesNotContain(lost, (await UserChatsAsync(owner)).Keys);
        // What is changed from now on is newer than anything that Delivery or the directory has.
        await Making(StartReplica()).AddAsync(chat, owner, joins);
        var version = (long)(await ScalarAsync(Shards.All[0].Source, "SELECT membership_version FROM chat WHERE chat_id = $1", chat.Value))!;
        Assert.True(version > issued + 1);
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true }, await UserChatsAsync(joins));
    }

    [Fact]
    public async Task A_direct_chat_that_was_lost_goes_on_under_its_id_with_numbers_beyond()
    {
        var backup = await BackUpAsync();
        var (chat, one, other) = await Making(StartReplica()).NewPairAsync(0);
        await SendAsync(chat, one, 7);

        await LoseAndRestoreAsync(backup);

        Assert.Equal((chat, false), await Making(StartReplica()).DirectAsync(other, one));
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = true }, await UserChatsAsync(one));
        Assert.Equal(Beyond + 1, await SendAsync(chat, other, 1));
    }

    [Fact]
    public async Task A_block_that_came_since_the_backup_withholds_and_one_that_ended_does_not()
    {
        var making = Making(StartReplica());
        var (blocked, one, other) = await making.NewPairAsync(0);
        var (unblocked, first, second) = await making.NewPairAsync(0);
        await making.BlockAsync(first, second);
        var backup = await BackUpAsync();
        making = Making(StartReplica());
        await making.BlockAsync(one, other);
        await making.UnblockAsync(first, second);

        await LoseAndRestoreAsync(backup);

        await SendAsync(blocked, other, 1);
        await SendAsync(unblocked, second, 1);
        Assert.Empty((await ReplayAsync(one, blocked, 0)).Seqs);
        Assert.Equal($"{Beyond + 1}", (await ReplayAsync(first, unblocked, 0)).Seqs);
        Assert.Contains("2 direct chats had not known of a block", Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heads_in_Redis_are_those_of_the_restored_shard()
    {
        var user = NewUser();
        var chat = await Making(StartReplica()).GroupAsync(0, user);
        await SendAsync(chat, user, 5);
        var backup = await BackUpAsync();
        await SendAsync(chat, user, 5);
        Assert.Equal(10, (await StartReplica().Heads.ReadAsync([chat], CancellationToken.None))[chat].LastSeq);

        await LoseAndRestoreAsync(backup);

        var replica = StartReplica();
        Assert.Empty(await replica.Cache.ReadAsync([chat], CancellationToken.None));
        Assert.Equal(Beyond, (await replica.Heads.ReadAsync([chat], CancellationToken.None))[chat].LastSeq);
        await SendAsync(chat, user, 1);
        Assert.Equal(Beyond + 1, (await replica.Heads.ReadAsync([chat], CancellationToken.None))[chat].LastSeq);
    }

    [Fact]
    public async Task What_was_open_in_the_outbox_is_published_with_the_new_versions_and_changes_nothing_in_the_directory()
    {
        var (owner, user) = (NewUser(), NewUser());
        var replica = StartReplica();
        replica.Producer.Answer = null;
        var making = Making(replica);
        var chat = await making.GroupAsync(0, owner, user);
        await replica.SendAsync(Replica.Send(chat, owner));
        await making.RemoveAsync(chat, owner, user);
        await ExecuteAsync(Shards.All[0].Source, "UPDATE outbox SET created_at = created_at - interval '1 minute'");
        var backup = await BackUpAsync();
        await Making(StartReplica()).AddAsync(chat, owner, user);

        await LoseAndRestoreAsync(backup);

        var sweeping = StartReplica();
        await sweeping.Sweeper.SweepAsync(sweeping.Outboxes.Of(Shards.All[0]), CancellationToken.None);
        var message = Assert.Single(sweeping.Producer.Events, e => e.Message is not null);
        Assert.Equal(Beyond, message.MembershipVersion);
        Assert.Equal(new Dictionary<ChatId, bool> { [chat] = false }, await UserChatsAsync(user));
    }

    [Fact]
    public async Task A_shard_that_is_restored_once_more_from_an_earlier_backup_issues_nothing_twice()
    {
        var (user, other) = (NewUser(), NewUser());
        var chat = await Making(StartReplica()).GroupAsync(0, user, other);
        await SendAsync(chat, user, 50);
        var backup = await BackUpAsync();
        var again = await BackUpAsync();
        var (direct, one, _) = await Making(StartReplica()).NewPairAsync(0);
        await LoseAndRestoreAsync(backup);
        var issued = await SendAsync(chat, user, 20);
        var issuedInDirect = await SendAsync(direct, one, 20);

        // The backup does not know that there was a restoration.
        Time.Advance(TimeSpan.FromMinutes(1));
        await LoseAndRestoreAsync(again);

        Assert.True(await SendAsync(chat, user, 1) > issued);
        Assert.True(await SendAsync(direct, one, 1) > issuedInDirect);
    }

    [Fact]
    public async Task A_run_is_repeated_after_an_interruption_or_by_mistake()
    {
        var user = NewUser();
        var making = Making(StartReplica());
        ChatId[] chats = [await making.GroupAsync(0, user), await making.GroupAsync(0, user)];
        await ExecuteAsync(Shards.All[0].Source, "UPDATE chat SET last_seq = $2 WHERE chat_id = $1", chats[0].Value, Beyond);
        await Server.CloseAsync();
        Time.Advance(TimeSpan.FromMinutes(1));

        await RestoredAsync();
        await RestoredAsync();

        await ServeAgainAsync();
        Assert.All(await Task.WhenAll(chats.Select(LastSeqAsync)), seq => Assert.Equal(Beyond, seq));
    }

    [Fact]
    public void A_number_of_the_next_centuries_is_one_that_JSON_has() =>
        Assert.InRange(RaisedNumbers.BeyondAllOf(new DateTimeOffset(2500, 1, 1, 0, 0, 0, TimeSpan.Zero)), 1_000_000_000_000, 1L << 53);

    [Fact]
    public async Task A_clock_that_is_behind_raises_nothing()
    {
        var user = NewUser();
        var chat = await Making(StartReplica()).GroupAsync(0, user);
        await Server.CloseAsync();
        await RestoredAsync();
        await ServeAgainAsync();
        var last = await SendAsync(chat, user, 1);
        await Server.CloseAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(RestoredAsync);

        await ServeAgainAsync();
        Assert.Equal(last, await LastSeqAsync(chat));
    }

    [Fact]
    public async Task A_shard_that_is_served_is_left_alone()
    {
        var user = NewUser();
        var chat = await Making(StartReplica()).GroupAsync(0, user);

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(RestoredAsync);

        Assert.StartsWith("chat-0 is in use", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await LastSeqAsync(chat));
    }

    [Fact]
    public async Task A_service_that_starts_meanwhile_waits_until_the_shard_is_ready()
    {
        await Server.CloseAsync();
        var shard = Server.Operate().Shards.All[0];
        var starting = Task.CompletedTask;
        await using (await QuietDatabase.HoldAsync(shard.Source, shard.Name, force: false, CancellationToken.None))
        {
            starting = Schema.Shard.RunAsync(Server.Serve().All[0].Source, CancellationToken.None);
            await Eventually.Succeeds(
                async _ => Assert.Equal(1L, await ScalarAsync(shard.Source, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")),
                what: "the service waits");
            Assert.False(starting.IsCompleted);
        }

        await starting;
    }

    [Fact]
    public async Task A_database_that_is_not_of_one_moment_is_refused()
    {
        var user = NewUser();
        var chat = await Making(StartReplica()).GroupAsync(0, user);
        await SendAsync(chat, user, 5);
        await ExecuteAsync(Shards.All[0].Source, "UPDATE chat SET last_seq = 3 WHERE chat_id = $1", chat.Value);
        await Server.CloseAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(RestoredAsync);

        await ServeAgainAsync();
        Assert.Equal(3, await LastSeqAsync(chat));
    }
}
