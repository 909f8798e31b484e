using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The argument of <c>OpenChat</c> and <c>CloseChat</c>: what the screen shows, at most
/// <see cref="Limits.MaxOpenChats"/> on a connection.</summary>
public sealed record OpenChatRequest(ChatId? ChatId);
