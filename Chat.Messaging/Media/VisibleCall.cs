using Chat.Contracts.Internal;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Media;

/// <summary>
/// Answers Media: is there a message, in one of these chats, that carries the medium and that the user may see? That is what
/// a <c>Sync</c> would bring: of a chat that the user is in now, from the user's own times in it, and not withheld from the user.
/// One statement a shard.
/// </summary>
public sealed class VisibleCall(Shards shards)
{
    private const string Sql =
        """
        SELECT DISTINCT asked.view
        FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[]) AS asked (view, user_id, media_id, chat_id)
        WHERE EXISTS (
            SELECT FROM member now WHERE now.chat_id = asked.chat_id AND now.user_id = asked.user_id AND now.until_seq IS NULL)
          AND EXISTS (
            SELECT FROM member i
            JOIN media_message carrier ON carrier.media_id = asked.media_id AND carrier.chat_id = asked.chat_id
                AND carrier.seq >= i.from_seq AND (i.until_seq IS NULL OR carrier.seq <= i.until_seq)
                AND carrier.withheld_from IS DISTINCT FROM asked.user_id
            WHERE i.chat_id = asked.chat_id AND i.user_id = asked.user_id)
        """;

    public async Task<MediaViewsResult> AnswerAsync(MediaViews query, CancellationToken cancellation) =>
        new() { Visible = { await MediaQuestions.AnswerAsync(shards, Sql, query.Views, cancellation) } };
}
