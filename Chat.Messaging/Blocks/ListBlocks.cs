using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Blocks;

/// <summary>Whom the caller has blocked, in the order of user ids.</summary>
public static class ListBlocks
{
    private const string Sql =
        "SELECT blocked_user_id, blocked_at FROM block WHERE user_id = $1 AND blocked_user_id > $2 ORDER BY blocked_user_id LIMIT $3";

    public static async Task<IReadOnlyList<Block>> HandleAsync(
        string? after, string? limit, ActiveCaller caller, Shards shards, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(Sql);
        command.Parameters.AddWithValue(caller.User.Value);
        command.Parameters.AddWithValue(Paging.After<UserId>(after)?.Value ?? 0);
        command.Parameters.AddWithValue(Paging.Limit(limit, Limits.MaxMembersPage, Limits.MaxMembersPage));
        var blocks = new List<Block>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            blocks.Add(new Block(new UserId(reader.GetInt64(0)), WireTime.Of(reader.GetFieldValue<DateTimeOffset>(1))));
        return blocks;
    }
}
