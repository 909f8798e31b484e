using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Testing;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class OpenChatTests(GatewayStack stack)
{
    [Fact]
    public async Task Who_has_the_chat_open_is_pushed_to_and_who_closed_it_is_not()
    {
        var chat = stack.NewChat();
        await using var one = await ConnectAsync();
        await using var two = await ConnectAsync();
        await OpenAsync(one, chat);
        await OpenAsync(one, chat);
        await OpenAsync(two, chat);
        Assert.Equal([stack.First.Instance.Id], await GatewaysOfAsync(chat));

        await PushAsync(chat, 1);
        Assert.Equal(1, (await one.EventAsync(HubEvents.Message)).GetProperty("seq").GetInt64());
        Assert.Equal(1, (await two.EventAsync(HubEvents.Message)).GetProperty("seq").GetInt64());

        await one.InvokeAsync(HubMethods.CloseChat, new { chatId = chat.ToString() });
        await PushAsync(chat, 2);
        Assert.Equal(2, (await two.EventAsync(HubEvents.Message)).GetProperty("seq").GetInt64());
        await OpenAsync(one, chat);
        await PushAsync(chat, 3);
        Assert.Equal(3, (await one.EventAsync(HubEvents.Message)).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task The_registry_forgets_the_gateway_with_the_last_connection_and_remembers_what_it_lost()
    {
        var chat = stack.NewChat();
        var one = await ConnectAsync();
        await OpenAsync(one, chat);
        await stack.Redis.GetDatabase().KeyDeleteAsync($"open:{chat.Value}");
        await Eventually.Async(async _ => (await GatewaysOfAsync(chat)).Length == 1);

        await one.DisposeAsync();
        await Eventually.Async(async _ => (await GatewaysOfAsync(chat)).Length == 0);
    }

    [Fact]
    public async Task Who_is_not_a_member_is_refused_and_so_is_an_eleventh_chat()
    {
        await using var socket = await ConnectAsync();
        var foreign = await Assert.ThrowsAsync<HubRefusedException>(() => OpenAsync(socket, MessagingServer.Foreign));
        Assert.Equal("chat-not-found", foreign.Code);
        for (var i = 0; i < Limits.MaxOpenChats; i++)
            await OpenAsync(socket, stack.NewChat());
        var eleventh = await Assert.ThrowsAsync<HubRefusedException>(() => OpenAsync(socket, stack.NewChat()));
        Assert.Equal("bad-request", eleventh.Code);
        Assert.Equal("bad-request", (await Assert.ThrowsAsync<HubRefusedException>(() => socket.InvokeAsync(HubMethods.OpenChat, new { }))).Code);
        Assert.Equal("chat-not-found", (await Assert.ThrowsAsync<HubRefusedException>(() => socket.InvokeAsync(HubMethods.CloseChat, new { chatId = "nonsense" }))).Code);
    }

    [Fact]
    public async Task A_removal_that_was_lost_is_found_out_before_anything_is_pushed()
    {
        var chat = stack.NewChat();
        var (user, device) = stack.NewDevice();
        await using var removed = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await using var member = await ConnectAsync();
        await OpenAsync(removed, chat);
        await OpenAsync(member, chat);
        var source = Guid.NewGuid().ToString();
        await stack.PushAsync(stack.First.Instance, new PushBatch { Source = source, Number = 1 });

        stack.Messaging.Removed[user] = true;
        await stack.PushAsync(stack.First.Instance, new PushBatch { Source = source, Number = 3, Pushes = { Message(chat, 1) } });
        // The first that comes after the check: nothing was pushed before it.
        await Eventually.Async(async _ =>
        {
            await PushAsync(chat, 2);
            await member.InvokeAsync(HubMethods.Heartbeat, new { });
            return member.Received(HubEvents.Message);
        });
        Assert.False(removed.Received(HubEvents.Message));
    }

    private async Task<HubSocket> ConnectAsync()
    {
        var (user, device) = stack.NewDevice();
        return await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
    }

    private static Task OpenAsync(HubSocket socket, ChatId chat) => socket.InvokeAsync(HubMethods.OpenChat, new { chatId = chat.ToString() });

    private Task PushAsync(ChatId chat, long seq) => stack.PushAsync(stack.First.Instance, Message(chat, seq));

    private static Push Message(ChatId chat, long seq) => new() { ChatId = chat.Value, ToOpened = true, Message = Given.Stored(chat, seq) };

    private async Task<string[]> GatewaysOfAsync(ChatId chat) =>
        [.. (await stack.Redis.GetDatabase().SortedSetRangeByRankAsync($"open:{chat.Value}")).Select(gateway => (string)gateway!)];
}
