CREATE TABLE find_reference (
    reference TEXT PRIMARY KEY
);
