CREATE TABLE outcome_entry (
    id       TEXT PRIMARY KEY,
    case_id  TEXT NOT NULL,
    serial   BIGINT NOT NULL,
    subject  TEXT NOT NULL,
    side     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    code     TEXT NOT NULL,
    day      TEXT NOT NULL,
    body     TEXT NOT NULL,
    length   TEXT NOT NULL,
    amount   TEXT NOT NULL,
    item     TEXT NOT NULL,
    replaces TEXT NOT NULL,
    author   TEXT NOT NULL,
    entered  TEXT NOT NULL,
    released TEXT NOT NULL,
    court    BYTEA NOT NULL,
    text     BYTEA NOT NULL,
    reason   BYTEA NOT NULL,
    UNIQUE (case_id, serial)
);
CREATE UNIQUE INDEX outcome_entry_once ON outcome_entry (replaces) WHERE replaces <> '';
