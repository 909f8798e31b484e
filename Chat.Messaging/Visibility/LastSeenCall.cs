using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Visibility;

/// <summary>Stores when users were seen last. A later time stands, so that batches may come twice and in any order.</summary>
public sealed class LastSeenCall(Shards shards)
{
    // In the order of the users: two batches lock the rows in one order.
    private const string Sql =
        """
        INSERT INTO last_seen (user_id, at)
        SELECT user_id, max(at) FROM unnest($1, $2) AS told (user_id, at) GROUP BY user_id ORDER BY user_id
        ON CONFLICT (user_id) DO UPDATE SET at = excluded.at WHERE last_seen.at < excluded.at
        """;

    public async Task<Done> StoreAsync(LastSeenBatch batch, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. batch.Users.Select(user => user.UserId)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]>
        {
            TypedValue = [.. batch.Users.Select(user => DateTimeOffset.FromUnixTimeMilliseconds(user.At).UtcDateTime)],
        });
        await command.ExecuteNonQueryAsync(cancellation);
        return new Done();
    }
}
