-- Lists and counts of what is open are read from an index alone: the rows of the table lie
-- far apart, and of three hundred thousand duties a page shows fifty.
DROP INDEX duty_duty_bearer;
DROP INDEX duty_duty_owed;
DROP INDEX duty_duty_holder;
DROP INDEX duty_duty_line;
CREATE INDEX duty_duty_bearer ON duty_duty (bearer_kind, bearer, due, began, id, holder, stopped, barred, rule, mission, walled, told, help, owed_kind, owed) WHERE ended = '';
CREATE INDEX duty_duty_owed ON duty_duty (owed_kind, owed, due, began, id, bearer_kind, bearer, holder, stopped, barred) WHERE ended = '';
CREATE INDEX duty_duty_holder ON duty_duty (holder) WHERE ended = '' AND holder <> '';
CREATE INDEX duty_duty_line ON duty_duty (due, began, id, stopped, barred, rule, mission, walled, told, help, bearer_kind, bearer, owed_kind, owed, holder) WHERE ended = '';
