using Chat.Checker.Tests.Planting;
using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests.Policies;

public sealed class SeqGapsTests
{
    [Fact]
    public void Neighbouring_seqs_are_one_gap()
    {
        var run = new RunBuilder();
        var anna = run.Device(run.User());
        var chat = run.Group(anna.User);
        for (var i = 0; i < 7; i++)
            anna.SendUnanswered(chat);
        var recorded = run.Finish();
        long[] gone = [2, 4, 5, 7];
        var holed = recorded
            .Map((_, applied) => applied is MessageApplied message && gone.Contains(message.Seq) ? null : applied)
            .WithMessages(recorded.Chats[0], recorded.Chats[0].Messages.Where(entry => !gone.Contains(entry.Seq)));

        var found = RunChecker.Check(holed);

        Assert.All(found, anomaly => Assert.Equal(AnomalyKind.Gap, anomaly.Kind));
        Assert.Equal([2, 4, 7], found.Select(anomaly => anomaly.Seq));
    }
}
