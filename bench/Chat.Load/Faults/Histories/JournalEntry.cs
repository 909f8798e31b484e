using Chat.Checker;
using Chat.Contracts.Ids;

namespace Chat.Load.Faults.Histories;

/// <summary>What happened on a device. Millions of them: no references, so that the collector does not look at them.</summary>
/// <param name="At">On the run's clock.</param>
/// <param name="User">Who sent the message, or whose watermark it is.</param>
internal readonly record struct JournalEntry(
    JournalEvent Event,
    TimeSpan At,
    ChatId Chat = default,
    long Seq = 0,
    Guid ClientMsgId = default,
    MessageId ServerMsgId = default,
    UserId User = default,
    ContentHash Content = default);
