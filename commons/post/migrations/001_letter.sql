CREATE TABLE post_letter (
    id      TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    kind    TEXT NOT NULL,
    line    TEXT NOT NULL,
    day     TEXT NOT NULL,
    state   TEXT NOT NULL,
    tries   BIGINT NOT NULL,
    due     TEXT NOT NULL,
    mailed  TEXT NOT NULL,
    why     TEXT NOT NULL,
    UNIQUE (account, kind, line, day)
);
CREATE INDEX post_letter_state ON post_letter (state, due);
CREATE TABLE post_round (
    moment TEXT PRIMARY KEY
);
CREATE TABLE post_address (
    account TEXT PRIMARY KEY,
    address TEXT NOT NULL
);
