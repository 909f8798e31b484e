using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Sending;

/// <summary>What a transaction did.</summary>
/// <param name="Sends">In the order of the set's.</param>
/// <param name="Watermarks">In the order of the set's.</param>
/// <param name="Chats">The chats of the set that exist.</param>
/// <param name="OutboxId">The row that holds the places of the stored messages; null if none was stored.</param>
public sealed record WriteOutcome(
    IReadOnlyList<SendOutcome> Sends,
    IReadOnlyList<WatermarkOutcome> Watermarks,
    IReadOnlyDictionary<ChatId, LockedChat> Chats,
    long? OutboxId);

/// <summary>The numbers are those that the statement answers.</summary>
public enum SendVerdict
{
    Stored = 0,

    /// <summary>The same clientMsgId was stored before, by whichever replica.</summary>
    Known = 1,
    NotAMember = 2,
    NotAllowed = 3,
    BadReference = 4,
}

/// <param name="SentAt">Unix milliseconds.</param>
/// <param name="WithheldFrom">The other member of a direct chat, who has blocked the sender.</param>
public readonly record struct SendOutcome(SendVerdict Verdict, long Seq, long SentAt, UserId? WithheldFrom = null)
{
    public SendResult ToResult() => Verdict switch
    {
        SendVerdict.Stored or SendVerdict.Known => new SendResult { Seq = Seq, SentAt = SentAt },
        SendVerdict.NotAllowed => new SendResult { Error = ErrorCodes.NotAllowed },
        SendVerdict.BadReference => new SendResult { Error = ErrorCodes.BadRequest },
        // Whoever is not a member does not learn whether the chat exists.
        _ => new SendResult { Error = ErrorCodes.ChatNotFound },
    };
}

/// <param name="Delivered">Where it stands now, if it moved.</param>
/// <param name="Read">Where it stands now, if it moved.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="WithheldFrom">The other member of a direct chat, whom this one has blocked.</param>
public readonly record struct WatermarkOutcome(bool IsMember, long? Delivered, long? Read, long At, UserId? WithheldFrom = null)
{
    public bool Moved => Delivered is not null || Read is not null;

    public WatermarkResult ToResult() => new() { Error = IsMember ? "" : ErrorCodes.ChatNotFound };
}

/// <summary>A chat's row as it was found, locked, before the writes. Times in Unix milliseconds.</summary>
public sealed record LockedChat(
    ChatId Id, long LastSeq, long MembershipVersion, long Version, int MemberCount, long ActiveAt, long ChangedAt);
