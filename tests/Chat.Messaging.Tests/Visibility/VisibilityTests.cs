using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Replicas;
using Chat.Messaging.Visibility;
using Xunit;

namespace Chat.Messaging.Tests.Visibility;

public sealed class VisibilityTests(MessagingFixture fixture) : MessagingTest(fixture)
{
    [Fact]
    public async Task Only_who_shares_a_chat_now_is_answered_each_watcher_with_its_own()
    {
        var (watcher, fellow, stranger, left) = (await NewPersonAsync(), await NewPersonAsync(), await NewPersonAsync(), await NewPersonAsync());
        var group = await NewGroupAsync(watcher, fellow, left);
        await LeaveAsync(group, left);

        var result = await new VisibilityCall(Shards).AnswerAsync(
            new VisibilityQuery
            {
                Watchers =
                {
                    Of(watcher, stranger, fellow, left),
                    Of(left, watcher, fellow),
                    Of(fellow, watcher),
                },
            },
            CancellationToken.None);

        Assert.Equal([fellow.Value], result.Watchers[0].Users.Select(user => user.UserId));
        Assert.Empty(result.Watchers[1].Users);
        Assert.Equal([watcher.Value], result.Watchers[2].Users.Select(user => user.UserId));
        Assert.False(result.Watchers[0].Users[0].Hidden);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_block_hides_in_both_directions(bool byTheWatcher)
    {
        var (watcher, watched) = (await NewPersonAsync(), await NewPersonAsync());
        await NewGroupAsync(watcher, watched);
        await BlockAsync(byTheWatcher ? watcher : watched, byTheWatcher ? watched : watcher);
        await SeenAsync(watched, 1_000);

        var user = Assert.Single(await AskAsync(watcher, watched));

        Assert.Equal((true, 0L), (user.Hidden, user.LastSeen));
    }

    [Fact]
    public async Task Who_shows_itself_to_contacts_is_seen_by_those_with_a_direct_chat()
    {
        var (watched, contact, fellow) = (await NewPersonAsync(PresenceVisibility.Contacts), await NewPersonAsync(), await NewPersonAsync());
        await NewGroupAsync(watched, fellow, contact);
        await ExecuteAsync(
            Shards.Directory, "INSERT INTO direct_chat (low_user_id, high_user_id, chat_id) VALUES (least($1, $2), greatest($1, $2), 1)",
            watched.Value, contact.Value);

        Assert.False(Assert.Single(await AskAsync(contact, watched)).Hidden);
        Assert.True(Assert.Single(await AskAsync(fellow, watched)).Hidden);
    }

    [Fact]
    public async Task Who_shows_itself_to_nobody_is_hidden_from_all_but_itself()
    {
        var (watched, fellow) = (await NewPersonAsync(PresenceVisibility.Nobody), await NewPersonAsync());
        await NewGroupAsync(watched, fellow);

        Assert.True(Assert.Single(await AskAsync(fellow, watched)).Hidden);
        Assert.False(Assert.Single(await AskAsync(watched, watched)).Hidden);
    }

    [Fact]
    public async Task A_phantom_member_counts_as_sharing_and_is_hidden()
    {
        var (adder, phantom) = (await NewPersonAsync(), await NewPersonAsync());
        var group = await NewGroupAsync(adder);
        await ExecuteAsync(
            Shards.Directory, "INSERT INTO user_chat (user_id, chat_id, membership_version, is_member, phantom) VALUES ($1, $2, 1, false, true)",
            phantom.Value, group.Value);

        Assert.True(Assert.Single(await AskAsync(adder, phantom)).Hidden);
        Assert.Empty(await AskAsync(phantom, adder));
    }

    [Fact]
    public async Task The_later_time_stands()
    {
        var (watcher, watched) = (await NewPersonAsync(), await NewPersonAsync());
        await NewGroupAsync(watcher, watched);
        Assert.Equal(0, Assert.Single(await AskAsync(watcher, watched)).LastSeen);

        await SeenAsync(watched, 5_000, 7_123, 6_000);
        await SeenAsync(watched, 4_000);

        Assert.Equal(7_123, Assert.Single(await AskAsync(watcher, watched)).LastSeen);
    }

    private static WatcherQuery Of(UserId watcher, params UserId[] users) =>
        new() { WatcherId = watcher.Value, UserIds = { users.Select(user => user.Value) } };

    private async Task<IReadOnlyList<VisibleUser>> AskAsync(UserId watcher, params UserId[] users) =>
        (await new VisibilityCall(Shards).AnswerAsync(new VisibilityQuery { Watchers = { Of(watcher, users) } }, CancellationToken.None))
        .Watchers[0].Users;

    private Task<Done> SeenAsync(UserId user, params long[] times) => new LastSeenCall(Shards).StoreAsync(
        new LastSeenBatch { Users = { times.Select(at => new LastSeen { UserId = user.Value, At = at }) } }, CancellationToken.None);

    private Task BlockAsync(UserId blocker, UserId blocked) => ExecuteAsync(
        Shards.Directory, "INSERT INTO block (user_id, blocked_user_id, blocked_at) VALUES ($1, $2, now())", blocker.Value, blocked.Value);

    private async Task<UserId> NewPersonAsync(PresenceVisibility visibility = PresenceVisibility.Everyone)
    {
        var user = NewUser();
        await ExecuteAsync(
            Shards.Directory,
            """
            INSERT INTO app_user (user_id, user_name, user_name_key, display_name, password_hash, created_at, presence_visibility)
            VALUES ($1, $2, $2, $2, '', now(), $3)
            """,
            user.Value, user.ToString(), (short)visibility);
        return user;
    }
}
