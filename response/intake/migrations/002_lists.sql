-- The list of reports is read newest first, whatever stage it is narrowed to.
CREATE INDEX intake_report_newest ON intake_report (received DESC, id);
CREATE INDEX intake_report_stage ON intake_report (status, received DESC, id);
