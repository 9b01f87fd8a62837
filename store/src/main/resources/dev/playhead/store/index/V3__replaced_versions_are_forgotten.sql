-- When a version was replaced: it is remembered for a while, so that nothing late goes back to it, and forgotten then.

ALTER TABLE version ADD COLUMN retired_at TIMESTAMP(3) WITH TIME ZONE;
UPDATE version SET retired_at = first_seen WHERE NOT current;
