using Chat.Contracts.Ids;

namespace Chat.Contracts.Rest;

/// <summary>A user whom the caller has blocked.</summary>
public sealed record Block(UserId UserId, WireTime BlockedAt);
