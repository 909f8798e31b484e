using Chat.Contracts.Internal;
using StackExchange.Redis;

namespace Chat.Delivery.Pushing;

/// <summary>
/// Takes connections out of the registry that their gateway does not know. Not young ones: a connection is registered
/// before the gateway holds it.
/// </summary>
internal sealed partial class StaleSessions(RemoveSession remove, TimeProvider time, ILogger<StaleSessions> logger)
{
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(60);

    public async Task RemoveAsync(PushResult result, IReadOnlyList<PushItem> pushed, CancellationToken cancellation)
    {
        if (result.UnknownConnectionIds.Count == 0)
            return;

        // A connection id is the time of its registration in microseconds.
        var old = (time.GetUtcNow() - Young).ToUnixTimeMilliseconds() * 1000;
        var unknown = result.UnknownConnectionIds.Where(id => id < old).ToHashSet();
        foreach (var session in pushed.SelectMany(item => item.Sessions).Where(session => unknown.Remove(session.ConnectionId)))
        {
            try
            {
                await remove(session, cancellation);
                PushMetrics.StaleSessions.Add(1);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                // The next push to it tells again.
                LogNotRemoved(logger, session.ConnectionId, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The stale connection {Connection} could not be removed")]
    private static partial void LogNotRemoved(ILogger logger, long connection, Exception exception);
}
