using System.Text.Json;
using Chat.Contracts.Hub;
using Chat.Contracts.Internal;
using Chat.Testing;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class SendAndSyncTests(GatewayStack stack)
{
    [Fact]
    public async Task Two_hundred_sends_under_way_are_acknowledged_in_the_order_of_their_invocation()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        var chat = stack.NewChat();
        var sends = new List<Task<JsonElement>>();
        for (var i = 0; i < 200; i++)
            sends.Add(socket.Begin(HubMethods.Send, Arguments(new { clientMsgId = Guid.NewGuid(), chatId = chat.ToString(), ciphertext = "AQID" })));

        var acks = await Task.WhenAll(sends);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), acks.Select(ack => ack.GetProperty("seq").GetInt64()));
        Assert.Equal("2023-11-14T22:13:20.123Z", acks[0].GetProperty("sentAt").GetString());
        Assert.Equal(chat.ToString(), acks[0].GetProperty("chatId").GetString());
    }

    [Fact]
    public async Task The_largest_ciphertext_fits_a_frame()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        var send = new { clientMsgId = Guid.NewGuid(), chatId = stack.NewChat().ToString(), ciphertext = new byte[64 * 1024] };
        Assert.Equal(1, (await socket.InvokeAsync(HubMethods.Send, send)).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_sync_replays_and_live_messages_follow_without_repeating_it()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        var stored = Enumerable.Range(0, 50).Select(_ => stack.Messaging.Store(chat, [1])).ToArray();
        await using var socket = await HubSocket.ConnectAsync(stack.Second.Instance.Public, TestTokens.Of(user, device));
        var items = await socket.StreamAsync(HubMethods.Sync, new { cursors = new[] { new { chatId = chat.ToString(), seq = 10 } }, only = true });
        Assert.Equal(Enumerable.Range(11, 40).Select(i => (long)i), items.Select(item => item.GetProperty("seq").GetInt64()));

        var session = await stack.SessionOfAsync(user);
        await stack.PushAsync(
            stack.Second.Instance,
            new Push { ConnectionIds = { session.ConnectionId }, ChatId = chat.Value, Message = stored[^1] },
            new Push { ConnectionIds = { session.ConnectionId }, ChatId = chat.Value, Message = stack.Messaging.Store(chat, [9, 9]) });
        var message = await socket.EventAsync(HubEvents.Message);
        Assert.Equal((51, "CQk="), (message.GetProperty("seq").GetInt64(), message.GetProperty("ciphertext").GetString()));
        Assert.Equal("message", message.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_receipt_that_nobody_awaits_moves_the_watermark()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await socket.WriteAsync($$"""{"type":1,"target":"Receipt","arguments":[{"chatId":"{{chat}}","seq":7,"type":"READ"}]}""");
        await Eventually.True(() => stack.Messaging.Watermarks.Any(w => w.ChatId == chat.Value && w is { DeliveredSeq: 7, ReadSeq: 7 }));
        await socket.InvokeAsync(HubMethods.Receipt, new { chatId = chat.ToString(), seq = 8, type = "DELIVERED" });
    }

    [Fact]
    public async Task A_heartbeat_answers_heads_and_puts_a_lost_session_back()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        stack.Messaging.Store(chat, [1]);
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        var before = await stack.SessionOfAsync(user);
        await stack.Redis.GetDatabase().KeyDeleteAsync($"session:{user.Value}");

        var heads = (await socket.InvokeAsync(HubMethods.Heartbeat, new { })).GetProperty("heads");
        Assert.Contains(heads.EnumerateArray(), head => head.GetProperty("chatId").GetString() == chat.ToString() && head.GetProperty("lastSeq").GetInt64() == 1);
        Assert.Equal(before, await stack.SessionOfAsync(user));
    }

    [Fact]
    public async Task When_the_lease_had_lapsed_all_sessions_are_put_back_and_heads_compared()
    {
        var (user, device) = stack.NewDevice();
        stack.Messaging.Store(stack.NewChat(), [1]);
        // One of its own: the others take it for dead for a moment.
        await using var gateway = await GatewayProcess.StartAsync(stack.Settings, stack.Redis);
        await using var socket = await HubSocket.ConnectAsync(gateway.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        var database = stack.Redis.GetDatabase();
        await database.KeyDeleteAsync($"session:{user.Value}");
        await database.KeyDeleteAsync(ServiceDefaults.Instances.InstanceKeys.Lease("gateway", gateway.Instance.Id));

        await socket.EventAsync(HubEvents.Heads);
        await stack.SessionOfAsync(user);
    }

    private static string Arguments(object argument) => JsonSerializer.Serialize(new[] { argument }, JsonSerializerOptions.Web);
}
