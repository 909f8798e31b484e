using System.Text;
using Chat.Stack.Tests.Wire;

namespace Chat.Stack.Tests;

/// <summary>The thin thread: two of each service, one message.</summary>
[Collection(StackTests.Name)]
public sealed class TheWayOfAMessageTests(StackFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task A_message_reaches_a_device_on_the_other_gateway_and_one_that_was_away()
    {
        using var ann = await SignUpAsync();
        using var bob = await SignUpAsync();
        using var eve = await SignUpAsync();
        var chat = await ann.CreateGroupAsync([bob, eve], Cancellation);

        await using var annHub = await RawHub.ConnectAsync(ann, butNot: null, Cancellation);
        await using var bobHub = await RawHub.ConnectAsync(bob, butNot: annHub.Gateway, Cancellation);
        Assert.NotEqual(annHub.Gateway, bobHub.Gateway);
        Assert.Empty(await annHub.SyncAsync(Cancellation));
        Assert.Empty(await bobHub.SyncAsync(Cancellation));

        var ack = await annHub.SendAsync(chat, "hello", Cancellation);
        var pushed = await bobHub.NextMessageAsync(Cancellation);
        Assert.Equal((1, "hello"), (pushed.Seq, Encoding.UTF8.GetString(pushed.Ciphertext)));
        Assert.Equal((ack.ServerMsgId, ack.SentAt), (pushed.ServerMsgId, pushed.SentAt));

        await using var eveHub = await RawHub.ConnectAsync(eve, butNot: null, Cancellation);
        var replayed = Assert.Single(await eveHub.SyncAsync(Cancellation));
        Assert.Equal(pushed with { Ciphertext = replayed.Ciphertext, MediaIds = replayed.MediaIds }, replayed);
    }

    private Task<Account> SignUpAsync() => Account.SignUpAsync(fixture.Stack.Edge, Cancellation);
}
