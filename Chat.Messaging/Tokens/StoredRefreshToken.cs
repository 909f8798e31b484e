using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Messaging.Tokens;

/// <summary>A row of <c>refresh_token</c>. Whoever reads it to change it holds the lock of its device's row.</summary>
public sealed record StoredRefreshToken(DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, byte[]? SuccessorSalt)
{
    public static async Task<StoredRefreshToken?> FindAsync(NpgsqlConnection connection, string token, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT issued_at, expires_at, used_at, successor_salt FROM refresh_token WHERE token_hash = $1", connection);
        command.Parameters.AddWithValue(RefreshToken.Hash(token));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;
        return new StoredRefreshToken(
            reader.GetFieldValue<DateTimeOffset>(0),
            reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetFieldValue<DateTimeOffset?>(2),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<byte[]>(3));
    }

    public static async Task InsertAsync(
        NpgsqlConnection connection, string token, UserId user, DeviceId device, DateTimeOffset issuedAt, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO refresh_token (token_hash, device_id, user_id, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5)", connection);
        command.Parameters.AddWithValue(RefreshToken.Hash(token));
        command.Parameters.AddWithValue(device.Value);
        command.Parameters.AddWithValue(user.Value);
        command.Parameters.AddWithValue(issuedAt);
        command.Parameters.AddWithValue(issuedAt + RefreshToken.Lifetime);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task UseAsync(NpgsqlConnection connection, string token, byte[] salt, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE refresh_token SET used_at = $2, successor_salt = $3 WHERE token_hash = $1", connection);
        command.Parameters.AddWithValue(RefreshToken.Hash(token));
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(salt);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Used ones stay until they expire: that they come again is the sign of a theft.</summary>
    public static async Task DeleteExpiredAsync(NpgsqlConnection connection, DeviceId device, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("DELETE FROM refresh_token WHERE device_id = $1 AND expires_at < $2", connection);
        command.Parameters.AddWithValue(device.Value);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
