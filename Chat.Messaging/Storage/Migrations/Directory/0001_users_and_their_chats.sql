-- The directory holds what is asked by user; every key leads with a user (or what names one), so that it can be sharded.
CREATE TABLE app_user (
    user_id        bigint      PRIMARY KEY,
    user_name      text        NOT NULL,
    user_name_key  text        NOT NULL UNIQUE,             -- lower case: names differ by more than case
    display_name   text        NOT NULL,
    password_hash  text        NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE TABLE device (
    device_id     bigint      PRIMARY KEY,
    user_id       bigint      NOT NULL,
    name          text        NOT NULL,
    created_at    timestamptz NOT NULL,
    last_seen_at  timestamptz,
    revoked_at    timestamptz
);
CREATE INDEX device_of_user ON device (user_id);

-- Tokens are stored as their SHA-256. A used one names nothing: its successor is derived from it and the salt, so that
-- a lost answer can be given again.
CREATE TABLE refresh_token (
    token_hash      bytea       PRIMARY KEY,
    device_id       bigint      NOT NULL,
    user_id         bigint      NOT NULL,
    issued_at       timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    used_at         timestamptz,
    successor_salt  bytea
);
CREATE INDEX refresh_token_of_device ON refresh_token (device_id);

-- A direct pair is unique here, before its chat exists on the shard: whoever finds the row makes the chat if it is missing.
CREATE TABLE direct_chat (
    low_user_id   bigint NOT NULL,
    high_user_id  bigint NOT NULL,
    chat_id       bigint NOT NULL,
    PRIMARY KEY (low_user_id, high_user_id)
);

-- Follows the shards through their outbox; the shard is the truth.
CREATE TABLE user_chat (
    user_id             bigint NOT NULL,
    chat_id             bigint NOT NULL,
    membership_version  bigint NOT NULL,                    -- of the change that wrote this row: an older one changes nothing
    is_member           boolean NOT NULL,
    PRIMARY KEY (user_id, chat_id)
);
CREATE INDEX user_chat_now ON user_chat (user_id) INCLUDE (chat_id) WHERE is_member;

CREATE TABLE outbox (
    outbox_id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_at  timestamptz,
    events        bytea       NOT NULL                      -- EventBatch
);
CREATE INDEX outbox_open ON outbox (created_at) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
