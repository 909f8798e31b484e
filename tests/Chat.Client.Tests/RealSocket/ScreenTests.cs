using System.Collections.Concurrent;
using Chat.Contracts.Hub;
using Chat.Testing;

namespace Chat.Client.Tests.RealSocket;

/// <summary>What the screen shows beside the messages.</summary>
public sealed class ScreenTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<UserPresence> _presence = [];
    private readonly ConcurrentQueue<Typing> _typing = [];
    private TwoDevices _two = null!;

    public async Task InitializeAsync()
    {
        _two = await TwoDevices.StartAsync();
        _two.Ben.Client.Handlers.Presence = (presence, _) =>
        {
            _presence.Enqueue(presence);
            return ValueTask.CompletedTask;
        };
        _two.Ben.Client.Handlers.Typing = (typing, _) =>
        {
            _typing.Enqueue(typing);
            return ValueTask.CompletedTask;
        };
        await _two.Connect();
    }

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task Typing_reaches_the_server_and_the_application()
    {
        await _two.Anna.Client.TypingAsync(_two.Chat, true);
        await Eventually.True(() => _two.Server.Chats.Typing.Any(typing => typing is { Typing: true }));

        var anna = _two.Anna.Account.UserId;
        await _two.Server.Chats.TellAsync(_two.Ben.Account.DeviceId, HubEvents.Typing, new Typing(_two.Chat, anna, IsTyping: true));

        await Eventually.True(() => _typing.Any(typing => typing.IsTyping && typing.UserId == anna));
    }

    [Fact]
    public async Task Watches_are_told_to_the_next_connection_and_answered_as_events()
    {
        await _two.Ben.Client.WatchPresenceAsync([_two.Anna.Account.UserId]);
        await Eventually.True(() => _presence.Count == 1);

        _two.Server.Chats.Abort(_two.Ben.Account.DeviceId);

        await Eventually.True(() => _presence.Count == 2);
        Assert.Equal(2, _two.Server.Chats.Watches.Count);
    }

    [Fact]
    public async Task Open_chats_are_told_to_the_next_connection_before_its_sync()
    {
        await _two.Ben.Client.OpenChatAsync(_two.Chat);
        await Eventually.True(() => _two.Server.Chats.Calls.Count(call => call.Method == HubMethods.Sync) == 3);
        _two.Server.Chats.Calls.Clear();

        _two.Server.Chats.Abort(_two.Ben.Account.DeviceId);

        await Eventually.True(() => _two.Server.Chats.Calls.Count == 2);
        Assert.Equal([HubMethods.OpenChat, HubMethods.Sync], _two.Server.Chats.Calls.Select(call => call.Method));
    }
}
