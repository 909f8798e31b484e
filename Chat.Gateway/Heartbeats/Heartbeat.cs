using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Heartbeats;

/// <summary><c>Heartbeat</c>: puts the session back if the registry has lost it, and answers what changed since the last
/// one.</summary>
public sealed class Heartbeat(SessionRestoration restoration, HeadsReader heads)
{
    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached.</exception>
    public async Task<Heads> BeatAsync(ClientConnection connection, CancellationToken cancellation)
    {
        var reading = heads.ReadAsync(connection.Caller.User, connection.HeartbeatAsOf, cancellation);
        await Task.WhenAll(restoration.RestoreAsync(connection, cancellation), reading);
        var (changed, asOf) = await reading;
        connection.HeartbeatAsOf = asOf;
        connection.KnownGood = asOf;
        return changed;
    }
}
