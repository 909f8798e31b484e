using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Requests;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Users;

public static class CreateUser
{
    public static async Task<IResult> HandleAsync(
        JsonBody<CreateUserRequest> body, Shards shards, IdGenerator ids, PasswordHashing passwords, TimeProvider time,
        CancellationToken cancellation)
    {
        var userName = UserNames.Check(body.Value.UserName);
        var password = PasswordRules.Check(body.Value.Password, userName);
        var displayName = Label.Check("displayName", body.Value.DisplayName) ?? userName;

        // Asked before the hash, which is expensive; decided by the unique key.
        if (await IsTakenAsync(shards.Directory, userName, cancellation))
            throw Taken();

        var hash = await passwords.HashAsync(password, cancellation);
        while (true)
        {
            var user = ids.Next<UserId>();
            if (await InsertAsync(shards.Directory, user, userName, displayName, hash, time.GetUtcNow(), cancellation))
                return TypedResults.Created($"/api/users/{user}", new UserCreated(user));
            if (await IsTakenAsync(shards.Directory, userName, cancellation))
                throw Taken();

            // Another process issued the same id: take the next one.
        }
    }

    private static async Task<bool> IsTakenAsync(NpgsqlDataSource directory, string userName, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand("SELECT EXISTS (SELECT FROM app_user WHERE user_name_key = $1)");
        command.Parameters.AddWithValue(UserNames.Key(userName));
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task<bool> InsertAsync(
        NpgsqlDataSource directory, UserId user, string userName, string displayName, string hash, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand(
            """
            INSERT INTO app_user (user_id, user_name, user_name_key, display_name, password_hash, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """);
        command.Parameters.AddWithValue(user.Value);
        command.Parameters.AddWithValue(userName);
        command.Parameters.AddWithValue(UserNames.Key(userName));
        command.Parameters.AddWithValue(displayName);
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private static ChatException Taken() => new(ErrorCodes.UserNameTaken, "This user name is taken.");
}
