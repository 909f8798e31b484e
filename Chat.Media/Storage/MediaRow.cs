using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Media.Storage;

/// <param name="Mismatched">The ETag of content whose hash was found to be another one.</param>
/// <param name="Snapshot">What is served; null until completed.</param>
internal sealed record MediaRow(
    MediaId Id, UserId Owner, string ContentType, long Size, byte[]? Sha256, MediaState State, string? Mismatched, string? Snapshot)
{
    /// <summary>It may be downloaded and sent.</summary>
    public bool IsUsable => State is MediaState.Completed or MediaState.Kept;

    public static async Task<MediaRow?> FindAsync(NpgsqlDataSource directory, MediaId id, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand(
            "SELECT owner_id, content_type, size, sha256, state, mismatched, snapshot FROM media WHERE media_id = $1");
        command.Parameters.AddWithValue(id.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new MediaRow(
                id,
                new UserId(reader.GetInt64(0)),
                reader.GetString(1),
                reader.GetInt64(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3),
                (MediaState)reader.GetInt16(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6))
            : null;
    }
}
