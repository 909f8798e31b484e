using System.Diagnostics;
using Chat.Contracts.Hub;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class RedisAwayTests(GatewayStack stack)
{
    [Fact]
    public async Task While_redis_is_away_a_connection_works_and_its_sync_waits_for_the_registration()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        stack.Messaging.Store(chat, [1]);
        await SignalAsync("STOP");
        HubSocket socket;
        Task<List<System.Text.Json.JsonElement>> sync;
        try
        {
            socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
            var send = new { clientMsgId = Guid.NewGuid(), chatId = chat.ToString(), ciphertext = "AQ==" };
            Assert.Equal(2, (await socket.InvokeAsync(HubMethods.Send, send)).GetProperty("seq").GetInt64());
            sync = socket.StreamAsync(HubMethods.Sync, new { cursors = new[] { new { chatId = chat.ToString(), seq = 0 } }, only = true });
            Assert.False(sync.IsCompleted);
        }
        finally
        {
            await SignalAsync("CONT");
        }

        await using (socket)
        {
            Assert.Equal(2, (await sync).Count);
            Assert.Equal(stack.First.Instance.Id, (await stack.SessionOfAsync(user)).Gateway);
            await socket.EventAsync(HubEvents.Heads);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", stack.RedisProcess.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
