-- The list of cases is put together from an index alone, newest first, whatever it is
-- narrowed to; of the table only the rows of the page are read.
DROP INDEX casework_case_list;
CREATE INDEX casework_case_newest ON casework_case (opened DESC, id, status, mission, walled, told, help, serious, barred);
CREATE INDEX casework_case_stage ON casework_case (status, opened DESC, id, mission, walled, told, help, serious, barred);
CREATE INDEX casework_case_mission ON casework_case (mission, opened DESC, id, status, walled, told, help, serious, barred);
