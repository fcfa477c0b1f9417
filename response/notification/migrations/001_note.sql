CREATE TABLE notification_note (
    id           TEXT PRIMARY KEY,
    about_kind   TEXT NOT NULL,
    about        TEXT NOT NULL,
    ref          TEXT NOT NULL,
    allegation   TEXT NOT NULL,
    mission      TEXT NOT NULL,
    country      TEXT NOT NULL,
    topic        TEXT NOT NULL,
    aim          TEXT NOT NULL,
    urgent       BIGINT NOT NULL,
    units        TEXT NOT NULL,
    language     TEXT NOT NULL,
    addressees   TEXT NOT NULL,
    copies       TEXT NOT NULL,
    status       TEXT NOT NULL,
    number       TEXT NOT NULL,
    asked        TEXT NOT NULL,
    drafted      TEXT NOT NULL,
    sent         TEXT NOT NULL,
    delivered    TEXT NOT NULL,
    acknowledged TEXT NOT NULL,
    ended        TEXT NOT NULL,
    author       TEXT NOT NULL,
    decision     TEXT NOT NULL,
    named        BIGINT NOT NULL,
    renews       TEXT NOT NULL,
    text         BYTEA NOT NULL,
    facts        BYTEA NOT NULL,
    reason       BYTEA NOT NULL,
    rev          BIGINT NOT NULL
);
CREATE INDEX notification_note_about ON notification_note (about_kind, about);
CREATE INDEX notification_note_country ON notification_note (country, sent);
CREATE UNIQUE INDEX notification_note_number ON notification_note (number) WHERE number <> '';
CREATE TABLE notification_series (
    country TEXT NOT NULL,
    year    BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    PRIMARY KEY (country, year)
);
CREATE TABLE notification_annex (
    item  TEXT PRIMARY KEY,
    note  TEXT NOT NULL REFERENCES notification_note (id),
    title BYTEA NOT NULL
);
CREATE TABLE notification_delivery (
    id        TEXT PRIMARY KEY,
    note      TEXT NOT NULL REFERENCES notification_note (id),
    addressee TEXT NOT NULL,
    how       TEXT NOT NULL,
    day       TEXT NOT NULL,
    author    TEXT NOT NULL,
    item      TEXT NOT NULL,
    UNIQUE (note, addressee)
);
CREATE TABLE notification_letter (
    id        TEXT PRIMARY KEY,
    note      TEXT NOT NULL REFERENCES notification_note (id),
    place     BIGINT NOT NULL,
    side      TEXT NOT NULL,
    what      TEXT NOT NULL,
    number    TEXT NOT NULL,
    day       TEXT NOT NULL,
    author    TEXT NOT NULL,
    proxy     BIGINT NOT NULL,
    until     TEXT NOT NULL,
    extension TEXT NOT NULL,
    item      TEXT NOT NULL,
    text      BYTEA NOT NULL,
    UNIQUE (note, place)
);
CREATE TABLE notification_investigator (
    id       TEXT PRIMARY KEY,
    note     TEXT NOT NULL REFERENCES notification_note (id),
    place    BIGINT NOT NULL,
    day      TEXT NOT NULL,
    author   TEXT NOT NULL,
    proxy    BIGINT NOT NULL,
    unit     TEXT NOT NULL,
    training TEXT NOT NULL,
    name     BYTEA NOT NULL,
    rank     BYTEA NOT NULL,
    come     BYTEA NOT NULL,
    UNIQUE (note, place)
);
