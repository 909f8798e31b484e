using Chat.Contracts.Hub;
using Chat.Contracts.Internal;
using Chat.Testing;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class ConnectionEndTests(GatewayStack stack)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_connection_of_a_device_replaces_the_first(bool onTheOtherGateway)
    {
        var (user, device) = stack.NewDevice();
        await using var first = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await first.InvokeAsync(HubMethods.Heartbeat, new { });
        var gateway = onTheOtherGateway ? stack.Second : stack.First;
        await using var second = await HubSocket.ConnectAsync(gateway.Instance.Public, TestTokens.Of(user, device));
        await second.InvokeAsync(HubMethods.Heartbeat, new { });
        await GatewayStack.ExpectClosingAsync(first, CloseReasons.Replaced);
        Assert.False(first.CloseMessage!.Value.TryGetProperty("allowReconnect", out _));
        Assert.Equal(gateway.Instance.Id, (await stack.SessionOfAsync(user)).Gateway);
    }

    [Fact]
    public async Task A_connection_that_ends_leaves_the_registry()
    {
        var (user, device) = stack.NewDevice();
        await using (var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device)))
            await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        await Eventually.Async(async token => (await stack.Sessions.ReadAsync([user], token)).Count == 0);
    }

    [Fact]
    public async Task A_revoked_device_is_told_and_not_let_in()
    {
        var (user, device) = stack.NewDevice();
        stack.Messaging.Revoked[device] = true;
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await GatewayStack.ExpectClosingAsync(socket, CloseReasons.DeviceRevoked);
    }

    [Fact]
    public async Task A_device_that_is_revoked_later_is_closed_by_a_push()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        var session = await stack.SessionOfAsync(user);
        await stack.PushAsync(
            stack.First.Instance,
            new Push { ConnectionIds = { session.ConnectionId }, Close = new ConnectionClose { Reason = CloseReasons.DeviceRevoked } });
        await GatewayStack.ExpectClosingAsync(socket, CloseReasons.DeviceRevoked);
    }

    [Fact]
    public async Task Another_version_is_told_to_upgrade()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device), "&v=2");
        await GatewayStack.ExpectClosingAsync(socket, CloseReasons.UpgradeRequired);
    }

    [Fact]
    public async Task While_devices_cannot_be_checked_a_client_may_come_back()
    {
        var (user, device) = stack.NewDevice();
        stack.Messaging.Away[user] = true;
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device), "&v=1");
        await socket.Closed;
        Assert.True(socket.CloseMessage!.Value.GetProperty("allowReconnect").GetBoolean());
    }

    [Fact]
    public async Task A_token_that_expires_ends_the_connection_unless_it_was_renewed()
    {
        var (user, device) = stack.NewDevice();
        var (other, otherDevice) = stack.NewDevice();
        var shortly = TimeSpan.FromSeconds(2);
        await using var expiring = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device, shortly));
        await using var renewed = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(other, otherDevice, shortly));
        var foreign = await Assert.ThrowsAsync<HubRefusedException>(
            () => renewed.InvokeAsync(HubMethods.Renew, new { accessToken = TestTokens.Of(user, device) }));
        Assert.Equal("not-allowed", foreign.Code);
        var answer = await renewed.InvokeAsync(HubMethods.Renew, new { accessToken = TestTokens.Of(other, otherDevice) });
        Assert.Equal("{}", answer.GetRawText());

        await GatewayStack.ExpectClosingAsync(expiring, CloseReasons.TokenExpired);
        await renewed.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    [Fact]
    public async Task A_connection_that_does_not_read_is_given_up_and_disturbs_no_other()
    {
        var (user, device) = stack.NewDevice();
        var (other, otherDevice) = stack.NewDevice();
        var chat = stack.NewChat();
        await using var deaf = await HubSocket.ConnectAsync(stack.Second.Instance.Public, TestTokens.Of(user, device), read: false);
        await using var bystander = await HubSocket.ConnectAsync(stack.Second.Instance.Public, TestTokens.Of(other, otherDevice));
        await deaf.WriteAsync("""{"type":1,"target":"Heartbeat","arguments":[{}]}""");
        await bystander.InvokeAsync(HubMethods.Heartbeat, new { });
        await Eventually.Async(async token => (await stack.Sessions.ReadAsync([user], token)).Count == 1);
        var id = (await stack.SessionOfAsync(user)).ConnectionId;

        var large = Given.Stored(chat, 1);
        large.Ciphertext = Google.Protobuf.ByteString.CopyFrom(new byte[64 * 1024]);
        for (var i = 0; i < 10; i++)
            await stack.PushAsync(stack.Second.Instance, [.. Enumerable.Repeat(new Push { ConnectionIds = { id }, ChatId = chat.Value, Message = large }, 50)]);

        await Eventually.Async(async token => (await stack.Sessions.ReadAsync([user], token)).Count == 0);
        Assert.Equal([id], (await stack.PushAsync(stack.Second.Instance, new Push { ConnectionIds = { id }, Message = large })).UnknownConnectionIds);
        await bystander.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    [Fact]
    public async Task A_connection_that_reads_too_late_is_told_slow_consumer_and_when_to_come_back()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        await using var slow = await HubSocket.ConnectAsync(stack.Second.Instance.Public, TestTokens.Of(user, device), read: false);
        await slow.WriteAsync("""{"type":1,"target":"Heartbeat","arguments":[{}]}""");
        await Eventually.Async(async token => (await stack.Sessions.ReadAsync([user], token)).Count == 1);
        var id = (await stack.SessionOfAsync(user)).ConnectionId;
        var large = Given.Stored(chat, 1);
        large.Ciphertext = Google.Protobuf.ByteString.CopyFrom(new byte[64 * 1024]);
        await stack.PushAsync(stack.Second.Instance, [.. Enumerable.Repeat(new Push { ConnectionIds = { id }, ChatId = chat.Value, Message = large }, 300)]);

        slow.BeginToRead();
        var last = await slow.NextEventAsync();
        while (last.Target == HubEvents.Message)
            last = await slow.NextEventAsync();
        Assert.Equal(HubEvents.Closing, last.Target);
        Assert.Equal(CloseReasons.SlowConsumer, last.Argument.GetProperty("reason").GetString());
        Assert.InRange(last.Argument.GetProperty("retryAfterMs").GetInt32(), 1_000, 5_000);
        await slow.Closed;
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_stop_answers_what_is_under_way_and_says_when_to_come_back()
    {
        await using var gateway = await GatewayProcess.StartAsync(stack.Settings, stack.Redis);
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(gateway.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stack.Messaging.Gate = gate.Task;
        var send = socket.InvokeAsync(HubMethods.Send, new { clientMsgId = Guid.NewGuid(), chatId = stack.NewChat().ToString(), ciphertext = "AQ==" });
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        await gateway.TerminateAsync();

        var closing = await socket.EventAsync(HubEvents.Closing);
        Assert.Equal(CloseReasons.Draining, closing.GetProperty("reason").GetString());
        Assert.InRange(closing.GetProperty("retryAfterMs").GetInt32(), 1_000, 5_000);
        gate.SetResult();
        stack.Messaging.Gate = Task.CompletedTask;
        Assert.Equal(1, (await send).GetProperty("seq").GetInt64());
        await socket.Closed;
        Assert.True(socket.CloseMessage!.Value.GetProperty("allowReconnect").GetBoolean());
        Assert.Equal(0, await gateway.ExitAsync());
        Assert.Empty(await stack.Sessions.ReadAsync([user], CancellationToken.None));
    }
}
