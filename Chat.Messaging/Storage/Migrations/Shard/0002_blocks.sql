-- Nobody waits long behind these: a start that does not get the locks tries again. The large tables have migrations of
-- their own, so that no lock waits for another.
SET LOCAL lock_timeout = '1s';

-- In direct chats only, where two columns of the two rows say the same thing, so that a send and a watermark each find it
-- in the row that they read anyway.
ALTER TABLE member
    ADD COLUMN blocked_by bigint,                           -- the other member, who has blocked this one: gets nothing from here
    ADD COLUMN blocks bigint;                               -- the other member, blocked by this one: is not shown its receipts

-- Members as the others see them who are none, having blocked whoever added them. Counted in member_count; the same shape
-- and rules as member.
CREATE TABLE phantom_member (
    chat_id    bigint      NOT NULL,
    user_id    bigint      NOT NULL,
    from_seq   bigint      NOT NULL,
    until_seq  bigint,
    role       smallint    NOT NULL,
    joined_at  timestamptz NOT NULL,
    PRIMARY KEY (chat_id, user_id, from_seq)
);
