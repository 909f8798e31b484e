using Chat.Contracts.Ids;

namespace Chat.Checker.Storing;

/// <summary>A line of the server's file: a chat, or something of the chat that was named last.</summary>
internal sealed record ServerLine(
    ChatLine? Chat = null, StoredEntry? Message = null, MemberInterval? Member = null, MemberState? State = null);

internal sealed record ChatLine(ChatId ChatId, bool IsDirect, long LastSeq)
{
    public static ChatLine Of(ChatHistory chat) => new(chat.ChatId, chat.IsDirect, chat.LastSeq);

    public ChatHistory Begin() =>
        new(ChatId, IsDirect, LastSeq, new List<StoredEntry>(), new List<MemberInterval>(), new List<MemberState>());
}
