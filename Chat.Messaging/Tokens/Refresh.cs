using System.Security.Cryptography;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Devices;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Storage;
using Npgsql;
using TokenAnswer = Chat.Contracts.Rest.Tokens;

namespace Chat.Messaging.Tokens;

/// <summary>
/// A refresh token for the next one. The same one again while its successor is fresh and unused gets the same answer,
/// since that may have been lost; any other second use is a theft and revokes the device. All of a device's refreshes run
/// one after the other, under the lock of its row.
/// </summary>
public static class Refresh
{
    public static async Task<TokenAnswer> HandleAsync(
        JsonBody<RefreshTokenRequest> body, Shards shards, TokenIssuer issuer, DeviceRevocation revocation, TimeProvider time,
        CancellationToken cancellation)
    {
        var token = body.Value.RefreshToken ?? throw ChatException.BadRequest("refreshToken is missing.");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

        await using var connection = await shards.Directory.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (user, device) = await LockDeviceAsync(connection, token, cancellation) ?? throw BadToken();
        var stored = await StoredRefreshToken.FindAsync(connection, token, cancellation);
        if (stored is null || stored.ExpiresAt <= now)
            throw BadToken();

        if (stored is { UsedAt: { } usedAt, SuccessorSalt: { } usedSalt })
        {
            var given = RefreshToken.Successor(issuer.Key, token, usedSalt);
            if (now - usedAt <= RefreshToken.Repeat
                && await StoredRefreshToken.FindAsync(connection, given, cancellation) is { UsedAt: null } unused)
                return issuer.Issue(user, device, given, unused.IssuedAt);

            await revocation.RevokeAsync(transaction, user, device, cancellation);
            throw BadToken();
        }

        var salt = RandomNumberGenerator.GetBytes(RefreshToken.SaltBytes);
        var successor = RefreshToken.Successor(issuer.Key, token, salt);
        await StoredRefreshToken.UseAsync(connection, token, salt, now, cancellation);
        await StoredRefreshToken.InsertAsync(connection, successor, user, device, now, cancellation);
        await StoredRefreshToken.DeleteExpiredAsync(connection, device, now, cancellation);
        await transaction.CommitAsync(cancellation);
        return issuer.Issue(user, device, successor, now);
    }

    /// <summary>Null if the token is unknown or its device is revoked.</summary>
    private static async Task<(UserId User, DeviceId Device)?> LockDeviceAsync(NpgsqlConnection connection, string token, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT d.user_id, d.device_id FROM device d
            WHERE d.device_id = (SELECT device_id FROM refresh_token WHERE token_hash = $1) AND d.revoked_at IS NULL
            FOR UPDATE
            """, connection);
        command.Parameters.AddWithValue(RefreshToken.Hash(token));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (new UserId(reader.GetInt64(0)), new DeviceId(reader.GetInt64(1))) : null;
    }

    private static ChatException BadToken() => new(ErrorCodes.BadRefreshToken, "The refresh token is unknown, expired or used up.");
}
