using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Routing;

/// <summary>Sessions by their users, without an allocation for each user: most of a large group are nowhere connected.</summary>
internal sealed class SessionsByUser
{
    private readonly IReadOnlyList<Session> _sessions;
    private readonly Dictionary<UserId, int> _first;
    private readonly int[] _next;

    public SessionsByUser(IReadOnlyList<Session> sessions)
    {
        _sessions = sessions;
        _first = new Dictionary<UserId, int>(sessions.Count);
        _next = new int[sessions.Count];
        for (var i = sessions.Count - 1; i >= 0; i--)
        {
            _next[i] = First(sessions[i].User);
            _first[sessions[i].User] = i;
        }
    }

    /// <summary>The place of the user's first session; negative: there is none.</summary>
    public int First(UserId user) => _first.TryGetValue(user, out var first) ? first : -1;

    /// <summary>The place of the same user's next one, likewise.</summary>
    public int Next(int place) => _next[place];

    public Session At(int place) => _sessions[place];
}
