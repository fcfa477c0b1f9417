CREATE TABLE practice_practice (
    id            TEXT PRIMARY KEY,
    slug          TEXT NOT NULL UNIQUE,
    origin        TEXT NOT NULL,
    owner         TEXT NOT NULL,
    proxy         BIGINT NOT NULL,
    status        TEXT NOT NULL,
    shared        BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    coded         TEXT NOT NULL,
    texts         TEXT NOT NULL,
    began         TEXT NOT NULL,
    submitted     TEXT NOT NULL,
    cleared_state TEXT NOT NULL,
    cleared       TEXT NOT NULL,
    published     TEXT NOT NULL,
    confirmed     TEXT NOT NULL,
    ended         TEXT NOT NULL,
    author        TEXT NOT NULL,
    digest        TEXT NOT NULL,
    turn          BIGINT NOT NULL,
    rev           BIGINT NOT NULL
);
CREATE INDEX practice_practice_owner ON practice_practice (owner, status);
CREATE INDEX practice_practice_turn ON practice_practice (turn);
CREATE TABLE practice_version (
    practice TEXT NOT NULL REFERENCES practice_practice (id),
    number   BIGINT NOT NULL,
    day      TEXT NOT NULL,
    listed   BIGINT NOT NULL,
    coded    TEXT NOT NULL,
    texts    TEXT NOT NULL,
    PRIMARY KEY (practice, number)
);
CREATE TABLE practice_letter (
    id       TEXT PRIMARY KEY,
    practice TEXT NOT NULL REFERENCES practice_practice (id),
    place    BIGINT NOT NULL,
    step     TEXT NOT NULL,
    theirs   BIGINT NOT NULL,
    day      TEXT NOT NULL,
    author   TEXT NOT NULL,
    text     TEXT NOT NULL,
    UNIQUE (practice, place)
);
CREATE TABLE practice_turn (
    one  BIGINT PRIMARY KEY,
    turn BIGINT NOT NULL
);
INSERT INTO practice_turn (one, turn) VALUES (1, 0);
CREATE VIEW practice_window_public AS
    SELECT p.id, p.slug, p.owner, p.turn, v.number, v.day, v.listed, p.confirmed, v.coded, v.texts
    FROM practice_practice p JOIN practice_version v ON v.practice = p.id AND v.number = p.version
    WHERE p.version > 0 AND p.ended = '';
