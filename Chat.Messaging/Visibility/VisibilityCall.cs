using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Visibility;

/// <summary>
/// Answers Presence: whom may these users watch, who of them is hidden, and when was each seen last? Whoever shares a chat may
/// be watched; a block in either direction hides, and so does what the watched one chose (<see cref="PresenceVisibility"/>).
/// Who is a member only in the eyes of the one whom he blocked (a phantom) is shared with, and hidden.
/// </summary>
public sealed class VisibilityCall(Shards shards)
{
    // The direct chat is one look-up and settles most pairs; the others stop at the first chat that both are in.
    private const string Sql =
        """
        SELECT asked.place::int,
               asked.watcher <> asked.target AND (
                   NOT (asked.contact OR asked.shares)
                   OR u.presence_visibility = $3
                   OR (u.presence_visibility = $4 AND NOT asked.contact)
                   OR EXISTS (SELECT FROM block b WHERE b.user_id = asked.target AND b.blocked_user_id = asked.watcher)
                   OR EXISTS (SELECT FROM block b WHERE b.user_id = asked.watcher AND b.blocked_user_id = asked.target)),
               seen.at
        FROM (
            SELECT pair.place, pair.watcher, pair.target, contact.found AS contact,
                   contact.found OR EXISTS (
                       SELECT FROM user_chat theirs
                       JOIN user_chat mine ON mine.user_id = pair.watcher AND mine.chat_id = theirs.chat_id AND mine.is_member
                       WHERE theirs.user_id = pair.target AND theirs.is_member) AS shares
            FROM unnest($1, $2) WITH ORDINALITY AS pair (watcher, target, place)
            CROSS JOIN LATERAL (
                SELECT EXISTS (
                    SELECT FROM direct_chat d
                    WHERE d.low_user_id = least(pair.watcher, pair.target)
                      AND d.high_user_id = greatest(pair.watcher, pair.target)) AS found
            ) contact
        ) asked
        LEFT JOIN app_user u ON u.user_id = asked.target
        LEFT JOIN last_seen seen ON seen.user_id = asked.target
        WHERE asked.shares OR EXISTS (
            SELECT FROM user_chat theirs
            JOIN user_chat mine ON mine.user_id = asked.watcher AND mine.chat_id = theirs.chat_id AND mine.is_member
            WHERE theirs.user_id = asked.target AND theirs.phantom)
        ORDER BY asked.place
        """;

    public async Task<VisibilityResult> AnswerAsync(VisibilityQuery query, CancellationToken cancellation)
    {
        var places = new List<(int Watcher, long Target)>();
        for (var i = 0; i < query.Watchers.Count; i++)
            places.AddRange(query.Watchers[i].UserIds.Select(target => (i, target)));

        var result = new VisibilityResult { Watchers = { query.Watchers.Select(_ => new WatcherResult()) } };
        await using var command = shards.Directory.CreateCommand(Sql);
        long[] watchers = [.. places.Select(place => query.Watchers[place.Watcher].WatcherId)];
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = watchers });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. places.Select(place => place.Target)] });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)PresenceVisibility.Nobody });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)PresenceVisibility.Contacts });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (watcher, target) = places[reader.GetInt32(0) - 1];
            var hidden = reader.GetBoolean(1);
            result.Watchers[watcher].Users.Add(new VisibleUser
            {
                UserId = target,
                Hidden = hidden,
                LastSeen = hidden || reader.IsDBNull(2) ? 0 : reader.GetFieldValue<DateTimeOffset>(2).ToUnixTimeMilliseconds(),
            });
        }

        return result;
    }
}
