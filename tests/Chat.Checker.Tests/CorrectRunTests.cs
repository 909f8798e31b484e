using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests;

public sealed class CorrectRunTests
{
    [Fact]
    public void Nothing_is_found_in_a_run_as_it_should_be() => Assert.Empty(RunChecker.Check(SampleRun.Fixed()));

    [Fact]
    public void Nothing_is_found_in_nothing() => Assert.Empty(RunChecker.Check(new RecordedRun([], [])));

    [Fact]
    public void What_a_killed_life_had_not_saved_may_come_again()
    {
        var run = new RunBuilder();
        var (anna, ben) = (run.Device(run.User()), run.Device(run.User()));
        var chat = run.Direct(anna.User, ben.User);
        for (var i = 0; i < 5; i++)
            ben.Send(chat);
        anna.Crash(unsaved: 2);
        anna.Start();

        Assert.Equal([1, 2, 3, 4, 5, 4, 5], anna.Events.OfType<MessageApplied>().Select(message => message.Seq));
        Assert.Empty(RunChecker.Check(run.Finish()));
    }

    [Fact]
    public void A_send_of_unknown_outcome_may_be_stored_or_not()
    {
        var run = new RunBuilder();
        var (anna, ben) = (run.Device(run.User()), run.Device(run.User()));
        var chat = run.Direct(anna.User, ben.User);
        anna.SendInVain(chat);
        anna.SendUnanswered(chat);

        Assert.Empty(RunChecker.Check(run.Finish()));
    }

    [Fact]
    public void Who_comes_back_has_what_was_sent_in_either_time_and_nothing_from_between()
    {
        var run = new RunBuilder();
        var (anna, ben) = (run.Device(run.User()), run.Device(run.User()));
        var group = run.Group(anna.User, ben.User);
        anna.Send(group);
        group.Remove(ben.User);
        anna.Send(group);
        group.Add(ben.User);
        anna.Send(group);

        Assert.Equal([1, 3], ben.Events.OfType<MessageApplied>().Select(message => message.Seq));
        Assert.Empty(RunChecker.Check(run.Finish()));
    }
}
