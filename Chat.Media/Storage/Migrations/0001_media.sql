-- Keyed by media_id, so that both tables can be sharded by it; nothing here refers to Messaging's tables.
CREATE TABLE media (
    media_id       bigint      PRIMARY KEY,
    owner_id       bigint      NOT NULL,
    content_type   text        NOT NULL,                    -- the owner's word
    size           bigint      NOT NULL,                    -- bytes; the owner's word until completed
    sha256         bytea       CHECK (octet_length(sha256) = 32),
    state          smallint    NOT NULL,                    -- MediaState
    created_at     timestamptz NOT NULL,
    granted_until  timestamptz NOT NULL,                    -- the end of the last upload URL
    mismatched     text,                                    -- the ETag of content whose hash was found to be another one
    completed_at   timestamptz,
    snapshot       text,                                    -- what is served: the content as it was verified
    claimed_at     timestamptz                              -- the last claim
);
CREATE INDEX media_unfinished ON media (granted_until) WHERE state = 0;
CREATE INDEX media_unreferenced ON media (greatest(completed_at, claimed_at)) WHERE state = 1;
CREATE INDEX media_doomed ON media (media_id) WHERE state = 3;

-- Where a medium may be: never less than where messages carry it, since a claim comes before the message. The first claim's
-- time stays, so that who pages through the chats by it misses none.
CREATE TABLE media_chat (
    media_id    bigint      NOT NULL,
    chat_id     bigint      NOT NULL,
    claimed_at  timestamptz NOT NULL,
    PRIMARY KEY (media_id, chat_id)
);
CREATE INDEX media_chat_newest ON media_chat (media_id, claimed_at DESC, chat_id DESC);
