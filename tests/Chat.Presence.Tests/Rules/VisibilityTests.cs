namespace Chat.Presence.Tests.Rules;

public sealed class VisibilityTests : PresenceTest
{
    [Fact]
    public async Task Nobody_is_told_anything_of_who_hides_and_it_reads_as_offline_without_a_time()
    {
        World.Hidden.Add((Ann.Value, Eve.Value));
        World.StoredLastSeen[Eve.Value] = 5;
        Second.Watch(AnnsConnection, Eve);
        await World.PassAsync(15);
        var (connection, _) = First.Connect(Eve);
        await World.PassAsync(5);
        var state = (await World.OwnerOf(Eve).ReadAsync(Ann, Eve))!;
        Assert.Equal((false, 0L), (state.Online, state.LastSeen));
        First.SayGoodbye(connection);
        await World.PassAsync(5);

        Assert.Empty(Told.Told);
        state = (await World.OwnerOf(Eve).ReadAsync(Ann, Eve))!;
        Assert.Equal((false, 0L), (state.Online, state.LastSeen));
    }

    [Fact]
    public async Task A_new_watch_does_not_show_that_who_hides_came_a_moment_ago()
    {
        World.Hidden.Add((Ann.Value, Eve.Value));
        First.Connect(Eve);
        await World.PassAsync(2);
        Second.Watch(AnnsConnection, Eve);
        await World.PassAsync(70);
        Assert.Empty(Told.Told);
    }

    [Fact]
    public async Task Who_hid_between_the_answer_and_the_watch_is_told_to_be_offline()
    {
        First.Connect(Eve);
        await World.PassAsync(15);
        Assert.Equal("ONLINE", await StatusAsync(Eve));
        World.Hidden.Add((Ann.Value, Eve.Value));
        World.OwnerOf(Eve).Board.Recheck([Eve.Value]);
        Second.Watch(AnnsConnection, Eve);
        await World.PassAsync(2);
        Assert.Equal(["OFFLINE"], ToldOf(Eve));
    }

    [Fact]
    public async Task Who_shares_no_chat_is_left_out()
    {
        World.Strangers.Add((Ann.Value, Eve.Value));
        Second.Watch(AnnsConnection, Eve);
        First.Connect(Eve);
        await World.PassAsync(5);
        Assert.Null(await World.OwnerOf(Eve).ReadAsync(Ann, Eve));
        Assert.Empty(Told.Told);
    }

    [Fact]
    public async Task When_messaging_says_that_it_changed_the_watcher_is_told_the_difference_at_once()
    {
        await BobComesAsync();
        World.Hidden.Add((Ann.Value, Bob.Value));
        World.OwnerOf(Bob).Board.Recheck([Bob.Value]);
        await World.PassAsync(1.5);
        Assert.Equal(["ONLINE", "OFFLINE"], ToldOf(Bob));
        Assert.Null(Told.Told[^1].LastSeen);

        World.Hidden.Clear();
        World.OwnerOf(Bob).Board.Recheck([Bob.Value]);
        await World.PassAsync(1.5);
        Assert.Equal(["ONLINE", "OFFLINE", "ONLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task Without_being_told_it_is_noticed_within_a_minute()
    {
        await BobComesAsync();
        World.Strangers.Add((Ann.Value, Bob.Value));
        await World.PassAsync(62);
        Assert.Equal(["ONLINE", "OFFLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task Nothing_is_told_while_it_is_in_doubt_who_may_see_it()
    {
        World.MessagingIsAway = true;
        World.OwnerOf(Bob).Board.Recheck([Bob.Value]);
        World.Hidden.Add((Ann.Value, Bob.Value));
        await BobComesAsync();
        await World.PassAsync(5);
        Assert.Empty(Told.Told);
        World.MessagingIsAway = false;
        await World.PassAsync(5);
        Assert.Empty(Told.Told);
    }

    [Fact]
    public async Task While_messaging_is_away_what_was_known_holds()
    {
        World.MessagingIsAway = true;
        await World.PassAsync(70);
        await BobComesAsync();
        Assert.Equal(["ONLINE"], ToldOf(Bob));
    }
}
