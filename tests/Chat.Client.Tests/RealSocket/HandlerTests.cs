using Chat.Client.Storing;
using Chat.Testing;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Tests.RealSocket;

/// <summary>The application's handlers, and its process, which ends and begins again.</summary>
public sealed class HandlerTests : IAsyncLifetime
{
    private TwoDevices _two = null!;

    public async Task InitializeAsync() => _two = await TwoDevices.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task Delivered_and_read_are_claimed()
    {
        await _two.Connect();
        await _two.AnnaSends("one");
        await _two.Have("one");
        await _two.Ben.Client.MarkReadAsync(_two.Chat, 1);

        await Eventually.True(() => _two.Server.Chats.Receipts.Any(receipt => receipt is { Type: "READ", Seq: 1 }));
    }

    [Fact]
    public async Task A_new_process_goes_on_where_the_applications_handler_had_come()
    {
        var store = new MemoryCursorStore();
        await _two.Ben.RestartAsync(new ChatClientOptions { Cursors = store });
        await _two.Connect();
        await _two.AnnaSends("one");
        await Eventually.True(() => _two.Ben.Messages.Count == 1);
        await _two.Ben.RestartAsync(new ChatClientOptions { Cursors = store });
        await _two.AnnaSends("two");

        await _two.Ben.Client.ConnectAsync();

        await _two.Have("one", "two");
        Assert.Equal(1, _two.Ben.Client.Counts.Replayed);
    }

    [Fact]
    public async Task A_handler_may_send_and_wait_for_the_ack()
    {
        _two.Ben.Client.Handlers.Message = async (message, cancellationToken) =>
        {
            _two.Ben.Messages.Enqueue(message);
            if (message.From != _two.Ben.Account.UserId)
                await _two.Ben.Client.SendAsync(_two.Chat, "echo"u8.ToArray(), cancellationToken: cancellationToken);
        };
        await _two.Connect();
        await _two.AnnaSends("one");

        await _two.Have("one", "echo");
    }

    [Fact]
    public async Task A_handler_that_throws_is_called_again_and_nothing_is_skipped()
    {
        var failures = 2;
        var handler = _two.Ben.Client.Handlers.Message!;
        _two.Ben.Client.Handlers.Message = (message, cancellationToken) => failures-- > 0
            ? throw new InvalidOperationException("Not yet.")
            : handler(message, cancellationToken);
        await _two.Connect();
        await _two.AnnaSends("one");
        await _two.AnnaSends("two");

        await _two.Have("one", "two");
    }

    [Fact]
    public async Task Disposing_ends_a_send_that_waits()
    {
        await _two.Connect();
        _two.Server.Chats.RefusesSend = _ => new HubException("unavailable: Never.");
        var send = _two.AnnaSends("one");

        await _two.Anna.Client.DisposeAsync();

        Assert.Equal(StopReason.Disposed, (await Assert.ThrowsAsync<ClientStoppedException>(() => send)).Reason);
    }
}
