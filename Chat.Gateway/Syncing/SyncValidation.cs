using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;

namespace Chat.Gateway.Syncing;

public static class SyncValidation
{
    /// <summary>The cursors, one a chat (the lowest where there are several).</summary>
    /// <exception cref="ChatException">It is not well formed.</exception>
    public static IReadOnlyList<Cursor> Check(SyncRequest? request)
    {
        if (request is null)
            throw ChatException.BadRequest("A sync request is needed.");
        if (request.Newest is < 1)
            throw ChatException.BadRequest("newest is at least 1.");

        var cursors = request.Cursors ?? [];
        if (cursors.Count > Limits.MaxCursors)
            throw ChatException.BadRequest($"cursors are at most {Limits.MaxCursors}; call again for more.");
        if (cursors.Any(cursor => cursor is null || cursor.ChatId.IsNone || cursor.Seq < 0))
            throw ChatException.BadRequest("A cursor is a chatId and a seq of at least 0.");

        return [.. cursors.GroupBy(cursor => cursor.ChatId, (chat, same) => new Cursor(chat, same.Min(cursor => cursor.Seq)))];
    }
}
