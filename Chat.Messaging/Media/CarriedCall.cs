using Chat.Contracts.Internal;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Media;

/// <summary>Answers Media: is there any message in one of these chats that carries the medium, whoever asks?</summary>
public sealed class CarriedCall(Shards shards)
{
    private const string Sql =
        """
        SELECT DISTINCT asked.place
        FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[]) AS asked (place, user_id, media_id, chat_id)
        WHERE EXISTS (SELECT FROM media_message carrier WHERE carrier.media_id = asked.media_id AND carrier.chat_id = asked.chat_id)
        """;

    public async Task<MediaCarriersResult> AnswerAsync(MediaCarriers query, CancellationToken cancellation)
    {
        MediaView[] questions = [.. query.Media.Select(medium => new MediaView { MediaId = medium.MediaId, ChatIds = { medium.ChatIds } })];
        return new MediaCarriersResult { Carried = { await MediaQuestions.AnswerAsync(shards, Sql, questions, cancellation) } };
    }
}
