using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Users;

/// <summary>A user, as every user sees it.</summary>
public static class GetUser
{
    private const string Columns = "SELECT user_id, user_name, display_name FROM app_user ";

    public static async Task<User> ByIdAsync(string userId, ActiveCaller _, Shards shards, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(Columns + "WHERE user_id = $1");
        command.Parameters.AddWithValue(PathIds.User(userId).Value);
        return await ReadAsync(command, cancellation);
    }

    public static async Task<User> ByNameAsync(string? userName, ActiveCaller _, Shards shards, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(userName))
            throw ChatException.BadRequest("userName is missing.");
        if (userName.Contains('\0', StringComparison.Ordinal))
            throw Missing.User();

        await using var command = shards.Directory.CreateCommand(Columns + "WHERE user_name_key = $1");
        command.Parameters.AddWithValue(UserNames.Key(userName));
        return await ReadAsync(command, cancellation);
    }

    private static async Task<User> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new User(new UserId(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2))
            : throw Missing.User();
    }
}
