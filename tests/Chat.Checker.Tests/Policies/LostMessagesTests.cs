using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests.Policies;

public sealed class LostMessagesTests
{
    [Fact]
    public void A_lost_message_is_named_with_its_sender_its_seq_and_its_id()
    {
        var run = new RunBuilder();
        var (anna, ben) = (run.Device(run.User()), run.Device(run.User()));
        var chat = run.Direct(anna.User, ben.User);
        anna.Send(chat);
        var last = anna.Send(chat);
        var recorded = run.Finish();
        var lost = recorded.WithMessages(recorded.Chats[0], recorded.Chats[0].Messages.Where(entry => entry != last));

        var anomaly = Assert.Single(RunChecker.Check(lost));

        Assert.Equal(
            (AnomalyKind.Lost, chat.Id, anna.User, 2, last.ClientMsgId),
            (anomaly.Kind, anomaly.ChatId, anomaly.UserId, anomaly.Seq, anomaly.ClientMsgId));
        Assert.StartsWith(
            $"lost {chat.Id} seq 2 {anna.User} {last.ClientMsgId}: acknowledged at ", anomaly.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_chat_that_the_server_forgot_all_its_messages_are_lost()
    {
        var run = new RunBuilder();
        var (anna, ben) = (run.Device(run.User()), run.Device(run.User()));
        var chat = run.Direct(anna.User, ben.User);
        anna.Send(chat);
        ben.Send(chat);

        var found = RunChecker.Check(run.Finish() with { Chats = [] });

        Assert.Equal([AnomalyKind.Lost, AnomalyKind.Lost], found.Select(anomaly => anomaly.Kind));
    }
}
