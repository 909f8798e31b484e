using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Requests;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Storage;
using Chat.Messaging.Users;
using Npgsql;
using TokenAnswer = Chat.Contracts.Rest.Tokens;

namespace Chat.Messaging.Tokens;

/// <summary>A password for a device's tokens. On a device that is known, earlier refresh tokens end.</summary>
public static class SignIn
{
    public static async Task<TokenAnswer> HandleAsync(
        JsonBody<CreateTokenRequest> body, Shards shards, IdGenerator ids, PasswordHashing passwords, TokenIssuer issuer, TimeProvider time,
        CancellationToken cancellation)
    {
        var (userName, password, device) = body.Value;
        if (userName is null || password is null || device is null)
            throw ChatException.BadRequest("userName, password and device are needed.");
        var deviceName = device.DeviceId is null ? Label.Require("device.name", device.Name) : Label.Check("device.name", device.Name);

        var user = await AuthenticateAsync(shards.Directory, passwords, userName, password, cancellation);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

        await using var connection = await shards.Directory.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var deviceId = device.DeviceId is { } known
            ? await TakeOverAsync(connection, user, known, deviceName, cancellation)
            : await RegisterAsync(connection, user, deviceName!, ids, now, cancellation);
        var refreshToken = RefreshToken.New();
        await StoredRefreshToken.InsertAsync(connection, refreshToken, user, deviceId, now, cancellation);
        await transaction.CommitAsync(cancellation);
        return issuer.Issue(user, deviceId, refreshToken, now);
    }

    private static async Task<UserId> AuthenticateAsync(
        NpgsqlDataSource directory, PasswordHashing passwords, string userName, string password, CancellationToken cancellation)
    {
        // What no user can have needs no look-up and no hash: it says nothing about who exists.
        if (!UserNames.IsAllowed(userName) || password.Length > PasswordRules.Longest)
            throw BadCredentials();

        var (user, hash) = await FindAsync(directory, userName, cancellation);
        return await passwords.VerifyAsync(hash, password, cancellation) ? user : throw BadCredentials();
    }

    private static async Task<(UserId User, string? Hash)> FindAsync(NpgsqlDataSource directory, string userName, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand("SELECT user_id, password_hash FROM app_user WHERE user_name_key = $1");
        command.Parameters.AddWithValue(UserNames.Key(userName));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (new UserId(reader.GetInt64(0)), reader.GetString(1)) : default;
    }

    /// <summary>Locks the device's row before its tokens, as whoever changes them does.</summary>
    private static async Task<DeviceId> TakeOverAsync(
        NpgsqlConnection connection, UserId user, DeviceId device, string? name, CancellationToken cancellation)
    {
        await using var update = new NpgsqlCommand(
            "UPDATE device SET name = coalesce($3, name) WHERE device_id = $1 AND user_id = $2 AND revoked_at IS NULL", connection);
        update.Parameters.AddWithValue(device.Value);
        update.Parameters.AddWithValue(user.Value);
        update.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = name });
        if (await update.ExecuteNonQueryAsync(cancellation) == 0)
            throw BadCredentials();

        await using var delete = new NpgsqlCommand("DELETE FROM refresh_token WHERE device_id = $1", connection);
        delete.Parameters.AddWithValue(device.Value);
        await delete.ExecuteNonQueryAsync(cancellation);
        return device;
    }

    private static async Task<DeviceId> RegisterAsync(
        NpgsqlConnection connection, UserId user, string name, IdGenerator ids, DateTimeOffset now, CancellationToken cancellation)
    {
        while (true)
        {
            var device = ids.Next<DeviceId>();
            await using var command = new NpgsqlCommand(
                "INSERT INTO device (device_id, user_id, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", connection);
            command.Parameters.AddWithValue(device.Value);
            command.Parameters.AddWithValue(user.Value);
            command.Parameters.AddWithValue(name);
            command.Parameters.AddWithValue(now);
            if (await command.ExecuteNonQueryAsync(cancellation) == 1)
                return device;
        }
    }

    private static ChatException BadCredentials() => new(ErrorCodes.BadCredentials, "User name, password or device are wrong.");
}
