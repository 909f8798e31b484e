using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Sending;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Gateway.Tests.Sending;

public sealed class SendOrderTests : IAsyncDisposable
{
    private readonly HeldMessaging _messaging = new();
    private readonly WriteLanes _lanes;
    private readonly SendOrder _order;

    public SendOrderTests()
    {
        _lanes = new WriteLanes(_messaging.Fake, NullLogger<WriteLanes>.Instance);
        _order = new SendOrder(_lanes.OwnerOf);
    }

    public async ValueTask DisposeAsync() => await _lanes.DisposeAsync();

    [Fact]
    public async Task Sends_travel_in_the_order_of_their_invocation()
    {
        var first = Send(0);
        var call = await _messaging.NextAsync();
        var rest = Enumerable.Range(1, 200).Select(i => Send((byte)i)).ToArray();
        call.Accept(1);
        var second = await _messaging.NextAsync();
        second.Accept(2);

        Assert.Equal(1, (await first).Seq);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (byte)i), second.Marks);
        Assert.Equal(Enumerable.Range(2, 200).Select(i => (long)i), (await Task.WhenAll(rest)).Select(result => result.Seq));
    }

    [Fact]
    public async Task When_a_call_fails_what_waits_behind_it_fails_too_and_the_next_begins_anew()
    {
        var first = Send(1);
        var call = await _messaging.NextAsync();
        var waiting = Send(2);
        call.Result.SetException(ChatException.Unavailable("gone"));

        Assert.Equal(ErrorCodes.Unavailable, (await first).Error);
        Assert.Equal(ErrorCodes.Unavailable, (await waiting).Error);

        var resent = Send(1);
        var again = await _messaging.NextAsync();
        Assert.Equal([1], again.Marks);
        again.Accept();
        Assert.Equal(1, (await resent).Seq);
    }

    [Fact]
    public async Task One_unavailable_result_fails_the_later_ones_of_the_chat_but_not_those_of_another_connection()
    {
        var other = new SendOrder(_lanes.OwnerOf);
        var opening = Send(0);
        var call = await _messaging.NextAsync();
        var a = Send(1);
        var b = Send(2);
        var theirs = other.SendAsync(Given.Send(Given.Chat, 3));
        call.Accept();
        var second = await _messaging.NextAsync();
        Assert.Equal([1, 2, 3], second.Marks);
        second.Result.SetResult(new WriteResult
        {
            Sends = { new SendResult { Error = ErrorCodes.Unavailable }, new SendResult { Seq = 2 }, new SendResult { Seq = 3 } },
        });

        await opening;
        Assert.Equal(ErrorCodes.Unavailable, (await a).Error);
        Assert.Equal(ErrorCodes.Unavailable, (await b).Error);
        Assert.Equal(3, (await theirs).Seq);
    }

    [Fact]
    public async Task A_refused_send_does_not_disturb_the_later_ones()
    {
        var opening = Send(0);
        var call = await _messaging.NextAsync();
        var a = Send(1);
        var b = Send(2);
        call.Accept();
        (await _messaging.NextAsync()).Result.SetResult(new WriteResult
        {
            Sends = { new SendResult { Error = ErrorCodes.MediaNotFound }, new SendResult { Seq = 2 } },
        });

        await opening;
        Assert.Equal(ErrorCodes.MediaNotFound, (await a).Error);
        Assert.Equal(2, (await b).Seq);
    }

    [Fact]
    public async Task A_send_waits_for_those_under_way_to_the_former_owner()
    {
        var (before, after) = ReplicasByOwner(Given.Chat);
        _messaging.Fake.Usable = [before];
        var first = Send(1);
        var toFormer = await _messaging.NextAsync();
        _messaging.Fake.Usable = [FakeMessaging.A, FakeMessaging.B];
        var second = Send(2);
        var third = Send(3);
        Assert.Equal(before, toFormer.Replica);
        Assert.Equal(0, _messaging.Waiting);

        toFormer.Accept(1);
        Assert.Equal(1, (await first).Seq);
        var toOwner = await _messaging.NextAsync();
        Assert.Equal(after, toOwner.Replica);
        Assert.Equal(2, toOwner.Batch.Sends[0].Ciphertext[0]);
        toOwner.Accept(2);
        if (toOwner.Batch.Sends.Count == 1)
            (await _messaging.NextAsync()).Accept(3);
        Assert.Equal([2L, 3L], (await Task.WhenAll(second, third)).Select(result => result.Seq));
    }

    [Fact]
    public async Task Those_that_wait_for_a_former_owner_fail_with_it()
    {
        var (before, _) = ReplicasByOwner(Given.Chat);
        _messaging.Fake.Usable = [before];
        var first = Send(1);
        var call = await _messaging.NextAsync();
        _messaging.Fake.Usable = [FakeMessaging.A, FakeMessaging.B];
        var second = Send(2);
        call.Result.SetException(ChatException.Unavailable("killed"));

        Assert.Equal(ErrorCodes.Unavailable, (await first).Error);
        Assert.Equal(ErrorCodes.Unavailable, (await second).Error);
        Assert.Equal(0, _messaging.Waiting);
    }

    [Fact]
    public async Task Chats_do_not_wait_for_each_other()
    {
        var slow = Send(1);
        await _messaging.NextAsync();
        // Another lane: the logical shard is in another quarter.
        var quick = _order.SendAsync(Given.Send(new ChatId(256 + 128), 2));
        (await _messaging.NextAsync()).Accept(9);
        Assert.Equal(9, (await quick).Seq);
        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public async Task What_carries_media_does_not_hold_up_the_sends_of_others()
    {
        var held = SendMedia(1);
        var call = await _messaging.NextAsync();
        var theirs = new SendOrder(_lanes.OwnerOf).SendAsync(Given.Send(Given.Chat, 2));
        (await _messaging.NextAsync()).Accept(1);

        Assert.Equal(1, (await theirs).Seq);
        Assert.False(held.IsCompleted);
        call.Accept(2);
        Assert.Equal(2, (await held).Seq);
    }

    [Fact]
    public async Task Sends_with_and_without_media_keep_their_order()
    {
        Task<SendResult>[] sends = [Send(1), SendMedia(2), Send(3), Send(4), SendMedia(5)];
        var travelled = new List<byte>();
        for (var seq = 1L; seq <= sends.Length;)
        {
            var call = await _messaging.NextAsync();
            Assert.Equal(0, _messaging.Waiting);
            travelled.AddRange(call.Marks);
            call.Accept(seq);
            seq += call.Marks.Length;
        }

        Assert.Equal([1, 2, 3, 4, 5], travelled);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], (await Task.WhenAll(sends)).Select(result => result.Seq));
    }

    [Fact]
    public async Task When_what_carries_media_is_unavailable_what_waits_behind_it_fails_too()
    {
        Task<SendResult>[] sends = [SendMedia(1), Send(2), SendMedia(3)];
        (await _messaging.NextAsync()).Result.SetResult(new WriteResult { Sends = { new SendResult { Error = ErrorCodes.Unavailable } } });

        Assert.All(await Task.WhenAll(sends), result => Assert.Equal(ErrorCodes.Unavailable, result.Error));
        Assert.Equal(0, _messaging.Waiting);
    }

    [Fact]
    public async Task Without_a_replica_a_send_is_unavailable_at_once()
    {
        _messaging.Fake.Usable = [];
        Assert.Equal(ErrorCodes.Unavailable, (await Send(1)).Error);
    }

    [Fact]
    public async Task It_is_idle_when_all_are_answered()
    {
        Assert.True(_order.IdleAsync().IsCompleted);
        var send = Send(1);
        var idle = _order.IdleAsync();
        Assert.False(idle.IsCompleted);
        (await _messaging.NextAsync()).Accept();
        await send;
        await idle.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private Task<SendResult> SendMedia(byte mark)
    {
        var item = Given.Send(Given.Chat, mark);
        item.MediaIds.Add(1);
        return _order.SendAsync(item);
    }

    private Task<SendResult> Send(byte mark) => _order.SendAsync(Given.Send(Given.Chat, mark));

    private static (ServiceDefaults.Instances.Instance Before, ServiceDefaults.Instances.Instance Owner) ReplicasByOwner(ChatId chat) =>
        ServiceDefaults.Instances.Rendezvous.Pick([FakeMessaging.A, FakeMessaging.B], chat.Value) == FakeMessaging.A
            ? (FakeMessaging.B, FakeMessaging.A)
            : (FakeMessaging.A, FakeMessaging.B);
}
