using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The argument of <c>Send</c>. Everything is nullable or defaulted here because it comes from outside; an id that
/// is there but is none reads as <c>default</c>.</summary>
public sealed record SendRequest(
    Guid ClientMsgId,
    ChatId? ChatId,
    byte[]? Ciphertext,
    IReadOnlyList<MediaId>? MediaIds = null,
    string? Kind = null,
    long? RefSeq = null);
