-- How many days after the promised day a duty ended; before it, negative. It is kept so that
-- timeliness is counted from an index. The day numbers of what ended earlier follow
-- Fliegel and Van Flandern, Communications of the ACM 11 (1968) 657.
ALTER TABLE duty_duty ADD COLUMN delay BIGINT NOT NULL DEFAULT 0;
UPDATE duty_duty SET delay =
    (1461 * (CAST(substr(ended_on, 1, 4) AS BIGINT) + 4800 + (CAST(substr(ended_on, 6, 2) AS BIGINT) - 14) / 12)) / 4
    + (367 * (CAST(substr(ended_on, 6, 2) AS BIGINT) - 2 - 12 * ((CAST(substr(ended_on, 6, 2) AS BIGINT) - 14) / 12))) / 12
    - (3 * ((CAST(substr(ended_on, 1, 4) AS BIGINT) + 4900 + (CAST(substr(ended_on, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
    + CAST(substr(ended_on, 9, 2) AS BIGINT)
    - (1461 * (CAST(substr(CASE late WHEN '' THEN due ELSE late END, 1, 4) AS BIGINT) + 4800 + (CAST(substr(CASE late WHEN '' THEN due ELSE late END, 6, 2) AS BIGINT) - 14) / 12)) / 4
    - (367 * (CAST(substr(CASE late WHEN '' THEN due ELSE late END, 6, 2) AS BIGINT) - 2 - 12 * ((CAST(substr(CASE late WHEN '' THEN due ELSE late END, 6, 2) AS BIGINT) - 14) / 12))) / 12
    + (3 * ((CAST(substr(CASE late WHEN '' THEN due ELSE late END, 1, 4) AS BIGINT) + 4900 + (CAST(substr(CASE late WHEN '' THEN due ELSE late END, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
    - CAST(substr(CASE late WHEN '' THEN due ELSE late END, 9, 2) AS BIGINT)
    + CASE late WHEN '' THEN 0 ELSE 1 END
WHERE ended <> '';
CREATE INDEX duty_duty_line ON duty_duty (due, began, id) WHERE ended = '';
CREATE INDEX duty_duty_board ON duty_duty (bearer_kind, bearer, rule, mission, due, stopped, began, walled, told, help, barred, owed_kind, owed, id) WHERE ended = '';
CREATE INDEX duty_duty_over ON duty_duty (ended_on, id, bearer_kind, bearer, rule, mission, began, walled, told, help, barred, owed_kind, owed) WHERE ended <> '';
CREATE INDEX duty_duty_pace ON duty_duty (due, bearer_kind, bearer, ended, delay, rule, mission, walled, told, help, barred, owed_kind, owed, id);
