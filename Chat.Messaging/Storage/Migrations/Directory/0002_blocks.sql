CREATE TABLE block (user_id bigint NOT NULL, blocked_user_id bigint NOT NULL, blocked_at timestamptz NOT NULL, PRIMARY KEY (user_id, blocked_user_id));
ALTER TABLE app_user ADD COLUMN presence_visibility smallint NOT NULL DEFAULT 0;
ALTER TABLE user_chat ADD COLUMN phantom boolean NOT NULL DEFAULT false;
