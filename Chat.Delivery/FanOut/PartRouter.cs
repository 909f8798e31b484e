using Chat.Delivery.Members;
using Chat.Delivery.Routing;

namespace Chat.Delivery.FanOut;

/// <summary>Brings the parts that this replica has read to their recipients: they name them, no membership is needed.</summary>
internal sealed partial class PartRouter(Outgoing outgoing, ILogger<PartRouter> logger)
{
    /// <summary>Recipients of a push, roughly: as many as are looked up in one read.</summary>
    private const int Together = Outgoing.UsersAtOnce;

    /// <summary>Called once at a time. Ends when every part is with the pumps it is for, which hold its acknowledgement.</summary>
    public async Task RouteAsync(IReadOnlyList<RoutedEvent> parts, CancellationToken cancellation)
    {
        try
        {
            await outgoing.SendAsync(Join(parts), cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A defect, as in the router.
            RoutingMetrics.Skipped.Add(parts.Count, new KeyValuePair<string, object?>("reason", "failed"));
            LogFailed(logger, parts.Count, exception);
        }
    }

    /// <summary>Parts of one message that came in one record become one push a gateway, which is serialized once.</summary>
    private static List<Addressed> Join(IReadOnlyList<RoutedEvent> parts)
    {
        var joined = new List<Addressed>(parts.Count);
        var recipients = new List<Member>();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            recipients.AddRange(part.Recipients ?? []);
            if (i + 1 < parts.Count && recipients.Count < Together && AreOfOneMessage(part, parts[i + 1]))
                continue;

            joined.Add(new Addressed(part, recipients));
            recipients = [];
        }

        return joined;
    }

    private static bool AreOfOneMessage(RoutedEvent part, RoutedEvent next) =>
        part.Acknowledgement == next.Acknowledgement
        && part.Event.ChatId == next.Event.ChatId
        && part.Event.Message is { } message && next.Event.Message is { } other && message.Seq == other.Seq;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} parts could not be routed and are skipped")]
    private static partial void LogFailed(ILogger logger, int count, Exception exception);
}
