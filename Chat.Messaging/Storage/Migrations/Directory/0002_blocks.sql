-- Nobody waits long behind this: a start that does not get the locks tries again.
SET LOCAL lock_timeout = '1s';

-- Whom a user has blocked. True from its commit on for whoever asks here; the shards follow (block_change).
CREATE TABLE block (
    user_id          bigint      NOT NULL,
    blocked_user_id  bigint      NOT NULL,
    blocked_at       timestamptz NOT NULL,
    PRIMARY KEY (user_id, blocked_user_id)
);

-- A pair whose block came or went and whose direct chat may not know yet. Written with the change, deleted once the chat's
-- shard has it: what a process left behind is swept.
CREATE TABLE block_change (
    user_id          bigint      NOT NULL,
    blocked_user_id  bigint      NOT NULL,
    change_id        uuid        NOT NULL DEFAULT gen_random_uuid(),    -- of the last change: an older one does not delete it
    changed_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (user_id, blocked_user_id)
);
CREATE INDEX block_change_oldest ON block_change (changed_at);

ALTER TABLE app_user ADD COLUMN presence_visibility smallint NOT NULL DEFAULT 0;    -- PresenceVisibility

-- A phantom is shown to the others as a member and is none: added by whom the user had blocked. Never with is_member.
ALTER TABLE user_chat ADD COLUMN phantom boolean NOT NULL DEFAULT false;
