using Chat.Contracts.Ids;

namespace Chat.Messaging.Tests.Service;

/// <summary>Users in the directory alone, who never sign in.</summary>
public static class Invented
{
    public static async Task<UserId[]> UsersAsync(RunningService messaging, int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Random.Shared.NextInt64(1, long.MaxValue)).ToArray();
        await using var command = messaging.Shards.Directory.CreateCommand(
            """
            INSERT INTO app_user (user_id, user_name, user_name_key, display_name, password_hash, created_at)
            SELECT id, id::text, id::text, id::text, '', now() FROM unnest($1) AS invented (id)
            """);
        command.Parameters.AddWithValue(ids);
        await command.ExecuteNonQueryAsync();
        return [.. ids.Select(id => new UserId(id))];
    }
}
