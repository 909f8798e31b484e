using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Instances;
using Chat.Testing;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class TypingTests(GatewayStack stack)
{
    [Fact]
    public async Task Typing_goes_to_the_replica_that_owns_the_chat_in_order_and_ends_with_the_connection()
    {
        await using var one = await DeliveryServer.StartAsync(stack.Settings);
        await using var two = await DeliveryServer.StartAsync(stack.Settings);
        var (user, device) = stack.NewDevice();
        var chats = Enumerable.Range(0, 12).Select(_ => stack.NewChat()).ToArray();
        var said = stack.NewChat();
        await using (var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device)))
        {
            // The gateway reads the leases every second.
            await Eventually.Async(async _ =>
            {
                await TypeAsync(socket, said, typing: true);
                await TypeAsync(socket, said, typing: false);
                return one.Of(said, user).Length + two.Of(said, user).Length > 0;
            });
            await Eventually.Async(async _ =>
            {
                foreach (var chat in chats)
                    await TypeAsync(socket, chat, typing: true);
                return chats.Any(chat => one.Of(chat, user).Length > 0) && chats.Any(chat => two.Of(chat, user).Length > 0);
            });
            await TypeAsync(socket, chats[0], typing: false);
        }

        await Eventually.True(() => chats.All(chat => Of(chat).Contains(false)));
        Assert.All(chats, chat => Assert.Equal(Of(chat).Length - 1, Array.IndexOf(Of(chat), false)));
        Assert.All(chats, chat => Assert.True(one.Of(chat, user).Length == 0 || two.Of(chat, user).Length == 0));

        bool[] Of(ChatId chat) => [.. one.Of(chat, user), .. two.Of(chat, user)];
    }

    [Fact]
    public async Task Without_Delivery_typing_is_answered_all_the_same()
    {
        var dead = new Instance("delivery-dead", new Uri("http://127.0.0.1:9"), new Uri("http://127.0.0.1:9"), Draining: false);
        await stack.Redis.GetDatabase().StringSetAsync(InstanceKeys.Lease(ServiceNames.Delivery, dead.Id), $"{dead.Internal} {dead.Public} 0", TimeSpan.FromSeconds(30));
        await stack.Redis.GetDatabase().SetAddAsync(InstanceKeys.Set(ServiceNames.Delivery), dead.Id);
        try
        {
            var (user, device) = stack.NewDevice();
            await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
            for (var i = 0; i < 50; i++)
                await TypeAsync(socket, stack.NewChat(), typing: true);
            await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        }
        finally
        {
            await stack.Redis.GetDatabase().KeyDeleteAsync(InstanceKeys.Lease(ServiceNames.Delivery, dead.Id));
        }
    }

    [Fact]
    public async Task Typing_that_is_pushed_reaches_the_client()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        await using var socket = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        var session = await stack.SessionOfAsync(user);
        await stack.PushAsync(
            stack.First.Instance,
            new Push { ConnectionIds = { session.ConnectionId }, ChatId = chat.Value, Typing = new TypingPush { UserId = 3, Typing = false } });

        var typing = await socket.EventAsync(HubEvents.Typing);
        Assert.Equal($$"""{"chatId":"{{chat}}","userId":"{{new UserId(3)}}","typing":false}""", typing.GetRawText());
    }

    private static Task TypeAsync(HubSocket socket, ChatId chat, bool typing) =>
        socket.InvokeAsync(HubMethods.Typing, new { chatId = chat.ToString(), typing });
}
