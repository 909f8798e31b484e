using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests.Policies;

public sealed class WrongUnreadsTests
{
    private readonly RunBuilder _run = new();
    private readonly DeviceBuilder _anna;
    private readonly DeviceBuilder _ben;
    private readonly ChatBuilder _chat;

    public WrongUnreadsTests()
    {
        (_anna, _ben) = (_run.Device(_run.User()), _run.Device(_run.User()));
        _chat = _run.Direct(_anna.User, _ben.User);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void Own_messages_and_events_do_not_count(long unread, int anomalies)
    {
        _ben.Send(_chat);
        _ben.Send(_chat, isEvent: true);
        _anna.Send(_chat);
        _ben.Send(_chat);
        var run = _run.Finish();
        var state = run.Chats[0].States.Single(one => one.UserId == _anna.User);

        Assert.Equal(anomalies, RunChecker.Check(run.With(run.Chats[0], state with { Unread = unread })).Count);
    }

    [Fact]
    public void A_mark_that_a_killed_client_had_not_claimed_may_be_forgotten()
    {
        _ben.Send(_chat);
        _anna.Crash(unsaved: 0);
        _anna.Start();
        var run = _run.Finish();
        var anna = run.Devices[0];
        var mark = new ReadMarked(_run.Now(), _chat.Id, 1);

        var secondLife = anna.Events.Index().Last(one => one.Item is Started).Index;
        Assert.Empty(RunChecker.Check(run.With(anna, anna.Inserted(secondLife, mark))));

        var found = RunChecker.Check(run.With(anna, anna.Inserted(secondLife + 1, mark)));
        Assert.Equal((AnomalyKind.UnreadWrong, anna.UserId), (Assert.Single(found).Kind, found[0].UserId));
    }
}
