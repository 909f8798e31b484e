using Chat.Contracts.Hub;
using Chat.Stack.Tests.Wire;

namespace Chat.Stack.Tests;

/// <summary>Typing through the whole stack: edge, a gateway, Delivery, the other gateway.</summary>
[Collection(StackTests.Name)]
public sealed class TypingTests(StackFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Typing_reaches_the_other_members_devices_alone_and_ends_by_itself()
    {
        using var ann = await SignUpAsync();
        using var annsTablet = await Account.LogInAsync(fixture.Stack.Edge, ann.UserName, Cancellation);
        using var bob = await SignUpAsync();
        using var bobsTablet = await Account.LogInAsync(fixture.Stack.Edge, bob.UserName, Cancellation);
        using var eve = await SignUpAsync();
        var chat = await ann.CreateGroupAsync([bob], Cancellation);

        await using var annHub = await ConnectAsync(ann);
        await using var annsOther = await ConnectAsync(annsTablet);
        await using var bobHub = await ConnectAsync(bob, butNot: annHub.Gateway);
        await using var bobsOther = await ConnectAsync(bobsTablet, butNot: bobHub.Gateway);
        await using var eveHub = await ConnectAsync(eve);

        await annHub.TypeAsync(chat, typing: true, Cancellation);
        await eveHub.TypeAsync(chat, typing: true, Cancellation);
        // The end comes six seconds later, without another word of hers.
        await UntilAsync(() => bobHub.Typing.Count >= 2 && bobsOther.Typing.Count >= 2);

        // Whatever else there was to be told has been told before this, through Kafka and Postgres.
        await annHub.SendAsync(chat, "the end", Cancellation);
        await Task.WhenAll(new[] { annsOther, bobHub, bobsOther }.Select(hub => hub.NextMessageAsync(Cancellation)));
        Typing[] told = [new(chat, ann.User, true), new(chat, ann.User, false)];
        Assert.Equal(told, bobHub.Typing);
        Assert.Equal(told, bobsOther.Typing);
        Assert.Empty(annHub.Typing);
        Assert.Empty(annsOther.Typing);
        Assert.Empty(eveHub.Typing);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
            await looks.WaitForNextTickAsync(Cancellation);
    }

    private async Task<RawHub> ConnectAsync(Account account, string? butNot = null)
    {
        var hub = await RawHub.ConnectAsync(account, butNot, Cancellation);
        await hub.SyncAsync(Cancellation);
        return hub;
    }

    private Task<Account> SignUpAsync() => Account.SignUpAsync(fixture.Stack.Edge, Cancellation);
}
