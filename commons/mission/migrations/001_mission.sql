CREATE TABLE mission_country (
    code    TEXT PRIMARY KEY,
    names   TEXT NOT NULL,
    weekend TEXT NOT NULL,
    rev     BIGINT NOT NULL
);
CREATE TABLE mission_mission (
    code      TEXT PRIMARY KEY,
    names     TEXT NOT NULL,
    places    TEXT NOT NULL,
    host      TEXT NOT NULL,
    zone      TEXT NOT NULL,
    weekend   TEXT NOT NULL,
    opened    TEXT NOT NULL,
    closed    TEXT NOT NULL,
    successor TEXT NOT NULL,
    rev       BIGINT NOT NULL
);
CREATE TABLE mission_unit (
    id      TEXT PRIMARY KEY,
    mission TEXT NOT NULL REFERENCES mission_mission (code),
    country TEXT NOT NULL REFERENCES mission_country (code),
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    size    BIGINT NOT NULL,
    rev     BIGINT NOT NULL
);
CREATE INDEX mission_unit_mission ON mission_unit (mission);
CREATE UNIQUE INDEX mission_unit_name ON mission_unit (mission, name);
CREATE TABLE mission_rotation (
    id    TEXT PRIMARY KEY,
    unit  TEXT NOT NULL REFERENCES mission_unit (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    size  BIGINT NOT NULL,
    rev   BIGINT NOT NULL
);
CREATE INDEX mission_rotation_unit ON mission_rotation (unit, since);
