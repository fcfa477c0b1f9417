CREATE VIEW casework_window_scope AS SELECT id, mission, walled, told, barred FROM casework_case;
