-- When a user's last device went. Written behind by Chat.Presence; while a device is connected nobody is shown it.
CREATE TABLE last_seen (
    user_id  bigint      PRIMARY KEY,
    at       timestamptz NOT NULL
);
