using System.Net.Http.Json;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Stack.Tests.Wire;

namespace Chat.Stack.Tests;

/// <summary>Presence through all of it: two gateways, the edge, Messaging's directory.</summary>
[Collection(StackTests.Name)]
public sealed class PresenceTests(StackFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(90));

    private CancellationToken Cancellation => _limit.Token;

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Who_shares_a_chat_sees_a_user_come_and_say_goodbye()
    {
        using var ann = await SignUpAsync();
        using var bob = await SignUpAsync();
        using var stranger = await SignUpAsync();
        await ann.CreateGroupAsync([bob], Cancellation);

        await using var annHub = await RawHub.ConnectAsync(ann, butNot: null, Cancellation);
        var offline = new UserPresence(bob.User, PresenceStatus.Offline, null);
        Assert.Equal([offline], await WatchAsync(annHub, bob, stranger));

        var bobHub = await RawHub.ConnectAsync(bob, butNot: annHub.Gateway, Cancellation);
        Assert.Equal(new UserPresence(bob.User, PresenceStatus.Online, null), await annHub.NextPresenceAsync(Cancellation));
        Assert.Equal([new UserPresence(bob.User, PresenceStatus.Online, null)], await GetAsync(ann, bob, stranger));
        Assert.Empty(await GetAsync(stranger, ann, bob));

        var before = WireTime.Of(DateTimeOffset.UtcNow);
        await bobHub.SayGoodbyeAsync(Cancellation);
        var told = await annHub.NextPresenceAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(4), Cancellation);
        Assert.Equal((bob.User, PresenceStatus.Offline), (told.UserId, told.Status));
        Assert.InRange(told.LastSeen!.Value.UnixMilliseconds, before.UnixMilliseconds - 100, before.UnixMilliseconds + 5_000);
        Assert.Equal([told], await GetAsync(ann, bob));
        await bobHub.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?userIds=")]
    [InlineData("?userIds=nonsense")]
    [InlineData("?userIds=c_00000000048")]
    public async Task A_malformed_question_is_a_bad_request(string query)
    {
        using var ann = await SignUpAsync();
        using var answer = await ann.Http.GetAsync($"/api/presence{query}", Cancellation);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("\"code\":\"bad-request\"", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_500_users_are_asked_for_at_once_and_only_with_a_token()
    {
        using var ann = await SignUpAsync();
        var ids = string.Join(',', Enumerable.Repeat(ann.User.ToString(), 501));
        using var tooMany = await ann.Http.GetAsync($"/api/presence?userIds={ids}", Cancellation);
        Assert.Equal(400, (int)tooMany.StatusCode);

        using var http = new HttpClient { BaseAddress = fixture.Stack.Edge };
        using var refused = await http.GetAsync($"/api/presence?userIds={ann.User}", Cancellation);
        Assert.Equal(401, (int)refused.StatusCode);
    }

    [Fact]
    public async Task A_revoked_devices_token_has_ended()
    {
        using var ann = await SignUpAsync();
        using var other = await Account.LogInAsync(fixture.Stack.Edge, ann.UserName, Cancellation);
        using var revoked = await ann.Http.DeleteAsync(new Uri($"/api/devices/{other.Tokens.DeviceId}", UriKind.Relative), Cancellation);
        Assert.Equal(204, (int)revoked.StatusCode);

        using var refused = await other.Http.GetAsync($"/api/presence?userIds={ann.User}", Cancellation);
        Assert.Equal(401, (int)refused.StatusCode);
    }

    private static async Task<IReadOnlyList<UserPresence>> GetAsync(Account asker, params Account[] users) =>
        (await asker.Http.GetFromJsonAsync(
            $"/api/presence?userIds={string.Join(',', users.Select(user => user.User))}", ChatJson.Default.IReadOnlyListUserPresence))!;

    /// <summary>Until Presence, which has just been started perhaps, knows who is there.</summary>
    private async Task<IReadOnlyList<UserPresence>> WatchAsync(RawHub hub, params Account[] users)
    {
        IReadOnlyList<UserPresence>? states = null;
        await Eventually.Async(async cancellation => (states = await hub.WatchAsync([.. users.Select(user => user.User)], cancellation)) is not null);
        return states!;
    }

    private Task<Account> SignUpAsync() => Account.SignUpAsync(fixture.Stack.Edge, Cancellation);
}
