using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Testing;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Tests.RealSocket;

/// <summary>What is sent arrives once and in order, whatever is lost on the way.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private TwoDevices _two = null!;

    public async Task InitializeAsync() => _two = await TwoDevices.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task What_one_sends_the_other_is_pushed_and_both_have_the_same_chat()
    {
        await _two.Connect();

        var ack = await _two.AnnaSends("one");
        await _two.BenSends("two");

        Assert.Equal(1, ack.Seq);
        await _two.Have("one", "two");
        Assert.Equal((1, 0, 0), (_two.Ben.Client.Counts.Pushed, _two.Ben.Client.Counts.Replayed, _two.Ben.Client.Counts.Repeated));
    }

    [Fact]
    public async Task Many_sends_at_once_are_stored_in_the_order_of_the_calls()
    {
        await _two.Connect();
        var texts = Enumerable.Range(1, 200).Select(n => $"{n}").ToArray();

        await Task.WhenAll(texts.Select(_two.AnnaSends));

        await _two.Have(texts);
    }

    [Fact]
    public async Task A_message_of_the_largest_size_goes_through()
    {
        await _two.Connect();

        await _two.Anna.Client.SendAsync(_two.Chat, new byte[64 * 1024]);
        var refusal = await Assert.ThrowsAsync<ChatException>(() => _two.Anna.Client.SendAsync(_two.Chat, new byte[(64 * 1024) + 1]));

        Assert.Equal(ErrorCodes.TooLarge, refusal.Code);
        await Eventually.True(() => _two.Ben.Messages.Any(message => message.Ciphertext.Length == 64 * 1024));
    }

    [Fact]
    public async Task A_device_that_was_away_replays_in_order()
    {
        await _two.Anna.Client.ConnectAsync();
        await _two.AnnaSends("one");
        await _two.AnnaSends("two");

        await _two.Ben.Client.ConnectAsync();

        await _two.Have("one", "two");
        Assert.Equal(2, _two.Ben.Client.Counts.Replayed);
    }

    [Fact]
    public async Task A_broken_connection_comes_back_with_everything_once()
    {
        await _two.Connect();
        var texts = Enumerable.Range(1, 200).Select(n => $"{n}").ToArray();
        var broken = 0;
        _two.Server.Chats.BreaksBeforeAck = request => request.Ciphertext!.Length == 3 && Interlocked.Increment(ref broken) % 40 == 1;
        _two.Server.Chats.LosesPush = (message, device) => message.Seq == 50 && BreakOff(device);

        await Task.WhenAll(texts.Select(_two.AnnaSends));
        await _two.Have(texts);

        bool BreakOff(DeviceId device)
        {
            _two.Server.Chats.Abort(device);
            return true;
        }
    }

    [Fact]
    public async Task A_send_whose_ack_was_lost_is_sent_again_and_stored_once()
    {
        await _two.Connect();
        var broken = 0;
        _two.Server.Chats.BreaksBeforeAck = _ => Interlocked.Exchange(ref broken, 1) == 0;

        var ack = await _two.AnnaSends("one");

        Assert.Equal(1, ack.Seq);
        Assert.Equal(2, _two.Server.Chats.Sends.Count);
        await _two.Have("one");
    }

    [Fact]
    public async Task Sends_that_were_unavailable_are_resent_in_order()
    {
        await _two.Connect();
        var refusals = 3;
        _two.Server.Chats.RefusesSend = _ =>
            Interlocked.Decrement(ref refusals) >= 0 ? new HubException("unavailable: Try again.") : null;

        await Task.WhenAll(_two.AnnaSends("one"), _two.AnnaSends("two"), _two.AnnaSends("three"));

        await _two.Have("one", "two", "three");
    }

    [Fact]
    public async Task A_refused_send_throws_the_protocols_code()
    {
        await _two.Connect();
        _two.Server.Chats.RefusesSend = _ => new HubException("not-a-member: You are not in this chat.");

        var refusal = await Assert.ThrowsAsync<ChatException>(() => _two.AnnaSends("one"));

        Assert.Equal(ErrorCodes.NotAMember, refusal.Code);
        Assert.Equal("You are not in this chat.", refusal.Message);
    }

    [Fact]
    public async Task A_lost_push_is_repaired_and_counted()
    {
        await _two.Connect();
        _two.Server.Chats.LosesPush = (message, _) => message.Seq == 2;

        foreach (var text in new[] { "one", "two", "three" })
            await _two.AnnaSends(text);

        await _two.Have("one", "two", "three");
        Assert.Equal((2, 2, 1), (_two.Ben.Client.Counts.Pushed, _two.Ben.Client.Counts.Repaired, _two.Ben.Client.Counts.Repeated));
    }

    [Fact]
    public async Task A_push_lost_at_the_end_is_found_by_heads()
    {
        await _two.Connect();
        _two.Server.Chats.LosesPush = (_, _) => true;
        await _two.AnnaSends("one");

        await _two.Server.Chats.TellAsync(_two.Ben.Account.DeviceId, HubEvents.Heads, _two.Server.Chats.HeadsOf(_two.Ben.Account.UserId));

        await _two.Have("one");
    }
}
