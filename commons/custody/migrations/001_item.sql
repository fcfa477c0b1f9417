CREATE TABLE custody_item (
    id          TEXT PRIMARY KEY,
    matter_kind TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    number      BIGINT NOT NULL,
    day         TEXT NOT NULL,
    name        BYTEA NOT NULL,
    sheet       BYTEA NOT NULL,
    file_key    BYTEA NOT NULL,
    commitment  TEXT NOT NULL,
    gone        TEXT NOT NULL
);
CREATE INDEX custody_item_matter ON custody_item (matter_kind, matter_id, number);
CREATE TABLE custody_series (
    matter_kind TEXT NOT NULL,
    matter_id   TEXT NOT NULL,
    last        BIGINT NOT NULL,
    PRIMARY KEY (matter_kind, matter_id)
);
CREATE TABLE custody_link (
    item      TEXT NOT NULL REFERENCES custody_item (id),
    place     BIGINT NOT NULL,
    how       TEXT NOT NULL,
    from_kind TEXT NOT NULL,
    from_id   TEXT NOT NULL,
    to_kind   TEXT NOT NULL,
    to_id     TEXT NOT NULL,
    at_where  TEXT NOT NULL,
    day       TEXT NOT NULL,
    moment    TEXT NOT NULL,
    condition TEXT NOT NULL,
    sum       TEXT NOT NULL,
    PRIMARY KEY (item, place)
);
CREATE TABLE custody_shelf (
    id   TEXT PRIMARY KEY,
    one  BIGINT NOT NULL UNIQUE
);
