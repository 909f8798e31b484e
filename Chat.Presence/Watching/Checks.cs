using Chat.Contracts.Internal;

namespace Chat.Presence.Watching;

/// <summary>Whose sight is to be asked for: new and doubted ones at once, all of a watch every <see cref="Every"/>. Guarded by
/// the board's lock.</summary>
internal sealed class Checks
{
    public const long Every = 60_000;

    private readonly HashSet<Watch> _open = [];

    // In the order of their last check, each watch once. Ended ones are dropped when they are met.
    private readonly Queue<Watch> _turns = new();

    public void Begin(Watch watch, long now)
    {
        watch.CheckedAt = now;
        _turns.Enqueue(watch);
    }

    public void Open(Watch watch) => _open.Add(watch);

    /// <param name="most">Watches.</param>
    public List<Check> Take(int most, long now)
    {
        var taken = new List<Check>();
        while (taken.Count < most && _turns.TryPeek(out var next) && (next.Ended || next.CheckedAt + Every <= now))
        {
            _turns.Dequeue();
            if (next.Ended)
                continue;

            Begin(next, now);
            _open.Remove(next);
            taken.Add(new Check(next, [.. next.Users.Values]));
        }

        foreach (var watch in _open.Take(most - taken.Count).ToArray())
        {
            _open.Remove(watch);
            if (!watch.Ended)
                taken.Add(new Check(watch, [.. watch.Users.Values.Where(user => user.Sight == Sight.Unchecked)]));
        }

        return taken;
    }

    /// <summary>They could not be asked for: those without an answer stay to be asked.</summary>
    public void Return(Check check)
    {
        if (check.Users.Any(user => user.Sight == Sight.Unchecked))
            _open.Add(check.Watch);
    }
}

/// <summary>Users whom a watcher may see or not.</summary>
internal sealed class Check(Watch watch, WatchedUser[] users)
{
    private readonly int[] _versions = [.. users.Select(user => user.Version)];

    public Watch Watch => watch;

    public IReadOnlyList<WatchedUser> Users => users;

    public WatcherQuery Query => new() { WatcherId = watch.Watcher, UserIds = { users.Select(user => user.Subject.Id) } };

    /// <summary>It was not doubted while it was asked for.</summary>
    public bool IsCurrent(int place) => users[place].Version == _versions[place] && !users[place].Ended;
}
