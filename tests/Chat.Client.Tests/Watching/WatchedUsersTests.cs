using Chat.Client.Tests.Machine;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Watching;

public sealed class WatchedUsersTests
{
    private static readonly UserId One = new(11);
    private static readonly UserId Two = new(12);

    private readonly MachineFixture _device = new MachineFixture().Live();

    private IEnumerable<(UserId, string)> Shown => _device.Output.PresenceShown.Select(presence => (presence.UserId, presence.Status));

    [Fact]
    public void The_answer_is_shown_as_events_are()
    {
        Watch(One, Two);
        Answer(Online(One), Offline(Two));
        Tell(Offline(One));

        Assert.Equal([(One, "ONLINE"), (Two, "OFFLINE"), (One, "OFFLINE")], Shown);
    }

    [Fact]
    public void An_event_that_overtakes_the_answer_is_newer()
    {
        Watch(One);
        Tell(Offline(One));
        Answer(Online(One));

        Assert.Equal([(One, "OFFLINE")], Shown);
    }

    [Fact]
    public void Who_is_added_meanwhile_goes_with_the_next_watch()
    {
        Watch(One);
        Watch(Two);
        Assert.Single(_device.Output.Watches);

        Answer(Online(One));

        Assert.Equal([[One], [Two]], _device.Output.Watches);
    }

    [Fact]
    public void A_new_connection_is_told_of_everybody()
    {
        Watch(One, Two);
        Answer();
        _device.Do(machine => machine.Disconnected());
        _device.Do(machine => machine.Connected(MachineFixture.Me, MachineFixture.MyDevice));

        Assert.Equal([[One, Two], [One, Two]], _device.Output.Watches);
    }

    [Fact]
    public void Who_is_no_longer_watched_is_no_longer_shown()
    {
        Watch(One, Two);
        Answer();
        Unwatch(One);
        Tell(Online(One));

        Assert.Empty(Shown);
        Assert.Equal([[One]], _device.Output.Unwatches);
    }

    [Fact]
    public void Who_is_watched_anew_while_the_first_watch_is_under_way_is_named_again()
    {
        Watch(One);
        Unwatch(One);
        Watch(One);
        Answer(Online(One));

        Assert.Equal([[One], [One]], _device.Output.Watches);
        Assert.Empty(Shown);
    }

    [Fact]
    public void An_unavailable_watch_is_tried_again_with_who_came_meanwhile()
    {
        Watch(One);
        Refuse(ErrorCodes.Unavailable);
        Watch(Two);
        Assert.Single(_device.Output.Watches);

        _device.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([[One], [One, Two]], _device.Output.Watches);
    }

    [Fact]
    public void A_watch_refused_for_good_is_dropped()
    {
        Watch(One);
        Refuse(ErrorCodes.BadRequest);
        _device.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(_device.Output.Watches);
    }

    [Fact]
    public void One_user_too_many_ends_the_oldest_watch()
    {
        Watch([.. Enumerable.Range(1, Limits.MaxWatched).Select(number => new UserId(number))]);
        Answer();
        Watch(new UserId(1_000));

        Assert.Equal([[new UserId(1)]], _device.Output.Unwatches);
    }

    private static UserPresence Online(UserId user) => new(user, PresenceStatus.Online, null);

    private static UserPresence Offline(UserId user) => new(user, PresenceStatus.Offline, new WireTime(1));

    private void Watch(params UserId[] users) => _device.Do(machine => machine.Screen.Watched.Watch(users));

    private void Unwatch(params UserId[] users) => _device.Do(machine => machine.Screen.Watched.Unwatch(users));

    private void Answer(params UserPresence[] present) => _device.Do(machine => machine.Screen.Watched.Answered(present));

    private void Tell(UserPresence presence) => _device.Do(machine => machine.Screen.Watched.Told(presence));

    private void Refuse(string code) => _device.Do(machine => machine.Screen.Watched.Refused(new ChatException(code, "No.")));
}
