using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Publishing;

/// <summary>
/// Carries changes of membership from the shards into <c>user_chat</c>. Idempotent and without order: a row remembers the
/// membership version that wrote it, and an older one changes nothing.
/// </summary>
public sealed class DirectoryFollower(Shards shards)
{
    // Sorted, so that two that write the same users do not wait for each other crosswise.
    private const string Sql =
        """
        INSERT INTO user_chat AS known (user_id, chat_id, membership_version, is_member)
        SELECT change.user_id, $3, $4, change.is_member
        FROM unnest($1::bigint[], $2::boolean[]) AS change (user_id, is_member)
        ORDER BY change.user_id
        ON CONFLICT (user_id, chat_id) DO UPDATE
        SET membership_version = excluded.membership_version, is_member = excluded.is_member
        WHERE known.membership_version < excluded.membership_version
        """;

    public async Task ApplyAsync(EventBatch events, CancellationToken cancellation)
    {
        await using var batch = shards.Directory.CreateBatch();
        foreach (var change in events.Events)
        {
            if (change.Membership is not { } membership || membership.Added.Count + membership.Removed.Count == 0)
                continue;

            // Who stands in both was removed and came back in one change: a member.
            var added = membership.Added.Select(member => member.UserId).ToHashSet();
            var removed = membership.Removed.Select(member => member.UserId).Where(user => !added.Contains(user)).Distinct();
            (long User, bool IsMember)[] users = [.. added.Select(user => (user, true)), .. removed.Select(user => (user, false))];
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)
            {
                Parameters =
                {
                    new NpgsqlParameter<long[]> { TypedValue = [.. users.Select(user => user.User)] },
                    new NpgsqlParameter<bool[]> { TypedValue = [.. users.Select(user => user.IsMember)] },
                    new NpgsqlParameter<long> { TypedValue = change.ChatId },
                    new NpgsqlParameter<long> { TypedValue = change.MembershipVersion },
                },
            });
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);
    }
}
