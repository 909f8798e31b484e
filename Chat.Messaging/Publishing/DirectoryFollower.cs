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
        INSERT INTO user_chat AS known (user_id, chat_id, membership_version, is_member, phantom)
        SELECT change.user_id, $3, $4, change.is_member, change.phantom
        FROM unnest($1::bigint[], $2::boolean[], $5::boolean[]) AS change (user_id, is_member, phantom)
        ORDER BY change.user_id
        ON CONFLICT (user_id, chat_id) DO UPDATE
        SET membership_version = excluded.membership_version, is_member = excluded.is_member, phantom = excluded.phantom
        WHERE known.membership_version < excluded.membership_version
        """;

    public async Task ApplyAsync(EventBatch events, CancellationToken cancellation)
    {
        await using var batch = shards.Directory.CreateBatch();
        foreach (var change in events.Events)
        {
            if (change.Membership is not { } membership || RowsOf(membership) is not { Length: > 0 } rows)
                continue;

            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)
            {
                Parameters =
                {
                    new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => row.User)] },
                    new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(row => row.IsMember)] },
                    new NpgsqlParameter<long> { TypedValue = change.ChatId },
                    new NpgsqlParameter<long> { TypedValue = change.MembershipVersion },
                    new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(row => row.IsPhantom)] },
                },
            });
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static (long User, bool IsMember, bool IsPhantom)[] RowsOf(MembershipChanged change)
    {
        // Who stands in both was removed and came back in one change.
        var added = change.Added.Select(member => member.UserId).ToHashSet();
        var phantoms = change.PhantomsAdded.Where(user => !added.Contains(user)).ToHashSet();
        var removed = change.Removed.Select(member => member.UserId).Concat(change.PhantomsRemoved)
            .Where(user => !added.Contains(user) && !phantoms.Contains(user)).Distinct();
        return [.. added.Select(user => (user, true, false)), .. phantoms.Select(user => (user, false, true)), .. removed.Select(user => (user, false, false))];
    }
}
