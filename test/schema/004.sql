-- Rows for every table that schema 4 brought, beside those of schemas 1 to 3 migrated to it.

INSERT INTO setting (name, value) VALUES ('tallies', 'kept');
INSERT INTO tally (what, month, service_id, team_id, kind, a, b, c, count) VALUES (1, 202610, 1, 1, 1, 1, 4, 0, 1);
