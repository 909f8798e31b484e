using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Rest;

public sealed record CreateChatRequest(string? Type, IReadOnlyList<UserId>? Members, string? Title = null);

public sealed record RenameChatRequest(string? Title);

/// <summary>A chat as one of its members sees it.</summary>
/// <param name="FirstSeq">The first message that the caller may see; unread and lastMessage look no further back.</param>
/// <param name="Unread">Others' messages (events not counted) after <paramref name="ReadSeq"/>.</param>
public sealed record ChatSummary(
    ChatId ChatId,
    string Type,
    string? Title,
    string Role,
    int MemberCount,
    long FirstSeq,
    long LastSeq,
    long ReadSeq,
    long DeliveredSeq,
    long Unread,
    Message? LastMessage);

public sealed record Member(UserId UserId, string Role);

public sealed record AddMembersRequest(IReadOnlyList<UserId>? UserIds);

public sealed record ChangeRoleRequest(string? Role);

public sealed record MemberWatermarks(UserId UserId, long DeliveredSeq, long ReadSeq);

public sealed record MessageReceipt(UserId UserId, WireTime? DeliveredAt, WireTime? ReadAt);
