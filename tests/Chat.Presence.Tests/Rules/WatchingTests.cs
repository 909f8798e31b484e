using Chat.Contracts.Internal;
using Chat.Testing;

namespace Chat.Presence.Tests.Rules;

public sealed class WatchingTests : PresenceTest
{
    [Fact]
    public async Task A_watcher_is_told_at_most_one_change_of_a_user_a_second_and_the_last_one_always()
    {
        for (var i = 0; i < 40; i++)
        {
            var (connection, _) = First.Connect(Bob);
            await World.PassAsync(0.5);
            First.SayGoodbye(connection);
            await World.PassAsync(0.75);
        }

        First.Connect(Bob);
        await World.PassAsync(3);

        var times = Told.Told.Select(told => told.At).ToArray();
        Assert.True(times.Length > 20, $"{times.Length}");
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 1_000));
        Assert.Equal("ONLINE", ToldOf(Bob).Last());
    }

    [Fact]
    public async Task Who_changes_while_a_watch_is_on_its_way_is_told_once_more()
    {
        First.Connect(Eve);
        await World.PassAsync(1);
        Second.Watch(AnnsConnection, Bob, Eve);
        await World.PassAsync(3);
        Assert.Equal(["ONLINE"], ToldOf(Eve));
        Assert.Empty(ToldOf(Bob));
    }

    [Fact]
    public async Task What_the_answer_of_the_call_said_is_not_told_again()
    {
        First.Connect(Eve);
        await World.PassAsync(15);
        Second.Watch(AnnsConnection, Eve);
        await World.PassAsync(70);
        Assert.Empty(ToldOf(Eve));
    }

    [Fact]
    public async Task A_watch_ends_by_itself_and_with_its_connection()
    {
        Second.Unwatch(AnnsConnection, Bob);
        await World.PassAsync(1);
        var connection = await BobComesAsync();
        Assert.Empty(Told.Told);
        Assert.Equal(0, World.OwnerOf(Bob).Board.Watched);

        Second.Watch(AnnsConnection, Bob);
        await World.PassAsync(1);
        Second.SayGoodbye(AnnsConnection);
        await World.PassAsync(1);
        Assert.Equal(0, World.OwnerOf(Bob).Board.Watched);
        First.SayGoodbye(connection);
        await World.PassAsync(1);
    }

    [Fact]
    public async Task A_batch_that_does_not_arrive_is_told_again_as_things_are_then()
    {
        World.Reaches = (_, to) => to != Second.Id;
        var connection = await BobComesAsync();
        First.SayGoodbye(connection);
        await World.PassAsync(2);
        await BobComesAsync();
        Assert.Empty(Told.Told);

        World.Reaches = static (_, _) => true;
        await World.PassAsync(4);
        Assert.Equal(["ONLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task A_batch_that_a_later_one_has_overtaken_counts_for_nothing()
    {
        await BobComesAsync();
        var old = new PresenceChanges { Source = World.Replicas[0].Instance.Id, Number = 1 };
        old.Changes.Add(new PresenceChange { State = new PresenceState { UserId = Bob.Value }, ConnectionIds = { AnnsConnection.Number } });
        Second.Take(old);
        Assert.Equal(["ONLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task A_connection_with_frames_waiting_is_told_later_and_only_how_it_is_then()
    {
        Told.IsSlow = true;
        await BobComesAsync();
        Second.Watch(AnnsConnection, Eve);
        var (connection, _) = First.Connect(Eve);
        await World.PassAsync(3);
        // The first frame is being written, the second waits: from here on it is shed.
        First.SayGoodbye(connection);
        await World.PassAsync(3);
        First.Connect(Eve);
        await World.PassAsync(3);
        First.SayGoodbye(First.Connect(Bob).Connection);
        Assert.True(Told.Told.Count <= 2);

        Told.CatchUp();
        // The connection goes on with its queue by itself.
        await Eventually.Async(async _ =>
        {
            await World.PassAsync(1);
            return ToldOf(Eve).LastOrDefault() == "ONLINE";
        });

        Assert.Equal("ONLINE", ToldOf(Bob).Last());
        Assert.True(ToldOf(Eve).Count() <= 2);
    }
}
