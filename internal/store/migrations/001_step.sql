-- Which steps of which room have run. On PostgreSQL its locks also order writers.
CREATE TABLE IF NOT EXISTS store_step (
    room   TEXT NOT NULL,
    step   TEXT NOT NULL,
    digest TEXT NOT NULL, -- of the step's text, without comments and spaces
    ran    TEXT NOT NULL,
    PRIMARY KEY (room, step)
);
-- Which program may do what only one does at a time, and when that was last done.
CREATE TABLE IF NOT EXISTS store_lease (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL, -- a program, by a random word
    until  TEXT NOT NULL,
    ran    TEXT NOT NULL
);
-- How often what goes by a name has changed: what is kept in memory is of one edition.
CREATE TABLE IF NOT EXISTS store_edition (
    name TEXT PRIMARY KEY,
    n    BIGINT NOT NULL
);
