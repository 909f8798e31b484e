using Npgsql;

namespace Chat.Media.Claiming;

/// <summary>
/// Judges claims and notes those that are granted, in one round trip and one transaction: of a claim everything is noted or
/// nothing. First the rows are locked in the order of their ids, so that claims never wait for each other in a circle; the second
/// statement then sees what others committed meanwhile. Whoever dooms a medium at the same time comes before (and it is missing
/// here) or after (and finds it claimed a moment ago).
/// </summary>
internal sealed class ClaimStatement(NpgsqlDataSource directory, TimeProvider time)
{
    private const string Lock =
        "SELECT count(*) FROM (SELECT FROM media WHERE media_id = ANY ($1) ORDER BY media_id FOR UPDATE) AS locked";

    private const string Judge =
        """
        WITH judged AS MATERIALIZED (
            SELECT asked.number, asked.place, asked.chat_id, asked.media_id,
                CASE WHEN media.media_id IS NULL THEN 0 WHEN asked.seen OR media.owner_id = asked.user_id THEN 1 ELSE 2 END AS verdict
            FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS asked (place, user_id, chat_id, media_id, seen, number)
            LEFT JOIN media ON media.media_id = asked.media_id AND media.state IN (1, 2)),
        granted AS MATERIALIZED (
            SELECT DISTINCT media_id, chat_id FROM judged
            WHERE place NOT IN (SELECT place FROM judged WHERE verdict <> 1)),
        raised AS (
            UPDATE media SET claimed_at = greatest(claimed_at, $6) WHERE media_id IN (SELECT media_id FROM granted)),
        noted AS (
            INSERT INTO media_chat (media_id, chat_id, claimed_at)
            SELECT media_id, chat_id, $6 FROM granted
            ON CONFLICT DO NOTHING)
        SELECT verdict FROM judged ORDER BY number
        """;

    /// <summary>In the order of the media.</summary>
    public async Task<ClaimVerdict[]> RunAsync(ClaimedMedium[] claimed, CancellationToken cancellation)
    {
        await using var batch = directory.CreateBatch();
        var media = Array.ConvertAll(claimed, medium => medium.Media.Value);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock) { Parameters = { Parameter(media) } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Judge)
        {
            Parameters =
            {
                Parameter(Array.ConvertAll(claimed, medium => medium.Place)),
                Parameter(Array.ConvertAll(claimed, medium => medium.User.Value)),
                Parameter(Array.ConvertAll(claimed, medium => medium.Chat.Value)),
                Parameter(media),
                Parameter(Array.ConvertAll(claimed, medium => medium.Seen)),
                Parameter(time.GetUtcNow()),
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var verdicts = new ClaimVerdict[claimed.Length];
        for (var i = 0; await reader.ReadAsync(cancellation); i++)
            verdicts[i] = (ClaimVerdict)reader.GetInt32(0);
        return verdicts;
    }

    private static NpgsqlParameter<T> Parameter<T>(T value) => new() { TypedValue = value };
}
