-- What was done to this database after it was restored from a backup: an interrupted run goes on where it stood, and a second
-- one is not begun by accident.
CREATE TABLE restoration (
    restoration_id  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raised_by       bigint      NOT NULL,                   -- by so much every chat's numbers rise
    began_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_through    bigint      NOT NULL DEFAULT 0,         -- chats up to this id have risen
    ended_at        timestamptz
);
