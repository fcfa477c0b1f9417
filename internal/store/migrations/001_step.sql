-- Which steps of which room have run. On PostgreSQL its locks also order writers.
CREATE TABLE IF NOT EXISTS store_step (
    room   TEXT NOT NULL,
    step   TEXT NOT NULL,
    digest TEXT NOT NULL, -- of the step's text, without comments and spaces
    ran    TEXT NOT NULL,
    PRIMARY KEY (room, step)
);
