namespace Chat.Checker.Tests.Recording;

/// <summary>What the server does when it is asked for <c>unread</c>: it counts the rows that it has.</summary>
internal static class Recounting
{
    public static ChatHistory Recounted(this ChatHistory chat) =>
        chat with { States = [.. chat.States.Select(state => state with { Unread = Unread(chat, state) })] };

    private static long Unread(ChatHistory chat, MemberState state) =>
        chat.Messages.Count(entry =>
            !entry.IsEvent
            && entry.From != state.UserId
            && entry.Seq > state.ReadSeq
            && entry.Seq >= state.FirstSeq
            && chat.Members.Any(time => time.UserId == state.UserId && time.Holds(entry.Seq)));
}
