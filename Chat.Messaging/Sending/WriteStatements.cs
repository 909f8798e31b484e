namespace Chat.Messaging.Sending;

/// <summary>
/// The statements of a batch, run in this order in one round trip and one implicit transaction. The first takes the locks;
/// each later one has a snapshot of its own and so sees what others committed while this one waited for them.
/// </summary>
internal static class WriteStatements
{
    /// <summary>$1 chats. In the order of their ids: who locks several never waits crosswise.</summary>
    public const string Lock =
        """
        SELECT chat_id, last_seq, membership_version, version, member_count, active_at, changed_at
        FROM chat WHERE chat_id = ANY($1) ORDER BY chat_id FOR NO KEY UPDATE
        """;

    /// <summary>
    /// $1 chats, $2 senders, $3 devices, $4 clientMsgIds, $5 kinds, $6 references (0: none), $7 ciphertexts, pairwise;
    /// $8 and $9: the times between which a clientMsgId is looked for, so that older months are not touched.
    /// Answers ord, verdict (<see cref="SendVerdict"/>), seq, sent_at, outbox_id, withheld_from. The database's clock stamps,
    /// under the lock: in a chat, time rises with seq whichever replica writes.
    /// </summary>
    public static readonly string Send = Sending("", "", "", "");

    /// <summary>
    /// The same for a set with media: $10 the media_ids of each send as the text of an array, null: none. Apart, so that sets
    /// without media pay nothing for it.
    /// </summary>
    public static readonly string SendWithMedia = Sending(
        array: ", $10::text[]",
        column: ", media_ids",
        value: ", media_ids::bigint[]",
        carried:
        """
        , carried AS (
            INSERT INTO media_message (media_id, chat_id, seq, withheld_from)
            SELECT media.id, item.chat_id, item.seq, item.blocked_by
            FROM item CROSS JOIN LATERAL unnest(item.media_ids::bigint[]) AS media (id) WHERE item.verdict = 0
        )
        """);

    private static string Sending(string array, string column, string value, string carried) =>
        $"""
        WITH clock AS MATERIALIZED (
            SELECT date_trunc('milliseconds', clock_timestamp()) AS now
        ), item AS MATERIALIZED (
            SELECT judged.*,
                   last_seq + count(*) FILTER (WHERE verdict = 0) OVER (PARTITION BY chat_id ORDER BY ord ROWS UNBOUNDED PRECEDING) AS seq
            FROM (
                SELECT send.*, chat.last_seq, sender.blocked_by, known.seq AS known_seq, known.sent_at AS known_at,
                       CASE WHEN known.seq IS NOT NULL THEN 1
                            WHEN chat.last_seq IS NULL OR sender.role IS NULL THEN 2
                            WHEN chat.type = 2 AND sender.role > 1 THEN 3
                            WHEN send.ref_seq > chat.last_seq THEN 4
                            ELSE 0 END AS verdict
                FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::smallint[], $6::bigint[], $7::bytea[]{array})
                     WITH ORDINALITY AS send (chat_id, sender_id, device_id, client_msg_id, kind, ref_seq, ciphertext{column}, ord)
                LEFT JOIN LATERAL (
                    SELECT c.type, c.last_seq FROM chat c WHERE c.chat_id = send.chat_id LIMIT 1
                ) chat ON true
                LEFT JOIN LATERAL (
                    SELECT m.role, m.blocked_by FROM member m
                    WHERE m.chat_id = send.chat_id AND m.user_id = send.sender_id AND m.until_seq IS NULL LIMIT 1
                ) sender ON true
                LEFT JOIN LATERAL (
                    SELECT m.seq, m.sent_at FROM message m
                    WHERE m.chat_id = send.chat_id AND m.sender_id = send.sender_id AND m.client_msg_id = send.client_msg_id
                      AND m.sent_at > $8 AND m.sent_at < $9 LIMIT 1
                ) known ON true
            ) judged
        ), stored AS (
            INSERT INTO message (chat_id, seq, sender_id, device_id, client_msg_id, kind, ref_seq, ciphertext, sent_at, withheld_from{column})
            SELECT chat_id, seq, sender_id, device_id, client_msg_id, kind, nullif(ref_seq, 0), ciphertext, now, blocked_by{value}
            FROM item, clock WHERE verdict = 0
        ){carried}, raised AS (
            UPDATE chat SET last_seq = added.last_seq, changed_at = now,
                            active_at = CASE WHEN added.has_message THEN now ELSE chat.active_at END
            FROM (
                SELECT chat_id, max(seq) AS last_seq, bool_or(kind = 0) AS has_message
                FROM item WHERE verdict = 0 GROUP BY chat_id
            ) added, clock
            WHERE chat.chat_id = added.chat_id
        ), noted AS (
            INSERT INTO outbox (chat_ids, seqs)
            SELECT array_agg(chat_id ORDER BY ord), array_agg(seq ORDER BY ord) FROM item WHERE verdict = 0 HAVING count(*) > 0
            RETURNING outbox_id
        )
        SELECT item.ord::int, item.verdict, coalesce(item.known_seq, item.seq, 0), coalesce(item.known_at, clock.now), noted.outbox_id,
               CASE WHEN item.verdict = 0 THEN item.blocked_by END
        FROM item CROSS JOIN clock LEFT JOIN noted ON true
        """;

