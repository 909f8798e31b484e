using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Sending;

public sealed class WatermarkTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Watermarks_rise_and_never_go_back()
    {
        var (chat, user, replica) = await ChatOfAsync(messages: 5);

        await replica.MarkAsync(chat, user, delivered: 4);
        await replica.MarkAsync(chat, user, read: 2);
        await replica.MarkAsync(chat, user, delivered: 1, read: 1);

        Assert.Equal((4, 2), await WatermarkAsync(chat, user));
        Assert.Equal([(ReceiptType.DELIVERED, 4L), (ReceiptType.READ, 2L)], await ReceiptsAsync(chat, user));
    }

    [Fact]
    public async Task Read_implies_delivered()
    {
        var (chat, user, replica) = await ChatOfAsync(messages: 3);

        await replica.MarkAsync(chat, user, read: 3);

        Assert.Equal((3, 3), await WatermarkAsync(chat, user));
        Assert.Equal([(ReceiptType.DELIVERED, 3L), (ReceiptType.READ, 3L)], await ReceiptsAsync(chat, user));
        var moved = Assert.Single(replica.Producer.Events, e => e.Watermark is not null);
        Assert.Equal((int)ReceiptType.READ, moved.Watermark.Type);
        Assert.Equal(3, moved.Watermark.Seq);
    }

    [Theory]
    [InlineData(7, 7, 7)]
    [InlineData(7, 8, 0)]
    public async Task A_watermark_says_which_device_reported_it_unless_several_did(long first, long second, long told)
    {
        var (chat, user, replica) = await ChatOfAsync(messages: 3);

        await replica.WriteAsync(
            new WriteBatch
            {
                Watermarks =
                {
                    new WatermarkItem { ChatId = chat.Value, UserId = user.Value, DeliveredSeq = 2, DeviceId = first },
                    new WatermarkItem { ChatId = chat.Value, UserId = user.Value, DeliveredSeq = 3, DeviceId = second },
                },
            });

        Assert.Equal(told, Assert.Single(replica.Producer.Events, e => e.Watermark is not null).Watermark.DeviceId);
    }

    [Fact]
    public async Task Beyond_the_end_means_the_end_after_this_batch()
    {
        var (chat, user, replica) = await ChatOfAsync(messages: 1);

        await replica.WriteAsync(
            new WriteBatch
            {
                Sends = { Replica.Send(chat, user) },
                Watermarks = { new WatermarkItem { ChatId = chat.Value, UserId = user.Value, ReadSeq = 1_000 } },
            });

        Assert.Equal((2, 2), await WatermarkAsync(chat, user));
    }

    [Fact]
    public async Task Who_is_not_a_member_has_no_watermark()
    {
        var (chat, _, replica) = await ChatOfAsync(messages: 1);
        var stranger = NewUser();

        Assert.Equal(ErrorCodes.ChatNotFound, (await replica.MarkAsync(chat, stranger, read: 1)).Error);
        Assert.Equal(ErrorCodes.ChatNotFound, (await replica.MarkAsync(Fixture.Ids.Next<ChatId>(), stranger, read: 1)).Error);
        Assert.Equal(ErrorCodes.BadRequest, (await replica.MarkAsync(chat, stranger)).Error);
        Assert.Null(await ScalarAsync(Shards.Of(chat).Source, "SELECT 1 FROM watermark WHERE chat_id = $1", chat.Value));
    }

    [Fact]
    public async Task A_move_raises_the_chat_s_version_and_a_repetition_does_not()
    {
        var (chat, user, replica) = await ChatOfAsync(messages: 1);

        await replica.MarkAsync(chat, user, delivered: 1);
        await replica.MarkAsync(chat, user, delivered: 1);

        var head = Assert.Single(await replica.StoredHeads.ReadAsync([chat], CancellationToken.None));
        Assert.Equal(2, head.Version);
        Assert.Single(replica.Producer.Events, e => e.Watermark is not null);
    }

    [Fact]
    public async Task In_groups_above_64_members_a_move_is_stored_and_not_published()
    {
        UserId[] members = [.. Enumerable.Range(0, 65).Select(_ => NewUser())];
        var chat = await NewGroupAsync(members);
        var replica = StartReplica();
        await replica.SendAsync(Replica.Send(chat, members[0]));

        await replica.MarkAsync(chat, members[1], read: 1);

        Assert.Equal((1, 1), await WatermarkAsync(chat, members[1]));
        Assert.DoesNotContain(replica.Producer.Events, e => e.Watermark is not null);
    }

    private async Task<(ChatId Chat, UserId User, Replica Replica)> ChatOfAsync(int messages)
    {
        var user = NewUser();
        var chat = await NewGroupAsync(user);
        var replica = StartReplica();
        await replica.SendAsync([.. Enumerable.Range(0, messages).Select(_ => Replica.Send(chat, user))]);
        return (chat, user, replica);
    }

    private async Task<(long Delivered, long Read)> WatermarkAsync(ChatId chat, UserId user)
    {
        var both = (long[])(await ScalarAsync(
            Shards.Of(chat).Source,
            "SELECT ARRAY[delivered_seq, read_seq] FROM watermark WHERE chat_id = $1 AND user_id = $2",
            chat.Value, user.Value))!;
        return (both[0], both[1]);
    }

    private async Task<IEnumerable<(ReceiptType Type, long Seq)>> ReceiptsAsync(ChatId chat, UserId user)
    {
        var rows = (long[])(await ScalarAsync(
            Shards.Of(chat).Source,
            "SELECT array_agg(type * 1000 + up_to_seq ORDER BY type, at) FROM receipt WHERE chat_id = $1 AND user_id = $2",
            chat.Value, user.Value))!;
        return rows.Select(row => ((ReceiptType)(row / 1000), row % 1000));
    }
}
