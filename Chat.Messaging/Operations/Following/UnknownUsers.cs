using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Following;

/// <summary>Users who are members of chats and whom the directory does not know: they were created after the moment that it
/// was restored to.</summary>
internal static class UnknownUsers
{
    private const string Sql =
        """
        SELECT count(DISTINCT user_id) FROM user_chat WHERE is_member
            AND NOT EXISTS (SELECT FROM app_user WHERE app_user.user_id = user_chat.user_id)
        """;

    public static async Task<long> CountAsync(Shards shards, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(Sql);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
