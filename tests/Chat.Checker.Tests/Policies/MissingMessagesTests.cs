using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;
using Chat.Contracts.Hub;

namespace Chat.Checker.Tests.Policies;

public sealed class MissingMessagesTests
{
    private readonly RunBuilder _run = new();
    private readonly DeviceBuilder _anna;
    private readonly DeviceBuilder _ben;
    private readonly ChatBuilder _chat;

    public MissingMessagesTests()
    {
        (_anna, _ben) = (_run.Device(_run.User()), _run.Device(_run.User()));
        _chat = _run.Group(_anna.User, _ben.User);
    }

    [Fact]
    public void A_device_that_does_not_end_caught_up_is_not_judged()
    {
        _ben.Disconnect();
        _anna.Send(_chat);

        var run = _run.Recorded();

        Assert.False(run.Devices[1].EndsCaughtUp);
        Assert.Empty(RunChecker.Check(run));
    }

    [Fact]
    public void A_connection_that_has_not_caught_up_is_not_judged()
    {
        _ben.Disconnect();
        _anna.Send(_chat);
        var run = _run.Recorded();
        var ben = run.Devices[1];

        run = run.With(ben, ben.Events.Append(new Connected(_run.Now())));

        Assert.False(run.Devices[1].EndsCaughtUp);
        Assert.Empty(RunChecker.Check(run));
    }

    [Fact]
    public void Who_was_removed_is_owed_nothing()
    {
        _ben.Disconnect();
        _anna.Send(_chat);
        _chat.Remove(_ben.User);

        Assert.Empty(RunChecker.Check(_run.Finish()));
    }

    [Fact]
    public void The_first_lifes_cursors_stand_for_what_was_there_before()
    {
        _ben.Disconnect();
        _anna.Send(_chat);
        var run = _run.Recorded();
        var ben = run.Devices[1];

        var returned = run.With(ben, Life(seq: 1));

        Assert.Empty(RunChecker.Check(returned));
    }

    [Fact]
    public void A_cursor_that_was_saved_ahead_of_the_applying_hides_nothing()
    {
        _ben.Disconnect();
        _anna.Send(_chat);
        var run = _run.Recorded();
        var ben = run.Devices[1];

        var ahead = run.With(ben, ben.Events.Concat(Life(seq: 1)));

        var anomaly = Assert.Single(RunChecker.Check(ahead));
        Assert.Equal((AnomalyKind.Missing, ben.DeviceId, 1), (anomaly.Kind, anomaly.DeviceId, anomaly.Seq));
    }

    private IEnumerable<DeviceEvent> Life(long seq) =>
        [new Started(_run.Now(), [new Cursor(_chat.Id, seq)]), new Connected(_run.Now()), new CaughtUp(_run.Now())];
}
