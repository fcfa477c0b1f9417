-- Lists and counts are read from an index alone: the rows of the table lie far apart, and of
-- three hundred thousand duties a page shows fifty. So each index has every column that a
-- condition of a list is about, also the one that says which rows are in it.
DROP INDEX duty_duty_bearer;
DROP INDEX duty_duty_owed;
DROP INDEX duty_duty_holder;
DROP INDEX duty_duty_line;
DROP INDEX duty_duty_board;
DROP INDEX duty_duty_over;
CREATE INDEX duty_duty_bearer ON duty_duty (bearer_kind, bearer, due, began, id, ended, holder, stopped, barred, rule, mission, walled, told, help, owed_kind, owed) WHERE ended = '';
CREATE INDEX duty_duty_owed ON duty_duty (owed_kind, owed, due, began, id, ended, bearer_kind, bearer, holder, stopped, barred) WHERE ended = '';
CREATE INDEX duty_duty_holder ON duty_duty (holder) WHERE ended = '' AND holder <> '';
CREATE INDEX duty_duty_line ON duty_duty (due, began, id, ended, stopped, barred, rule, mission, walled, told, help, bearer_kind, bearer, owed_kind, owed, holder) WHERE ended = '';
CREATE INDEX duty_duty_board ON duty_duty (bearer_kind, bearer, rule, mission, due, ended, stopped, began, walled, told, help, barred, owed_kind, owed, id, holder) WHERE ended = '';
CREATE INDEX duty_duty_over ON duty_duty (ended_on, id, ended, bearer_kind, bearer, rule, mission, began, walled, told, help, barred, owed_kind, owed) WHERE ended <> '';
CREATE INDEX duty_duty_month ON duty_duty (substr(ended_on, 1, 7), bearer_kind, bearer, rule, mission, ended_on, ended, began, walled, told, help, barred, owed_kind, owed, id) WHERE ended <> '';
