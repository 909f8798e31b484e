using System.Net;
using System.Text;
using Chat.Client.Storing;
using Chat.Client.Tests.Server;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Testing;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Tests;

/// <summary>The client whole, against a SignalR server in this process.</summary>
public sealed class RealSocketTests : IAsyncLifetime
{
    private FakeServer _server = null!;
    private TestDevice _anna = null!;
    private TestDevice _ben = null!;
    private ChatId _chat;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _anna = await TestDevice.CreateAsync(_server.Edge, "anna");
        _ben = await TestDevice.CreateAsync(_server.Edge, "ben");
        _chat = (await _anna.Account.Chats.CreateGroupAsync("We", [_ben.Account.UserId])).ChatId;
    }

    public async Task DisposeAsync()
    {
        await _anna.DisposeAsync();
        await _ben.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_one_sends_the_other_is_pushed_and_both_have_the_same_chat()
    {
        await Connected();

        var ack = await Send(_anna, "one");
        await Send(_ben, "two");

        Assert.Equal(1, ack.Seq);
        await Have("one", "two");
        Assert.Equal((1, 0, 0), (_ben.Client.Counts.Pushed, _ben.Client.Counts.Replayed, _ben.Client.Counts.Repeated));
    }

    [Fact]
    public async Task Many_sends_at_once_are_stored_in_the_order_of_the_calls()
    {
        await Connected();
        var texts = Enumerable.Range(1, 200).Select(n => $"{n}").ToArray();

        await Task.WhenAll(texts.Select(text => Send(_anna, text)));

        await Have(texts);
    }

    [Fact]
    public async Task A_message_of_the_largest_size_goes_through()
    {
        await Connected();

        await _anna.Client.SendAsync(_chat, new byte[64 * 1024]);
        var refusal = await Assert.ThrowsAsync<ChatException>(() => _anna.Client.SendAsync(_chat, new byte[(64 * 1024) + 1]));

        Assert.Equal(ErrorCodes.TooLarge, refusal.Code);
        await Eventually.True(() => _ben.Messages.Any(message => message.Ciphertext.Length == 64 * 1024));
    }

    [Fact]
    public async Task A_device_that_was_away_replays_in_order()
    {
        await _anna.Client.ConnectAsync();
        await Send(_anna, "one");
        await Send(_anna, "two");

        await _ben.Client.ConnectAsync();

        await Have("one", "two");
        Assert.Equal(2, _ben.Client.Counts.Replayed);
    }

    [Fact]
    public async Task A_broken_connection_comes_back_with_everything_once()
    {
        await Connected();
        var texts = Enumerable.Range(1, 200).Select(n => $"{n}").ToArray();
        var broken = 0;
        _server.Chats.BreaksBeforeAck = request => request.Ciphertext!.Length == 3 && Interlocked.Increment(ref broken) % 40 == 1;
        _server.Chats.LosesPush = (message, device) => message.Seq == 50 && BreakOff(device);

        await Task.WhenAll(texts.Select(text => Send(_anna, text)));
        await Have(texts);

        bool BreakOff(DeviceId device)
        {
            _server.Chats.Abort(device);
            return true;
        }
    }

    [Fact]
    public async Task A_send_whose_ack_was_lost_is_sent_again_and_stored_once()
    {
        await Connected();
        var broken = 0;
        _server.Chats.BreaksBeforeAck = _ => Interlocked.Exchange(ref broken, 1) == 0;

        var ack = await Send(_anna, "one");

        Assert.Equal(1, ack.Seq);
        Assert.Equal(2, _server.Chats.Sends.Count);
        await Have("one");
    }

    [Fact]
    public async Task Sends_that_were_unavailable_are_resent_in_order()
    {
        await Connected();
        var refusals = 3;
        _server.Chats.RefusesSend = _ =>
            Interlocked.Decrement(ref refusals) >= 0 ? new HubException("unavailable: Try again.") : null;

        await Task.WhenAll(Send(_anna, "one"), Send(_anna, "two"), Send(_anna, "three"));

        await Have("one", "two", "three");
    }

    [Fact]
    public async Task A_refused_send_throws_the_protocols_code()
    {
        await Connected();
        _server.Chats.RefusesSend = _ => new HubException("not-a-member: You are not in this chat.");

        var refusal = await Assert.ThrowsAsync<ChatException>(() => Send(_anna, "one"));

        Assert.Equal(ErrorCodes.NotAMember, refusal.Code);
        Assert.Equal("You are not in this chat.", refusal.Message);
    }

    [Fact]
    public async Task A_lost_push_is_repaired_and_counted()
    {
        await Connected();
        _server.Chats.LosesPush = (message, _) => message.Seq == 2;

        foreach (var text in new[] { "one", "two", "three" })
            await Send(_anna, text);

        await Have("one", "two", "three");
        Assert.Equal((2, 2, 1), (_ben.Client.Counts.Pushed, _ben.Client.Counts.Repaired, _ben.Client.Counts.Repeated));
    }

    [Fact]
    public async Task A_push_lost_at_the_end_is_found_by_heads()
    {
        await Connected();
        _server.Chats.LosesPush = (_, _) => true;
        await Send(_anna, "one");

        await _server.Chats.TellAsync(_ben.Account.DeviceId, HubEvents.Heads, _server.Chats.HeadsOf(_ben.Account.UserId));

        await Have("one");
    }

    [Fact]
    public async Task A_second_connection_of_the_device_stops_the_first()
    {
        await Connected();
        await using var second = new ChatClient(_anna.Account);
        await second.ConnectAsync();

        Assert.Equal(StopReason.Replaced, await _anna.Client.Stopped.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAsync<ClientStoppedException>(() => Send(_anna, "late"));
    }

    [Fact]
    public async Task An_expired_token_is_refreshed_before_the_reconnect()
    {
        await Connected();
        _server.ExpireTokens();
        await _server.Chats.CloseAsync(_anna.Account.DeviceId, new Closing(CloseReasons.TokenExpired, null));

        await Send(_anna, "one");

        Assert.Equal(1, _server.Refreshes);
    }

    [Fact]
    public async Task A_refused_negotiation_is_tried_again_when_the_server_says()
    {
        _server.Refusals.Enqueue((HttpStatusCode.ServiceUnavailable, 1));
        _server.Refusals.Enqueue((HttpStatusCode.Unauthorized, null));
        var before = TimeProvider.System.GetTimestamp();

        await _anna.Client.ConnectAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromSeconds(1));
        Assert.Equal(1, _server.Refreshes);
    }

    [Fact]
    public async Task A_living_connection_is_renewed_before_its_token_expires()
    {
        await using var server = await FakeServer.StartAsync(expiresIn: 1);
        await using var device = await TestDevice.CreateAsync(server.Edge, "anna");
        await device.Client.ConnectAsync();

        await Eventually.True(() => server.Chats.Renewals.Contains(device.Account.Tokens.AccessToken));
        Assert.Equal(1, server.Chats.Connections);
    }

    [Fact]
    public async Task Delivered_and_read_are_claimed()
    {
        await Connected();
        await Send(_anna, "one");
        await Have("one");
        await _ben.Client.MarkReadAsync(_chat, 1);

        await Eventually.True(() => _server.Chats.Receipts.Any(receipt => receipt is { Type: "READ", Seq: 1 }));
    }

    [Fact]
    public async Task A_new_process_goes_on_where_the_applications_handler_had_come()
    {
        var store = new MemoryCursorStore();
        await _ben.RestartAsync(new ChatClientOptions { Cursors = store });
        await Connected();
        await Send(_anna, "one");
        await Eventually.True(() => _ben.Messages.Count == 1);
        await _ben.RestartAsync(new ChatClientOptions { Cursors = store });
        await Send(_anna, "two");

        await _ben.Client.ConnectAsync();

        await Have("one", "two");
        Assert.Equal(1, _ben.Client.Counts.Replayed);
    }

    [Fact]
    public async Task A_handler_may_send_and_wait_for_the_ack()
    {
        _ben.Client.Handlers.Message = async (message, cancellationToken) =>
        {
            _ben.Messages.Enqueue(message);
            if (message.From != _ben.Account.UserId)
                await _ben.Client.SendAsync(_chat, "echo"u8.ToArray(), cancellationToken: cancellationToken);
        };
        await Connected();
        await Send(_anna, "one");

        await Have("one", "echo");
    }

    [Fact]
    public async Task A_handler_that_throws_is_called_again_and_nothing_is_skipped()
    {
        var failures = 2;
        var handler = _ben.Client.Handlers.Message!;
        _ben.Client.Handlers.Message = (message, cancellationToken) => failures-- > 0
            ? throw new InvalidOperationException("Not yet.")
            : handler(message, cancellationToken);
        await Connected();
        await Send(_anna, "one");
        await Send(_anna, "two");

        await Have("one", "two");
    }

    [Fact]
    public async Task Disposing_ends_a_send_that_waits()
    {
        await Connected();
        _server.Chats.RefusesSend = _ => new HubException("unavailable: Never.");
        var send = Send(_anna, "one");

        await _anna.Client.DisposeAsync();

        Assert.Equal(StopReason.Disposed, (await Assert.ThrowsAsync<ClientStoppedException>(() => send)).Reason);
    }

    private async Task Connected()
    {
        await _anna.Client.ConnectAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await _ben.Client.ConnectAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<SendAck> Send(TestDevice device, string text) =>
        device.Client.SendAsync(_chat, Encoding.UTF8.GetBytes(text)).WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Both devices' chat is exactly this.</summary>
    private async Task Have(params string[] texts)
    {
        foreach (var device in new[] { _anna, _ben })
        {
            await Eventually.True(() => device.Messages.Count >= texts.Length);
            Assert.Equal(texts, device.Messages.Select(message => Encoding.UTF8.GetString(message.Ciphertext)));
            Assert.Equal(Enumerable.Range(1, texts.Length).Select(seq => (long)seq), device.Messages.Select(message => message.Seq));
        }
    }
}
