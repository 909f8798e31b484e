using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Chats;

public static class KnownUsers
{
    /// <param name="users">Each of them different.</param>
    public static async Task<bool> AllExistAsync(Shards shards, IReadOnlyCollection<UserId> users, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand("SELECT count(*) FROM app_user WHERE user_id = ANY($1)");
        command.Parameters.AddWithValue(users.Select(user => user.Value).ToArray());
        return (long)(await command.ExecuteScalarAsync(cancellation))! == users.Count;
    }
}
