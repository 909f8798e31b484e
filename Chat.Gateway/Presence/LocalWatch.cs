using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Presence;

/// <summary>Whom one connection watches, and what of them waits to be written. Its lock is taken before the connection's.</summary>
public sealed class LocalWatch(ClientConnection connection)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _users = [];
    private Dictionary<long, Frame>? _held;

    public ClientConnection Connection => connection;

    public long[] Users
    {
        get
        {
            lock (_lock)
                return [.. _users];
        }
    }

    /// <exception cref="ChatException"><c>bad-request</c>: more than <see cref="Limits.MaxWatched"/>.</exception>
    public void Add(IReadOnlyCollection<long> users)
    {
        lock (_lock)
        {
            if (_users.Count + users.Count(user => !_users.Contains(user)) > Limits.MaxWatched)
                throw ChatException.BadRequest($"A connection watches at most {Limits.MaxWatched} users.");
            _users.UnionWith(users);
        }
    }

    public void Remove(IReadOnlyCollection<long> users)
    {
        lock (_lock)
        {
            _users.ExceptWith(users);
            foreach (var user in users)
                _held?.Remove(user);
        }
    }

    /// <summary>Writes it, unless other frames wait already: then it is held, the latest of each user, and true is returned.</summary>
    public bool Tell(long user, Frame frame)
    {
        lock (_lock)
        {
            if (!_users.Contains(user))
                return false;
            if (_held?.ContainsKey(user) != true && connection.TryPush(frame))
                return false;

            (_held ??= [])[user] = frame;
            return true;
        }
    }

    /// <summary>True: nothing is held any more.</summary>
    public bool Release()
    {
        lock (_lock)
        {
            foreach (var (user, frame) in _held ?? [])
            {
                if (!connection.TryPush(frame))
                    return false;
                _held!.Remove(user);
            }

            _held = null;
            return true;
        }
    }
}
