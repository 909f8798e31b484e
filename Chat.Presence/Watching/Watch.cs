using Chat.Presence.Tracking;

namespace Chat.Presence.Watching;

/// <summary>What one connection watches of this replica's users. Guarded by the board's lock.</summary>
/// <param name="connection">The gateway's number of it.</param>
internal sealed class Watch(ReportingGateway gateway, long connection, long watcher)
{
    public ReportingGateway Gateway => gateway;

    public long Connection => connection;

    public long Watcher => watcher;

    public bool Ended { get; set; }

    public Dictionary<long, WatchedUser> Users { get; } = [];

    /// <summary>When all of them were last asked for; Unix milliseconds.</summary>
    public long CheckedAt { get; set; }
}
