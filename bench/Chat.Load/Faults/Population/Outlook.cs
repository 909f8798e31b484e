using System.Collections.Concurrent;
using Chat.Client;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Load.Faults.Population;

/// <summary>What a device's screen shows beside messages: whom it watches, how they look, and that somebody types.</summary>
internal sealed class Outlook
{
    private readonly ConcurrentDictionary<UserId, bool> _online = [];
    private long _typing;
    private long _presence;

    /// <summary>Set before it connects.</summary>
    public IReadOnlyList<LoadedUser> Watched { get; set; } = [];

    /// <summary>Events so far.</summary>
    public long Typing => Volatile.Read(ref _typing);

    public long Presence => Volatile.Read(ref _presence);

    public bool ShowsOnline(LoadedUser user) => _online.GetValueOrDefault(user.Id);

    /// <summary>A new process: its screen is empty at first.</summary>
    public void Attach(ChatClient client)
    {
        _online.Clear();
        client.Handlers.Presence = SeeAsync;
        client.Handlers.Typing = SeeAsync;
    }

    public async Task WatchAsync(ChatClient client, CancellationToken cancellationToken)
    {
        if (Watched.Count > 0)
            await client.WatchPresenceAsync([.. Watched.Select(user => user.Id)], cancellationToken);
    }

    private ValueTask SeeAsync(UserPresence presence, CancellationToken cancellationToken)
    {
        _online[presence.UserId] = presence.Status == PresenceStatus.Online;
        Interlocked.Increment(ref _presence);
        return ValueTask.CompletedTask;
    }

    private ValueTask SeeAsync(Typing typing, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _typing);
        return ValueTask.CompletedTask;
    }
}
