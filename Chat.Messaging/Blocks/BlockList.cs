using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Blocks;

/// <summary>Who has blocked whom, as the directory has it: true from the commit of the change on.</summary>
public sealed class BlockList(Shards shards)
{
    private const string BlockersSql = "SELECT user_id FROM block WHERE user_id = ANY($1) AND blocked_user_id = $2";

    private const string BetweenSql =
        "SELECT user_id FROM block WHERE (user_id = $1 AND blocked_user_id = $2) OR (user_id = $2 AND blocked_user_id = $1)";

    /// <summary>Those of the users who have blocked this one: one query, however many they are.</summary>
    public async Task<HashSet<UserId>> BlockersAsync(IEnumerable<UserId> among, UserId blocked, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(BlockersSql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. among.Select(user => user.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = blocked.Value });
        return await ReadAsync(command, cancellation);
    }

    /// <summary>Those of the two who have blocked the other.</summary>
    public async Task<HashSet<UserId>> BetweenAsync(UserId one, UserId other, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(BetweenSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = one.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = other.Value });
        return await ReadAsync(command, cancellation);
    }

    private static async Task<HashSet<UserId>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var users = new HashSet<UserId>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            users.Add(new UserId(reader.GetInt64(0)));
        return users;
    }
}
