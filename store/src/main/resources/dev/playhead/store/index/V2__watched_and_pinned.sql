-- What decides which media leave last, and which leave because nobody watches them.

ALTER TABLE media ADD COLUMN watched_at TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE media ADD COLUMN pinned BOOLEAN DEFAULT FALSE NOT NULL;
