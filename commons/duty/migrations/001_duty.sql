CREATE TABLE duty_institution (
    one     TEXT PRIMARY KEY,
    zone    TEXT NOT NULL,
    weekend TEXT NOT NULL
);
CREATE TABLE duty_holiday (
    calendar TEXT NOT NULL,
    day      TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (calendar, day)
);
CREATE TABLE duty_rule (
    code       TEXT NOT NULL,
    change     BIGINT NOT NULL,
    span       TEXT NOT NULL,
    calendar   TEXT NOT NULL,
    basis      TEXT NOT NULL,
    changed    TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (code, change)
);
CREATE TABLE duty_duty (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    matter      TEXT NOT NULL,
    ref         TEXT NOT NULL,
    rule        TEXT NOT NULL,
    version     TEXT NOT NULL,
    span        TEXT NOT NULL,
    calendar    TEXT NOT NULL,
    source      TEXT NOT NULL,
    remind      TEXT NOT NULL,
    bearer_kind TEXT NOT NULL,
    bearer      TEXT NOT NULL,
    by_role     BIGINT NOT NULL,
    holder      TEXT NOT NULL,
    since       TEXT NOT NULL,
    owed_kind   TEXT NOT NULL,
    owed        TEXT NOT NULL,
    mission     TEXT NOT NULL,
    country     TEXT NOT NULL,
    walled      BIGINT NOT NULL,
    told        BIGINT NOT NULL,
    help        BIGINT NOT NULL,
    barred      TEXT NOT NULL,
    cause       TEXT NOT NULL,
    began       TEXT NOT NULL,
    first_due   TEXT NOT NULL,
    due         TEXT NOT NULL,
    halted      TEXT NOT NULL,
    halt_why    TEXT NOT NULL,
    stopped     TEXT NOT NULL,
    late        TEXT NOT NULL,
    ended       TEXT NOT NULL,
    ended_on    TEXT NOT NULL,
    why         TEXT NOT NULL,
    reminded    BIGINT NOT NULL,
    rung        BIGINT NOT NULL,
    climb       TEXT NOT NULL,
    watch       TEXT NOT NULL,
    rev         BIGINT NOT NULL
);
CREATE UNIQUE INDEX duty_duty_once ON duty_duty (kind, matter, rule, bearer_kind, bearer, owed_kind, owed) WHERE ended = '';
CREATE INDEX duty_duty_matter ON duty_duty (kind, matter);
CREATE INDEX duty_duty_bearer ON duty_duty (bearer_kind, bearer) WHERE ended = '';
CREATE INDEX duty_duty_owed ON duty_duty (owed_kind, owed) WHERE ended = '';
CREATE INDEX duty_duty_holder ON duty_duty (holder) WHERE ended = '';
CREATE INDEX duty_duty_watch ON duty_duty (watch) WHERE ended = '' AND watch <> '';
CREATE TABLE duty_event (
    duty   TEXT NOT NULL REFERENCES duty_duty (id),
    n      BIGINT NOT NULL,
    day    TEXT NOT NULL,
    what   TEXT NOT NULL,
    person TEXT NOT NULL,
    kind   TEXT NOT NULL,
    office TEXT NOT NULL,
    reason TEXT NOT NULL,
    until  TEXT NOT NULL,
    PRIMARY KEY (duty, n)
);
CREATE TABLE duty_reached (
    duty        TEXT NOT NULL REFERENCES duty_duty (id),
    office_kind TEXT NOT NULL,
    office      TEXT NOT NULL,
    day         TEXT NOT NULL,
    PRIMARY KEY (duty, office_kind, office)
);
CREATE INDEX duty_reached_office ON duty_reached (office_kind, office);
CREATE TABLE duty_extension (
    id      TEXT PRIMARY KEY,
    duty    TEXT NOT NULL REFERENCES duty_duty (id),
    until   TEXT NOT NULL,
    stops   BIGINT NOT NULL,
    reason  TEXT NOT NULL,
    was     TEXT NOT NULL,
    asker   TEXT NOT NULL,
    asked   TEXT NOT NULL,
    answer  TEXT NOT NULL,
    decider TEXT NOT NULL,
    decided TEXT NOT NULL,
    office_kind TEXT NOT NULL,
    office  TEXT NOT NULL
);
CREATE UNIQUE INDEX duty_extension_one ON duty_extension (duty) WHERE answer = '';
CREATE INDEX duty_extension_office ON duty_extension (office_kind, office) WHERE answer = '';
CREATE TABLE duty_handover (
    id       TEXT PRIMARY KEY,
    giver    TEXT NOT NULL,
    taker    TEXT NOT NULL,
    team     TEXT NOT NULL,
    offered  TEXT NOT NULL,
    offerer  TEXT NOT NULL,
    answer   TEXT NOT NULL,
    answered TEXT NOT NULL
);
CREATE INDEX duty_handover_taker ON duty_handover (taker) WHERE answer = '';
CREATE INDEX duty_handover_giver ON duty_handover (giver) WHERE answer = '';
CREATE TABLE duty_handed (
    handover TEXT NOT NULL REFERENCES duty_handover (id),
    duty     TEXT NOT NULL REFERENCES duty_duty (id),
    PRIMARY KEY (handover, duty)
);
