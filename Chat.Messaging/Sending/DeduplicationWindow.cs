using Chat.Contracts;

namespace Chat.Messaging.Sending;

/// <summary>The times between which a clientMsgId is looked for, so that older months are not touched.</summary>
internal readonly record struct DeduplicationWindow(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Between this clock and the databases'.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    public static DeduplicationWindow At(DateTimeOffset now) => new(now - Limits.Deduplication, now + ClockSlack);
}
