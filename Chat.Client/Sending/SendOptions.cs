using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Sending;

public sealed record SendOptions
{
    /// <summary>
    /// Names the send: the same again, within 30 days, is one message. Given by an application that keeps its unsent messages
    /// itself; else a new one.
    /// </summary>
    public Guid? ClientMsgId { get; init; }

    public MessageKind Kind { get; init; }

    /// <summary>The message that an event is about.</summary>
    public long? RefSeq { get; init; }

    /// <summary>Completed media.</summary>
    public IReadOnlyList<MediaId>? MediaIds { get; init; }
}
