CREATE TABLE adopt_adoption (
    id       TEXT PRIMARY KEY,
    practice TEXT NOT NULL,
    slug     TEXT NOT NULL,
    title    TEXT NOT NULL,
    version  BIGINT NOT NULL,
    country  TEXT NOT NULL,
    answers  TEXT NOT NULL,
    began    TEXT NOT NULL,
    ended    TEXT NOT NULL,
    result   TEXT NOT NULL,
    obstacle TEXT NOT NULL,
    lang     TEXT NOT NULL,
    cleared  TEXT NOT NULL,
    author   TEXT NOT NULL,
    rev      BIGINT NOT NULL
);
CREATE INDEX adopt_adoption_country ON adopt_adoption (country, began);
CREATE INDEX adopt_adoption_practice ON adopt_adoption (practice, cleared);
CREATE TABLE adopt_step (
    id       TEXT PRIMARY KEY,
    adoption TEXT NOT NULL REFERENCES adopt_adoption (id),
    place    BIGINT NOT NULL,
    what     TEXT NOT NULL,
    due      TEXT NOT NULL,
    proved   TEXT NOT NULL,
    proof    TEXT NOT NULL,
    UNIQUE (adoption, place)
);
