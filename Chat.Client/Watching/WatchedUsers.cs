using Chat.Client.Machine;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;

namespace Chat.Client.Watching;

/// <summary>
/// The users whose presence the screen shows, told to each new connection. One watch is under way at a time, and who is added
/// meanwhile goes with the next. At most <see cref="Limits.MaxWatched"/>: one more ends the oldest watch.
/// </summary>
internal sealed class WatchedUsers(IClientOutput output, TimeProvider time, long started, Random random)
{
    /// <summary>By the user, whether this connection's server knows.</summary>
    private readonly OrderedDictionary<UserId, bool> _users = [];
    private readonly HashSet<UserId> _asked = [];
    private readonly HashSet<UserId> _changed = [];
    private bool _connected;
    private bool _underWay;
    private int _failures;
    private TimeSpan? _retryAt;

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => _connected ? _retryAt : null;

    private TimeSpan Clock => time.GetElapsedTime(started);

    public void Connected()
    {
        _connected = true;
        _failures = 0;
        Ask();
    }

    public void Disconnected()
    {
        (_connected, _underWay, _retryAt) = (false, false, null);
        foreach (var user in _users.Keys.ToArray())
            _users[user] = false;
    }

    public void Watch(IReadOnlyCollection<UserId> users)
    {
        foreach (var user in users)
            _users.TryAdd(user, false);
        if (_users.Count > Limits.MaxWatched)
            Unwatch([.. _users.Keys.Take(_users.Count - Limits.MaxWatched)]);
        Ask();
    }

    public void Unwatch(IReadOnlyCollection<UserId> users)
    {
        // Who has not been named to the server is not its business.
        UserId[] named = [.. users.Where(user => _users.Remove(user, out var known) && (known || _asked.Contains(user)))];
        _asked.ExceptWith(users);
        if (_connected && named.Length > 0)
            output.UnwatchPresence(named);
    }

    public void Told(UserPresence presence)
    {
        if (!_users.ContainsKey(presence.UserId))
            return;

        if (_asked.Contains(presence.UserId))
            _changed.Add(presence.UserId);
        output.ShowPresence(presence);
    }

    /// <summary>How those are whom the last watch named, as far as they may be seen.</summary>
    public void Answered(IReadOnlyList<UserPresence> present)
    {
        _failures = 0;
        // Whoever has changed since was told of already: the answer is older.
        foreach (var presence in present.Where(presence => _asked.Contains(presence.UserId) && !_changed.Contains(presence.UserId)))
            output.ShowPresence(presence);
        foreach (var user in _asked)
            _users[user] = true;
        _underWay = false;
        _asked.Clear();
        Ask();
    }

    /// <summary>What was refused for good is watched no more.</summary>
    public void Refused(ChatException refusal)
    {
        _underWay = false;
        if (refusal.Code is ErrorCodes.Unavailable or ErrorCodes.RateLimited)
        {
            _retryAt = Clock + Backoff.Unavailable.Delay(_failures++, random.NextDouble());
        }
        else
        {
            foreach (var user in _asked)
                _users.Remove(user);
        }

        _asked.Clear();
        Ask();
    }

    public void Turn()
    {
        if (!_connected || _retryAt is null || _retryAt > Clock)
            return;

        _retryAt = null;
        Ask();
    }

    private void Ask()
    {
        if (!_connected || _underWay || _retryAt is not null)
            return;

        _asked.Clear();
        _changed.Clear();
        foreach (var (user, known) in _users)
        {
            if (!known)
                _asked.Add(user);
        }

        if (_asked.Count == 0)
            return;
        _underWay = true;
        output.WatchPresence([.. _asked]);
    }
}
