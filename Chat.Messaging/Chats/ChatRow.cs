using Chat.Contracts.Rest;

namespace Chat.Messaging.Chats;

/// <summary>A chat's row, as it stood when it was locked.</summary>
public sealed record ChatRow(ChatType Type, string? Title, int MemberCount, long LastSeq, long MembershipVersion, long Version);
