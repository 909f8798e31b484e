using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Watching;

/// <summary>
/// Looks every second whether those who are watched look as they are. A view may be wrong for a while: who vanishes is seen
/// to be gone within 60 s.
/// </summary>
internal sealed class PresenceViews(LoadedCrowd crowd, RunClock clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(75);

    /// <summary>Since when a view is wrong, and whether that has been counted.</summary>
    private readonly Dictionary<(LoadedDevice Watcher, LoadedUser User), (TimeSpan Since, bool Online, bool Counted)> _wrong = [];
    private volatile int _wrongNow;
    private volatile int _wrongTooLong;

    public int WrongNow => _wrongNow;

    /// <summary>Views that were wrong for longer than they may be, once each time.</summary>
    public int WrongTooLong => _wrongTooLong;

    public async Task RunAsync(CancellationToken end)
    {
        var watchers = crowd.Devices.Where(device => device.Outlook.Watched.Count > 0).ToArray();
        using var turns = new PeriodicTimer(Look);
        try
        {
            while (await turns.WaitForNextTickAsync(end))
            {
                foreach (var watcher in watchers)
                {
                    foreach (var user in watcher.Outlook.Watched)
                        LookAt(watcher, user);
                }

                _wrongNow = _wrong.Count;
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Seen enough.
        }
    }

    private void LookAt(LoadedDevice watcher, LoadedUser user)
    {
        var online = user.Devices.Any(device => device.IsExpected(TimeSpan.Zero));
        if (!watcher.IsPresent || watcher.Outlook.ShowsOnline(user) == online)
        {
            _wrong.Remove((watcher, user));
            return;
        }

        var now = clock.Now;
        if (!_wrong.TryGetValue((watcher, user), out var wrong) || wrong.Online != online)
            wrong = (now, online, Counted: false);
        if (!wrong.Counted && now - wrong.Since > Grace)
        {
            wrong.Counted = true;
            _wrongTooLong++;
            Console.WriteLine($"{now.TotalSeconds,6:0.0} s  {watcher.Account.DeviceId} has seen {user.Id} {(online ? "gone" : "there")} for too long");
        }

        _wrong[(watcher, user)] = wrong;
    }
}
