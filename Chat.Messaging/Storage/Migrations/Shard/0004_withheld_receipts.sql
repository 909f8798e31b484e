SET LOCAL lock_timeout = '1s';
ALTER TABLE receipt ADD COLUMN withheld_from bigint;        -- a user who is not shown it, having been blocked when it came

-- What a blocked one is shown instead; null: the same.
ALTER TABLE watermark
    ADD COLUMN shown_delivered_seq bigint,
    ADD COLUMN shown_read_seq bigint;
