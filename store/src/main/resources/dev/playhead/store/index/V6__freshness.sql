-- What the origin last said of how long a version holds: when it was heard, how old it was then, and for how long it is fresh.

ALTER TABLE version ADD COLUMN received_at TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE version ADD COLUMN age_seconds BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE version ADD COLUMN lifetime_seconds BIGINT;
ALTER TABLE version ADD COLUMN cache_control VARCHAR;
