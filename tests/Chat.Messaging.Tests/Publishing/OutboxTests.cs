using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Confluent.Kafka;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Messaging.Tests.Publishing;

/// <summary>On databases of their own: a sweep takes whatever stands in an outbox.</summary>
public sealed class OutboxTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    private Shards? _shards;

    protected override Shards Shards => _shards!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _shards = await Fixture.CreateShardsAsync();
    }

    [Fact]
    public async Task What_a_killed_replica_left_behind_another_one_publishes_once()
    {
        var (user, killed, living) = (NewUser(), StartReplica(), StartReplica());
        var chat = await NewGroupAsync(user);
        killed.Producer.Answer = null;
        await killed.SendAsync(Replica.Send(chat, user, text: "one"), Replica.Send(chat, user, text: "two"));

        await SweepAsync(living);
        Assert.Empty(living.Producer.Events);
        await MakeOldAsync(seconds: 4);
        await SweepAsync(living);
        await SweepAsync(living);

        Assert.Equal([("one", 1L), ("two", 2L)], living.Producer.Events.Select(e => (e.Message.Ciphertext.ToStringUtf8(), e.Message.Seq)));
        Assert.All(living.Producer.Events, e => Assert.Equal(1, e.MembershipVersion));
        await living.HeadWriter.FlushAsync(CancellationToken.None);
        Assert.Equal(2, (await living.Cache.ReadAsync([chat], CancellationToken.None))[chat].LastSeq);
    }

    [Fact]
    public async Task What_Kafka_refuses_stays_and_goes_when_it_is_back()
    {
        var (user, replica) = (NewUser(), StartReplica());
        var chat = await NewGroupAsync(user);
        replica.Producer.Answer = ErrorCode.Local_QueueFull;
        Assert.Equal("", (await replica.SendAsync(Replica.Send(chat, user)))[0].Error);
        await MakeOldAsync(seconds: 4);

        await SweepAsync(replica);
        Assert.Equal(1L, await OpenRowsAsync(chat));
        replica.Producer.Answer = ErrorCode.NoError;
        await SweepAsync(replica);

        Assert.Single(replica.Producer.Events);
        Assert.Equal(0L, await OpenRowsAsync(chat));
    }

    [Fact]
    public async Task Acknowledged_rows_are_marked_and_deleted_after_two_minutes()
    {
        var (user, replica) = (NewUser(), StartReplica());
        var chat = await NewGroupAsync(user);
        await replica.SendAsync(Replica.Send(chat, user));
        var outbox = replica.Outboxes.Of(Shards.Of(chat));

        await replica.Marks.FlushAsync(outbox, CancellationToken.None);
        await MakeOldAsync(seconds: 110);
        await SweepAsync(replica);
        Assert.Equal(0L, await OpenRowsAsync(chat));
        Assert.Equal(1L, await ScalarAsync(Shards.Of(chat).Source, "SELECT count(*) FROM outbox"));
        await MakeOldAsync(seconds: 20);
        await SweepAsync(replica);

        Assert.Equal(0L, await ScalarAsync(Shards.Of(chat).Source, "SELECT count(*) FROM outbox"));
        Assert.Single(replica.Producer.Events);
    }

    [Fact]
    public async Task What_Kafka_has_forgotten_is_published_again_from_the_time_asked_for()
    {
        var (user, replica) = (NewUser(), StartReplica());
        var chat = await NewGroupAsync(user);
        await replica.SendAsync(Replica.Send(chat, user, text: "long since"));
        await replica.Marks.FlushAsync(replica.Outboxes.Of(Shards.Of(chat)), CancellationToken.None);
        await MakeOldAsync(seconds: 60);
        await replica.SendAsync(Replica.Send(chat, user, text: "forgotten"));
        await replica.Marks.FlushAsync(replica.Outboxes.Of(Shards.Of(chat)), CancellationToken.None);
        await MakeOldAsync(seconds: 10);

        var republishing = new Republishing(replica.Outboxes, NullLogger<Republishing>.Instance);
        var since = DateTimeOffset.UtcNow.AddSeconds(-30).ToUnixTimeMilliseconds();
        var result = await republishing.AnswerAsync(new RepublishQuery { Since = since }, CancellationToken.None);
        await SweepAsync(replica);

        Assert.Equal(1, result.Rows);
        Assert.Equal(
            ["long since", "forgotten", "forgotten"],
            replica.Producer.Events.Select(e => e.Message.Ciphertext.ToStringUtf8()));
    }

    [Fact]
    public async Task Rows_that_one_replica_holds_another_skips()
    {
        var (user, replica) = (NewUser(), StartReplica());
        var chat = await NewGroupAsync(user);
        replica.Producer.Answer = null;
        await replica.SendAsync(Replica.Send(chat, user));
        await MakeOldAsync(seconds: 4);
        var outbox = replica.Outboxes.Of(Shards.Of(chat));
        await using var sweep = await outbox.BeginSweepAsync(CancellationToken.None);
        Assert.Single(await sweep.TakeAsync(TimeSpan.FromSeconds(3), 10, CancellationToken.None));

        var other = StartReplica();
        await SweepAsync(other);

        Assert.Empty(other.Producer.Events);
    }

    [Fact]
    public async Task A_change_of_members_reaches_the_directory_before_it_is_published()
    {
        var (owner, added, replica) = (NewUser(), NewUser(), StartReplica());
        var chat = await NewGroupAsync(owner);
        var events = Change(chat, version: 2, added: [added]);
        var id = await InsertAsync(chat, events);

        await replica.Publisher.PublishAsync(Shards.Of(chat), id, events, CancellationToken.None);

        Assert.Contains(chat, (await replica.StoredHeads.ChatsOfAsync([added], CancellationToken.None))[added]);
        Assert.Equal(EventTopic.PartitionOf(chat, replica.Partitions.Count), Assert.Single(replica.Producer.Records).Partition);
        await replica.Marks.FlushAsync(replica.Outboxes.Of(Shards.Of(chat)), CancellationToken.None);
        Assert.Equal(0L, await OpenRowsAsync(chat));
    }

    [Fact]
    public async Task A_change_of_members_that_nobody_published_is_swept_into_directory_and_topic()
    {
        var (owner, removed, replica) = (NewUser(), NewUser(), StartReplica());
        var chat = await NewGroupAsync(owner, removed);
        await InsertAsync(chat, Change(chat, version: 2, removed: [removed]));
        await MakeOldAsync(seconds: 4);

        await SweepAsync(replica);

        Assert.Empty((await replica.StoredHeads.ChatsOfAsync([removed], CancellationToken.None))[removed]);
        Assert.Equal(removed.Value, Assert.Single(replica.Producer.Events).Membership.Removed[0].UserId);
    }

    [Fact]
    public async Task An_older_change_of_members_changes_nothing_in_the_directory()
    {
        var (owner, user) = (NewUser(), NewUser());
        var chat = await NewGroupAsync(owner);
        var follower = new DirectoryFollower(Shards);

        await follower.ApplyAsync(Change(chat, version: 5, added: [user]), CancellationToken.None);
        await follower.ApplyAsync(Change(chat, version: 4, removed: [user]), CancellationToken.None);
        await follower.ApplyAsync(Change(chat, version: 5, added: [user]), CancellationToken.None);

        Assert.Equal(true, await ScalarAsync(Shards.Directory, "SELECT is_member FROM user_chat WHERE user_id = $1", user.Value));
    }

    [Fact]
    public async Task A_device_s_revocation_is_in_its_user_s_partition_and_swept_from_the_directory()
    {
        var (user, replica) = (NewUser(), StartReplica());
        var events = new EventBatch { Events = { new Event { DeviceRevoked = new DeviceRevoked { UserId = user.Value, DeviceId = 7 } } } };
        await ExecuteAsync(Shards.Directory, "INSERT INTO outbox (events) VALUES ($1)", events.ToByteArray());
        await ExecuteAsync(Shards.Directory, "UPDATE outbox SET created_at = created_at - interval '4 s'");

        await replica.Sweeper.SweepAsync(replica.Outboxes.Directory, CancellationToken.None);

        Assert.Equal(EventTopic.PartitionOf(user, replica.Partitions.Count), Assert.Single(replica.Producer.Records).Partition);
    }

    [Fact]
    public async Task While_the_topic_s_partitions_are_not_known_events_wait_in_the_outbox()
    {
        var (owner, added, replica) = (NewUser(), NewUser(), StartReplica());
        var chat = await NewGroupAsync(owner);
        var events = Change(chat, version: 2, added: [added]);
        var id = await InsertAsync(chat, events);
        replica.Partitions.Count = 0;

        await replica.Publisher.PublishAsync(Shards.Of(chat), id, events, CancellationToken.None);
        Assert.Empty(replica.Producer.Events);

        replica.Partitions.Count = 8;
        await MakeOldAsync(seconds: 4);
        await SweepAsync(replica);
        Assert.Single(replica.Producer.Events);
    }

    private static EventBatch Change(ChatId chat, long version, UserId[]? added = null, UserId[]? removed = null) => new()
    {
        Events =
        {
            new Event
            {
                ChatId = chat.Value,
                MembershipVersion = version,
                Membership = new MembershipChanged
                {
                    Change = ChatChange.MemberAdded,
                    Added = { (added ?? []).Select(user => new MemberSeqs { UserId = user.Value, FromSeq = 1, FirstSeq = 1 }) },
                    Removed = { (removed ?? []).Select(user => new MemberSeqs { UserId = user.Value, FromSeq = 1, FirstSeq = 1 }) },
                },
            },
        },
    };

    private async Task<long> InsertAsync(ChatId chat, EventBatch events) =>
        (long)(await ScalarAsync(Shards.Of(chat).Source, "INSERT INTO outbox (events) VALUES ($1) RETURNING outbox_id", events.ToByteArray()))!;

    private async Task<long> OpenRowsAsync(ChatId chat) =>
        (long)(await ScalarAsync(Shards.Of(chat).Source, "SELECT count(*) FROM outbox WHERE published_at IS NULL"))!;

    private async Task MakeOldAsync(int seconds)
    {
        foreach (var shard in Shards.All)
        {
            await ExecuteAsync(
                shard.Source, "UPDATE outbox SET created_at = created_at - $1, published_at = published_at - $1", TimeSpan.FromSeconds(seconds));
            // The messages' times go with them, as if all of it had happened then.
            await ExecuteAsync(shard.Source, "UPDATE message SET sent_at = sent_at - $1", TimeSpan.FromSeconds(seconds));
        }
    }

    private async Task SweepAsync(Replica replica)
    {
        foreach (var shard in Shards.All)
            await replica.Sweeper.SweepAsync(replica.Outboxes.Of(shard), CancellationToken.None);
    }
}
