using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Media.Sweeping;

/// <summary>The sweeper's statements. Rows that somebody else holds (a completion, a claim) are left for a later turn: they are
/// changing anyway. The states are <see cref="Storage.MediaState"/>.</summary>
internal sealed class SweepRows(NpgsqlDataSource directory)
{
    /// <summary>Dooms uploads that were not completed.</summary>
    public Task<int> DoomUnfinishedAsync(DateTimeOffset grantedBefore, int count, CancellationToken cancellation) => ChangeAsync(
        """
        UPDATE media SET state = 3 FROM (
            SELECT media_id FROM media WHERE state = 0 AND granted_until < $1
            ORDER BY granted_until LIMIT $2 FOR UPDATE SKIP LOCKED) due
        WHERE media.media_id = due.media_id
        """,
        cancellation, grantedBefore, count);

    /// <summary>Completed media that nobody has claimed since then and of which it is not known whether a message carries them.</summary>
    public Task<List<MediaId>> FindIdleAsync(DateTimeOffset idleSince, int count, CancellationToken cancellation) => ReadAsync(
        """
        SELECT media_id FROM media WHERE state = 1 AND greatest(completed_at, claimed_at) < $1
        ORDER BY greatest(completed_at, claimed_at) LIMIT $2
        """,
        cancellation, idleSince, count);

    /// <summary>A message carries them: they are not asked for again.</summary>
    public Task<int> KeepAsync(IEnumerable<MediaId> media, CancellationToken cancellation) => ChangeAsync(
        """
        UPDATE media SET state = 2 FROM (
            SELECT media_id FROM media WHERE media_id = ANY ($1) AND state = 1 FOR UPDATE SKIP LOCKED) carried
        WHERE media.media_id = carried.media_id
        """,
        cancellation, Values(media));

    /// <summary>No message carries them; only those that nobody has claimed meanwhile.</summary>
    public Task<int> DoomAsync(IEnumerable<MediaId> media, DateTimeOffset idleSince, CancellationToken cancellation) => ChangeAsync(
        """
        UPDATE media SET state = 3 FROM (
            SELECT media_id FROM media WHERE media_id = ANY ($1) AND state = 1 AND greatest(completed_at, claimed_at) < $2
            FOR UPDATE SKIP LOCKED) due
        WHERE media.media_id = due.media_id
        """,
        cancellation, Values(media), idleSince);

    public Task<List<MediaId>> FindDoomedAsync(int count, CancellationToken cancellation) =>
        ReadAsync("SELECT media_id FROM media WHERE state = 3 ORDER BY media_id LIMIT $1", cancellation, count);

    public Task<int> DeleteAsync(IEnumerable<MediaId> media, CancellationToken cancellation) => ChangeAsync(
        """
        WITH chats AS (DELETE FROM media_chat WHERE media_id = ANY ($1))
        DELETE FROM media WHERE media_id = ANY ($1) AND state = 3
        """,
        cancellation, Values(media));

    private static long[] Values(IEnumerable<MediaId> media) => [.. media.Select(one => one.Value)];

    private async Task<int> ChangeAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<MediaId>> ReadAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var media = new List<MediaId>();
        while (await reader.ReadAsync(cancellation))
            media.Add(new MediaId(reader.GetInt64(0)));
        return media;
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = directory.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
