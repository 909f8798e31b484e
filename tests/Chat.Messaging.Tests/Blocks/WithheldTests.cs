using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.Messaging.Members;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Blocks;

/// <summary>What Delivery is told of a direct chat with a block, at once and from the outbox.</summary>
public sealed class WithheldTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    private Shards? _shards;

    protected override Shards Shards => _shards!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _shards = await Fixture.CreateShardsAsync();
    }

    [Fact]
    public async Task A_message_is_withheld_from_the_one_who_blocks_also_when_it_is_published_again()
    {
        var (ada, bob, replica) = (NewUser(), NewUser(), StartReplica());
        var chat = await BlockedChatAsync(ada, bob);

        var (free, withheld) = (
            (await replica.SendAsync(Replica.Send(chat, ada)))[0], (await replica.SendAsync(Replica.Send(chat, bob)))[0]);
        await ExecuteAsync(Shards.Of(chat).Source, "UPDATE outbox SET created_at = created_at - interval '4 s'");
        await replica.Sweeper.SweepAsync(replica.Outboxes.Of(Shards.Of(chat)), CancellationToken.None);

        Assert.Equal((new SendResult { Seq = 1, SentAt = free.SentAt }, new SendResult { Seq = 2, SentAt = withheld.SentAt }), (free, withheld));
        Assert.Equal(
            [(1L, 0L), (2L, ada.Value), (1L, 0L), (2L, ada.Value)],
            replica.Producer.Events.Select(e => (e.Message.Seq, e.WithheldFrom)));
    }

    [Fact]
    public async Task A_repeated_send_of_a_withheld_message_has_its_first_answer()
    {
        var (ada, bob, replica, id) = (NewUser(), NewUser(), StartReplica(), Guid.NewGuid());
        var chat = await BlockedChatAsync(ada, bob);

        var first = (await replica.SendAsync(Replica.Send(chat, bob, id)))[0];
        var second = (await replica.SendAsync(Replica.Send(chat, bob, id)))[0];

        Assert.Equal(first, second);
        Assert.Single(replica.Producer.Events);
    }

    [Fact]
    public async Task Watermarks_of_the_one_who_blocks_are_withheld_and_change_nothing_that_the_other_sees()
    {
        var (ada, bob, replica) = (NewUser(), NewUser(), StartReplica());
        var chat = await BlockedChatAsync(ada, bob);
        await replica.SendAsync(Replica.Send(chat, ada), Replica.Send(chat, bob));
        var before = Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None));

        await replica.MarkAsync(chat, ada, read: 2);
        await replica.HeadWriter.FlushAsync(CancellationToken.None);

        Assert.Equal(before, Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None)));
        Assert.Equal(before, (await replica.Cache.ReadAsync([chat], CancellationToken.None))[chat]);
        Assert.Equal(2, Assert.Single(await replica.StoredHeads.ReadSeqsAsync([(chat, ada)], CancellationToken.None)));
        var told = Assert.Single(replica.Producer.Events, e => e.Watermark is not null);
        Assert.Equal((ada.Value, (int)ReceiptType.READ, 2L, bob.Value), (told.Watermark.UserId, told.Watermark.Type, told.Watermark.Seq, told.WithheldFrom));

        await replica.MarkAsync(chat, bob, read: 2);
        Assert.Equal(0, replica.Producer.Events.Last(e => e.Watermark is not null).WithheldFrom);
        Assert.Equal(before.Version + 1, Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None)).Version);
    }

    [Fact]
    public async Task What_was_withheld_of_a_watermark_stays_so_until_it_moves_again()
    {
        var (ada, bob, replica) = (NewUser(), NewUser(), StartReplica());
        var chat = await BlockedChatAsync(ada, bob, blocks: false);
        await replica.SendAsync([.. Enumerable.Range(0, 9).Select(_ => Replica.Send(chat, bob))]);
        await replica.MarkAsync(chat, ada, delivered: 3, read: 2);
        await SetAsync(chat, ada, bob, blocks: true);
        await replica.MarkAsync(chat, ada, delivered: 6, read: 5);
        Assert.Equal((6L, 5L, (long?)3L, (long?)2L), await WatermarkAsync(chat, ada));
        await SetAsync(chat, ada, bob, blocks: false);
        Assert.Equal((6L, 5L, (long?)3L, (long?)2L), await WatermarkAsync(chat, ada));

        await replica.MarkAsync(chat, ada, delivered: 8);
        Assert.Equal((8L, 5L, (long?)null, (long?)2L), await WatermarkAsync(chat, ada));
        await replica.MarkAsync(chat, ada, read: 7);
        Assert.Equal((8L, 7L, (long?)null, (long?)null), await WatermarkAsync(chat, ada));
    }

    [Fact]
    public async Task Who_asks_for_the_members_learns_whose_typing_to_keep_back()
    {
        var (ada, bob) = (NewUser(), NewUser());
        var chat = await BlockedChatAsync(ada, bob);
        var query = new MembersQuery { ChatIds = { chat.Value } };

        Assert.Equal(bob.Value, Assert.Single((await new MembersCall(Shards).AnswerAsync(query, CancellationToken.None)).Chats[0].WithheldSenderIds));
        await SetAsync(chat, ada, bob, blocks: false);
        Assert.Empty((await new MembersCall(Shards).AnswerAsync(query, CancellationToken.None)).Chats[0].WithheldSenderIds);
    }

    private async Task<ChatId> BlockedChatAsync(UserId user, UserId blocked, bool blocks = true)
    {
        var chat = await NewChatAsync(ChatType.Direct, user, blocked);
        await ExecuteAsync(
            Shards.Directory, "INSERT INTO direct_chat (low_user_id, high_user_id, chat_id) VALUES (least($1, $2), greatest($1, $2), $3)",
            user.Value, blocked.Value, chat.Value);
        await SetAsync(chat, user, blocked, blocks);
        return chat;
    }

    private async Task SetAsync(ChatId chat, UserId user, UserId blocked, bool blocks)
    {
        var changes = new BlockChanges(Shards, new DirectBlocks(new BlockList(Shards)));
        var change = blocks
            ? await changes.BlockAsync(user, blocked, CancellationToken.None)
            : await changes.UnblockAsync(user, blocked, CancellationToken.None);
        await changes.ApplyAsync(change, CancellationToken.None);
    }

    private async Task<(long Delivered, long Read, long? ShownDelivered, long? ShownRead)> WatermarkAsync(ChatId chat, UserId user)
    {
        await using var command = Shards.Of(chat).Source.CreateCommand(
            "SELECT delivered_seq, read_seq, shown_delivered_seq, shown_read_seq FROM watermark WHERE chat_id = $1 AND user_id = $2");
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(user.Value);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (
            reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt64(3));
    }
}
