-- A shard holds whole chats. The row of chat is the lock of everything in it: who numbers messages, moves watermarks'
-- version or changes members holds it, in the order of chat_id when there are several.
CREATE TABLE chat (
    chat_id             bigint      PRIMARY KEY,
    type                smallint    NOT NULL,               -- ChatType
    title               text,
    member_count        int         NOT NULL,
    last_seq            bigint      NOT NULL DEFAULT 0,
    membership_version  bigint      NOT NULL DEFAULT 1,     -- rises by one with each change of who is a member
    version             bigint      NOT NULL DEFAULT 1,     -- rises with every change of members, roles, title, watermarks
    created_at          timestamptz NOT NULL,
    active_at           timestamptz NOT NULL,               -- creation or last message (no event): the order of lists
    changed_at          timestamptz NOT NULL,               -- last change of last_seq or version: what a heartbeat asks
    archived_through    bigint      NOT NULL DEFAULT 0      -- messages up to here may be in the archive alone
) WITH (fillfactor = 70);                                   -- room for HOT updates: the row changes with every batch

-- Membership is intervals of seq: who leaves and comes back has two, and sees nothing from between.
CREATE TABLE member (
    chat_id    bigint      NOT NULL,
    user_id    bigint      NOT NULL,
    from_seq   bigint      NOT NULL,                        -- first seq of it: last_seq + 1 at the joining
    until_seq  bigint,                                      -- last seq of it: last_seq at the leaving; null: is a member now
    role       smallint    NOT NULL,                        -- MemberRole
    joined_at  timestamptz NOT NULL,
    PRIMARY KEY (chat_id, user_id, from_seq)
);

-- Up to where a member has received and read. Never goes back.
CREATE TABLE watermark (
    chat_id        bigint NOT NULL,
    user_id        bigint NOT NULL,
    delivered_seq  bigint NOT NULL,
    read_seq       bigint NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) WITH (fillfactor = 70);

-- One row each time a watermark moves: from these follows when any message reached any member.
CREATE TABLE receipt (
    chat_id    bigint      NOT NULL,
    user_id    bigint      NOT NULL,
    type       smallint    NOT NULL,                        -- ReceiptType
    up_to_seq  bigint      NOT NULL,
    at         timestamptz NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX receipt_place ON receipt (chat_id, user_id, type, up_to_seq);

-- Partitioned by month, so that a month can be archived and dropped whole. A unique index would need the partition key:
-- that (chat_id, seq) and a clientMsgId are unique rests on the chat row's lock.
CREATE TABLE message (
    chat_id        bigint      NOT NULL,
    seq            bigint      NOT NULL,
    sender_id      bigint      NOT NULL,
    device_id      bigint      NOT NULL,
    client_msg_id  uuid        NOT NULL,
    kind           smallint    NOT NULL,                    -- MessageKind
    ref_seq        bigint,
    ciphertext     bytea       NOT NULL,
    media_ids      bigint[],                                -- null: none
    sent_at        timestamptz NOT NULL                     -- whole milliseconds
) PARTITION BY RANGE (sent_at);
CREATE INDEX message_place ON message (chat_id, seq);
CREATE INDEX message_client_id ON message (chat_id, sender_id, client_msg_id);

-- What happened and may not have been published yet. A row holds either the places of a batch's messages, or events
-- ready to go (EventBatch). Rows stay for two minutes after Kafka's acknowledgement: a broker may forget.
CREATE TABLE outbox (
    outbox_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_at  timestamptz,
    chat_ids      bigint[],
    seqs          bigint[],
    events        bytea
);
CREATE INDEX outbox_open ON outbox (created_at) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