    /// <summary>
    /// $1 chats, $2 users, $3 delivered, $4 read, pairwise, each pair of chat and user once. Answers ord, is a member, the
    /// new delivered and read where they moved, the time, from whom that is withheld. What is withheld leaves the version of
    /// the chat as it is: the other one sees that too.
    /// </summary>
    public const string Watermarks =
        """
        WITH clock AS MATERIALIZED (
            SELECT date_trunc('milliseconds', clock_timestamp()) AS now
        ), item AS MATERIALIZED (
            SELECT asked.ord, asked.chat_id, asked.user_id, reader.role IS NOT NULL AS is_member,
                   least(greatest(asked.delivered, asked.read), chat.last_seq) AS delivered,
                   least(asked.read, chat.last_seq) AS read,
                   coalesce(before.delivered_seq, 0) AS delivered_before,
                   coalesce(before.read_seq, 0) AS read_before,
                   before.shown_delivered_seq, before.shown_read_seq, reader.blocks
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                 WITH ORDINALITY AS asked (chat_id, user_id, delivered, read, ord)
            LEFT JOIN LATERAL (
                SELECT c.last_seq FROM chat c WHERE c.chat_id = asked.chat_id LIMIT 1
            ) chat ON true
            LEFT JOIN LATERAL (
                SELECT m.role, m.blocks FROM member m
                WHERE m.chat_id = asked.chat_id AND m.user_id = asked.user_id AND m.until_seq IS NULL LIMIT 1
            ) reader ON true
            LEFT JOIN LATERAL (
                SELECT w.delivered_seq, w.read_seq, w.shown_delivered_seq, w.shown_read_seq FROM watermark w
                WHERE w.chat_id = asked.chat_id AND w.user_id = asked.user_id LIMIT 1
            ) before ON true
        ), moved AS MATERIALIZED (
            SELECT * FROM item WHERE is_member AND (delivered > delivered_before OR read > read_before)
        ), written AS (
            INSERT INTO watermark AS w (chat_id, user_id, delivered_seq, read_seq, shown_delivered_seq, shown_read_seq)
            SELECT chat_id, user_id, greatest(delivered, delivered_before), greatest(read, read_before),
                   CASE WHEN blocks IS NOT NULL THEN coalesce(shown_delivered_seq, delivered_before)
                        WHEN delivered <= delivered_before THEN shown_delivered_seq END,
                   CASE WHEN blocks IS NOT NULL THEN coalesce(shown_read_seq, read_before)
                        WHEN read <= read_before THEN shown_read_seq END
            FROM moved
            ON CONFLICT (chat_id, user_id) DO UPDATE
            SET delivered_seq = greatest(w.delivered_seq, excluded.delivered_seq), read_seq = greatest(w.read_seq, excluded.read_seq),
                shown_delivered_seq = excluded.shown_delivered_seq, shown_read_seq = excluded.shown_read_seq
        ), recorded AS (
            INSERT INTO receipt (chat_id, user_id, type, up_to_seq, at, withheld_from)
            SELECT chat_id, user_id, 0, delivered, now, blocks FROM moved, clock WHERE delivered > delivered_before
            UNION ALL
            SELECT chat_id, user_id, 1, read, now, blocks FROM moved, clock WHERE read > read_before
        ), raised AS (
            UPDATE chat SET version = chat.version + 1, changed_at = now
            FROM (SELECT DISTINCT chat_id FROM moved WHERE blocks IS NULL) touched, clock
            WHERE chat.chat_id = touched.chat_id
        )
        SELECT ord::int, is_member,
               CASE WHEN is_member AND delivered > delivered_before THEN delivered END,
               CASE WHEN is_member AND read > read_before THEN read END,
               now, blocks
        FROM item CROSS JOIN clock
        """;
}
