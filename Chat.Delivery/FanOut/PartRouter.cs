using Chat.Delivery.Routing;

namespace Chat.Delivery.FanOut;

/// <summary>Brings the parts that this replica has read to their recipients: they name them, no membership is needed.</summary>
internal sealed partial class PartRouter(Outgoing outgoing, ILogger<PartRouter> logger)
{
    /// <summary>Called once at a time. Ends when every part is with the pumps it is for, which hold its acknowledgement.</summary>
    public async Task RouteAsync(IReadOnlyList<RoutedEvent> parts, CancellationToken cancellation)
    {
        try
        {
            await outgoing.SendAsync([.. parts.Select(part => new Addressed(part, part.Recipients ?? []))], cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A defect, as in the router.
            RoutingMetrics.Skipped.Add(parts.Count, new KeyValuePair<string, object?>("reason", "failed"));
            LogFailed(logger, parts.Count, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} parts could not be routed and are skipped")]
    private static partial void LogFailed(ILogger logger, int count, Exception exception);
}
