using Chat.Checker;
using Chat.Load.Faults.Living;
using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Histories;

/// <summary>
/// Who was a member of a chat from which seq to which. A change takes effect somewhere between the call and its answer: what
/// was ACKed before the call and what was sent after the answer is certain. For what is between the two, the user's devices
/// say what they got, and must all have got the same.
/// </summary>
internal sealed class Intervals(MembershipBoard membership, SendTimes sends)
{
    public IEnumerable<MemberInterval> Of(LoadedChat chat, long lastSeq) => chat.Members.SelectMany(member => Of(chat, member, lastSeq));

    private IEnumerable<MemberInterval> Of(LoadedChat chat, LoadedUser user, long lastSeq)
    {
        var from = 1L;
        var absences = membership.Of(user, chat);
        var applied = absences.Count == 0 ? [] : Applied(chat, user);
        foreach (var absence in absences)
        {
            yield return new MemberInterval(user.Id, from, Until(chat, absence, lastSeq, applied));
            from = From(chat, absence, lastSeq, applied);
        }

        yield return new MemberInterval(user.Id, from);
    }

    private long Until(LoadedChat chat, MembershipBoard.Absence absence, long lastSeq, SortedSet<long> applied)
    {
        var least = sends.AckedBefore(chat.Id, absence.LeaveAsked);
        var most = (sends.StartedAfter(chat.Id, absence.LeaveAnswered) ?? lastSeq + 1) - 1;
        return most <= least ? least : applied.GetViewBetween(least, most).DefaultIfEmpty(least).Max();
    }

    private long From(LoadedChat chat, MembershipBoard.Absence absence, long lastSeq, SortedSet<long> applied)
    {
        var least = sends.AckedBefore(chat.Id, absence.RejoinAsked) + 1;
        var most = sends.StartedAfter(chat.Id, absence.RejoinAnswered) ?? lastSeq + 1;
        return most <= least ? least : applied.GetViewBetween(least, most).DefaultIfEmpty(most).Min();
    }

    private static SortedSet<long> Applied(LoadedChat chat, LoadedUser user) =>
    [
        .. user.Devices.SelectMany(device => device.Journal.Read())
            .Where(entry => entry.Event == JournalEvent.Applied && entry.Chat == chat.Id)
            .Select(entry => entry.Seq),
    ];
}
