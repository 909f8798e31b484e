using Chat.Contracts.Ids;

namespace Chat.Checker.Indexing;

/// <summary>What the server deduplicates by.</summary>
internal readonly record struct MessageKey(ChatId Chat, UserId From, Guid ClientMsgId);
