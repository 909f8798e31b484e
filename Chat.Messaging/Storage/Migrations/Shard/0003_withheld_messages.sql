SET LOCAL lock_timeout = '1s';
ALTER TABLE message ADD COLUMN withheld_from bigint;        -- a user who never gets it, having blocked its sender when it came
