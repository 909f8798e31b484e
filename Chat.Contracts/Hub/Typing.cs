using System.Text.Json.Serialization;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The argument of <c>Typing</c>.</summary>
public sealed record TypingRequest(ChatId? ChatId, bool? Typing);

/// <summary>The event <c>Typing</c>: to the other members. Without a repetition it ends by itself after
/// <see cref="Limits.TypingExpires"/>.</summary>
public sealed record Typing(ChatId ChatId, UserId UserId, [property: JsonPropertyName("typing")] bool IsTyping);
