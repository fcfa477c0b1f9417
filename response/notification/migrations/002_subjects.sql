ALTER TABLE notification_note ADD COLUMN subjects TEXT NOT NULL DEFAULT '';
