using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Heads;
using Chat.Messaging.Requests;

namespace Chat.Messaging.Chats;

/// <summary>Own chats, newest activity first. A chat that has become active between two pages is not on the second.</summary>
public static class ListChats
{
    public static async Task<IReadOnlyList<ChatSummary>> HandleAsync(
        string? after, string? limit, ActiveCaller caller, ChatHeads heads, ChatSummaries summaries, CancellationToken cancellation)
    {
        var size = Paging.Limit(limit, Limits.MaxChatsPage, Limits.MaxChatsPage);
        var from = Paging.After<ChatId>(after);

        IEnumerable<HeadState> rest = await heads.OfUserAsync(caller.User, cancellation);
        if (from is { } last)
        {
            if (!(await heads.ReadAsync([last], cancellation)).TryGetValue(last, out var place))
                throw ChatException.BadRequest("after must be the id of the last chat of the page before.");
            rest = rest.Where(head => (head.ActiveAt, head.Chat.Value).CompareTo((place.ActiveAt, place.Chat.Value)) < 0);
        }

        // The directory may still name a chat that the caller has left: the page is filled up from behind it.
        var page = new List<ChatSummary>();
        foreach (var chats in rest.Select(head => head.Chat).Chunk(size))
        {
            page.AddRange(await summaries.ListAsync(caller.User, chats, cancellation));
            if (page.Count >= size)
                break;
        }

        return page.Count > size ? page[..size] : page;
    }
}
