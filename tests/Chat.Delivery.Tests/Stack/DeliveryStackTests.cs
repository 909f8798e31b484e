using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Tests.Stack;

public sealed class DeliveryStackTests(DeliveryStack stack) : IClassFixture<DeliveryStack>
{
    private readonly long _chat = new IdGenerator(TimeProvider.System).Next<ChatId>().Value;

    [Fact]
    public async Task A_message_reaches_the_devices_on_both_gateways_in_order()
    {
        var one = await stack.A.ConnectAsync(11);
        var two = await stack.B.ConnectAsync(20);
        for (var seq = 1; seq <= 50; seq++)
            await stack.PublishAsync(Fresh(seq));
        await Eventually.True(() => PushesTo(stack.A).Length == 50 && PushesTo(stack.B).Length == 50);

        Assert.Equal(Enumerable.Range(1, 50).Select(seq => (long)seq), PushesTo(stack.A).Select(push => push.Message.Seq));
        Assert.Equal(Enumerable.Range(1, 50).Select(seq => (long)seq), PushesTo(stack.B).Select(push => push.Message.Seq));
        Assert.All(PushesTo(stack.A), push => Assert.Equal([one], push.ConnectionIds));
        Assert.All(PushesTo(stack.B), push => Assert.Equal([two], push.ConnectionIds));
    }

    [Fact]
    public async Task An_offset_is_committed_when_the_gateways_have_answered_and_not_before()
    {
        await stack.A.ConnectAsync(11);
        stack.A.Hold();
        var position = await stack.PublishAsync(Fresh(1));
        await Eventually.True(() => PushesTo(stack.A).Length == 1);
        Assert.True((stack.Committed(position.TopicPartition) ?? 0) <= position.Offset.Value);

        stack.A.Answer();
        await Eventually.True(() => stack.Committed(position.TopicPartition) == position.Offset.Value + 1);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_holds_up_no_other()
    {
        await stack.A.ConnectAsync(11);
        await stack.B.ConnectAsync(20);
        stack.A.Hold();
        try
        {
            for (var seq = 1; seq <= 20; seq++)
                await stack.PublishAsync(Fresh(seq));
            await Eventually.True(() => PushesTo(stack.B).Length == 20, TimeSpan.FromSeconds(2));
        }
        finally
        {
            stack.A.Answer();
        }
    }

    [Fact]
    public async Task A_record_that_is_no_batch_is_passed_over()
    {
        await stack.B.ConnectAsync(20);
        await stack.PublishAsync(_chat, [0xff, 0xff, 0xff]);
        await stack.PublishAsync(Fresh(1));
        await Eventually.True(() => PushesTo(stack.B).Length == 1);
    }

    [Fact]
    public async Task What_was_not_answered_comes_again_after_a_restart()
    {
        await stack.B.ConnectAsync(20);
        stack.B.Hold();
        await stack.PublishAsync(Fresh(1));
        await Eventually.True(() => PushesTo(stack.B).Length >= 1);
        await stack.StopDeliveryAsync();
        stack.B.Answer();
        var before = PushesTo(stack.B).Length;

        await stack.StartDeliveryAsync();
        await Eventually.True(() => PushesTo(stack.B).Length == before + 1);
        Assert.NotEqual(stack.B.Batches.First().Source, stack.B.Batches.Last().Source);
    }

    [Fact]
    public async Task Typing_reaches_the_other_members_devices_in_order()
    {
        var one = await stack.A.ConnectAsync(11);
        var two = await stack.B.ConnectAsync(20);
        for (var i = 0; i < 10; i++)
            await stack.TypeAsync(new TypingItem { ChatId = _chat, UserId = 3, DeviceId = 30, Typing = i % 2 == 0 });
        await Eventually.True(() => PushesTo(stack.A).Length == 10 && PushesTo(stack.B).Length == 10);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => i % 2 == 0), PushesTo(stack.A).Select(push => push.Typing.Typing));
        Assert.All(PushesTo(stack.A), push => Assert.Equal([one], push.ConnectionIds));
        Assert.All(PushesTo(stack.B), push => Assert.Equal([two], push.ConnectionIds));
        Assert.All(PushesTo(stack.A), push => Assert.Equal(3, push.Typing.UserId));
    }

    private Event Fresh(long seq)
    {
        var e = Sample.Message(_chat, seq, device: 10);
        e.AcceptedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return e;
    }

    private Push[] PushesTo(GatewayStub gateway) => [.. gateway.Pushes.Where(push => push.ChatId == _chat)];
}
