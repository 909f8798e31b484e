using Chat.Contracts.Internal;

namespace Chat.Messaging.Publishing;

/// <summary>
/// Answers Delivery, which found that Kafka has forgotten records: opens their outbox rows again for the sweepers. Rows are
/// kept for <see cref="Outbox.Kept"/> after their publication; what is older the devices learn from their heads.
/// </summary>
public sealed partial class Republishing(Outboxes outboxes, ILogger<Republishing> logger)
{
    public async Task<RepublishResult> AnswerAsync(RepublishQuery query, CancellationToken cancellation)
    {
        var since = DateTimeOffset.FromUnixTimeMilliseconds(query.Since);
        var reopened = await Task.WhenAll(outboxes.All.Select(outbox => outbox.ReopenAsync(since, cancellation)));
        var rows = reopened.Sum();
        LogReopened(logger, rows, since);
        return new RepublishResult { Rows = rows };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka has forgotten records: {Rows} outbox rows since {Since} are published again")]
    private static partial void LogReopened(ILogger logger, int rows, DateTimeOffset since);
}
