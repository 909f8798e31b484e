using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Living;

/// <summary>Who leaves and rejoins which chats, and when: chosen before the run. Those people do not write there, so that no send
/// is refused for it, and mark nothing read.</summary>
internal sealed class MembershipBoard
{
    private const int InEach = 2;
    private readonly Dictionary<(LoadedUser User, LoadedChat Chat), List<Absence>> _changes = [];

    public MembershipBoard(LoadedCrowd crowd)
    {
        foreach (var chat in crowd.Of(ChatKind.Thirty).Concat(crowd.Of(ChatKind.Three).Take(2)))
        {
            // The first one owns the chat.
            var leaving = Math.Min(InEach, chat.Members.Count - 2);
            foreach (var user in chat.Members.TakeLast(leaving))
                _changes.Add((user, chat), []);
        }
    }

    public IReadOnlyCollection<(LoadedUser User, LoadedChat Chat)> Places => _changes.Keys;

    public bool Comes(LoadedUser user, LoadedChat chat) => _changes.ContainsKey((user, chat));

    public List<Absence> Of(LoadedUser user, LoadedChat chat) => _changes.GetValueOrDefault((user, chat), []);

    /// <summary>One time of not being a member, on the run's clock; each end is somewhere between a call and its answer.</summary>
    internal sealed record Absence(TimeSpan LeaveAsked, TimeSpan LeaveAnswered)
    {
        public TimeSpan RejoinAsked { get; set; }

        public TimeSpan RejoinAnswered { get; set; }
    }
}
