using Chat.Contracts.Ids;

namespace Chat.Presence.Tests.Rules;

public sealed class ComingAndGoingTests : PresenceTest
{
    private static readonly DeviceId Phone = new(71);
    private static readonly DeviceId Laptop = new(72);

    [Fact]
    public async Task A_user_is_online_while_any_device_on_any_gateway_is()
    {
        var phone = await BobComesAsync(First);
        var tablet = await BobComesAsync(First);
        var laptop = await BobComesAsync(Second);
        First.SayGoodbye(phone);
        await World.PassAsync(3);
        Second.SayGoodbye(laptop);
        await World.PassAsync(90);

        Assert.Equal(["ONLINE"], ToldOf(Bob));
        Assert.Equal("ONLINE", await StatusAsync(Bob));
        First.SayGoodbye(tablet);
        await World.PassAsync(2);
        Assert.Equal(["ONLINE", "OFFLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task After_a_clean_goodbye_a_user_is_offline_at_once_with_the_time_of_it()
    {
        var connection = await BobComesAsync();
        First.SayGoodbye(connection);
        var at = World.Time.GetUtcNow();

        Assert.InRange(await SecondsUntilOfflineAsync(), 0, 1.5);

        Assert.Equal(Contracts.WireTime.Of(at).ToString(), Told.Told[^1].LastSeen);
        Assert.Equal(at.ToUnixTimeMilliseconds(), (await World.OwnerOf(Bob).ReadAsync(Ann, Bob))!.LastSeen);
    }

    [Fact]
    public async Task Who_vanished_without_a_word_is_offline_after_30_to_60_s()
    {
        First.Vanish(await BobComesAsync());
        Assert.InRange(await SecondsUntilOfflineAsync(), 30, 60);
    }

    [Fact]
    public async Task A_connection_that_fell_silent_was_gone_before_it_ended()
    {
        var connection = await BobComesAsync();
        await World.PassAsync(60);
        First.Vanish(connection, secondsAgo: 55);
        var lastHeard = World.Now - 55_000;

        Assert.InRange(await SecondsUntilOfflineAsync(), 0, 1);
        Assert.Equal(lastHeard, (await World.OwnerOf(Bob).ReadAsync(Ann, Bob))!.LastSeen);
    }

    [Fact]
    public async Task The_users_of_a_gateway_that_dies_are_offline_30_to_60_s_after()
    {
        await BobComesAsync();
        World.Kill(First);
        Assert.InRange(await SecondsUntilOfflineAsync(), 30, 60);
    }

    [Fact]
    public async Task Who_is_back_before_that_was_never_away()
    {
        var connection = await BobComesAsync(First);
        First.Vanish(connection);
        await World.PassAsync(25);
        connection = await BobComesAsync(Second);
        await World.PassAsync(60);
        // A page that is loaded anew.
        Second.SayGoodbye(connection);
        Second.Connect(Bob);
        await World.PassAsync(60);

        Assert.Equal(["ONLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task A_goodbye_does_not_speak_for_another_device_that_vanished_a_moment_ago()
    {
        var phone = await BobComesAsync();
        var laptop = await BobComesAsync();
        First.Vanish(phone);
        await World.PassAsync(5);
        First.SayGoodbye(laptop);

        Assert.InRange(await SecondsUntilOfflineAsync(), 25, 55);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_that_vanished_came_back_and_said_goodbye_is_not_waited_for(bool toTheSameGateway)
    {
        var back = toTheSameGateway ? First : Second;
        var (connection, _) = First.Connect(Bob, Phone);
        await World.PassAsync(5);
        First.Vanish(connection);
        await World.PassAsync(5);
        (connection, _) = back.Connect(Bob, Phone);
        await World.PassAsync(3);
        back.SayGoodbye(connection);

        Assert.InRange(await SecondsUntilOfflineAsync(), 0, 1.5);
    }

    [Fact]
    public async Task So_too_when_it_was_back_for_less_than_a_report()
    {
        var (connection, _) = First.Connect(Bob, Phone);
        await World.PassAsync(5);
        First.Vanish(connection);
        await World.PassAsync(5);
        (connection, _) = Second.Connect(Bob, Phone);
        Second.SayGoodbye(connection);

        Assert.InRange(await SecondsUntilOfflineAsync(), 0, 1.5);
    }

    [Fact]
    public async Task A_device_elsewhere_does_not_speak_for_another_that_vanished()
    {
        var (phone, _) = First.Connect(Bob, Phone);
        var (laptop, _) = First.Connect(Bob, Laptop);
        await World.PassAsync(5);
        First.Vanish(laptop);
        First.Vanish(phone);
        await World.PassAsync(5);
        var (elsewhere, _) = Second.Connect(Bob, Phone);
        await World.PassAsync(1);
        Second.SayGoodbye(elsewhere);
        await World.PassAsync(10);

        Assert.Equal("ONLINE", await StatusAsync(Bob));
    }

    [Fact]
    public async Task A_device_that_another_gateway_takes_over_is_not_away_in_between()
    {
        var old = await BobComesAsync(First);
        Second.Connect(Bob);
        First.SayGoodbye(old);
        await World.PassAsync(60);
        Assert.Equal(["ONLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task A_gateway_that_cannot_reach_presence_for_a_while_loses_nothing()
    {
        World.Reaches = (from, _) => from != First.Id;
        First.Connect(Bob);
        await World.PassAsync(20);
        Assert.Empty(ToldOf(Bob));
        World.Reaches = static (_, _) => true;
        await World.PassAsync(4);
        Assert.Equal(["ONLINE"], ToldOf(Bob));
    }

    [Fact]
    public async Task A_report_that_arrived_without_its_answer_is_no_second_change()
    {
        World.Reaches = (_, to) => to != First.Id;
        var connection = await BobComesAsync();
        await World.PassAsync(10);
        First.SayGoodbye(connection);
        await World.PassAsync(10);
        Assert.Equal(["ONLINE", "OFFLINE"], ToldOf(Bob));
        World.Reaches = static (_, _) => true;
        await World.PassAsync(90);
        Assert.Equal(["ONLINE", "OFFLINE"], ToldOf(Bob));
    }
}
