using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests.Policies;

public sealed class DivergedHistoriesTests
{
    [Fact]
    public void A_head_below_the_last_message_diverges()
    {
        var run = SampleRun.Fixed();
        var chat = run.Chats[0];

        var anomaly = Assert.Single(RunChecker.Check(run.With(chat with { LastSeq = chat.LastSeq - 1 })));

        Assert.Equal((AnomalyKind.Diverged, chat.ChatId, chat.LastSeq), (anomaly.Kind, anomaly.ChatId, anomaly.Seq));
    }

    [Fact]
    public void A_device_that_has_another_in_the_place_of_a_message_diverges_and_misses_nothing()
    {
        var run = new RunBuilder();
        var (anna, ben) = (run.Device(run.User()), run.Device(run.User()));
        var chat = run.Direct(anna.User, ben.User);
        anna.Send(chat);
        var (from, send) = (anna.User, anna.SendInVain(chat));
        var recorded = run.Finish();
        var bens = recorded.Devices[1];

        var found = RunChecker.Check(recorded.With(bens, bens.Events.Select(other => other is MessageApplied message
            ? message with { From = from, ClientMsgId = send.ClientMsgId, Content = send.Content }
            : other)));

        var anomaly = Assert.Single(found);
        Assert.Equal((AnomalyKind.Diverged, bens.DeviceId, 1), (anomaly.Kind, anomaly.DeviceId, anomaly.Seq));
    }
}
