-- Schema 4: what reports count, kept with the data, in the same transaction.

CREATE TABLE tally (                      -- core/tally.h says what each counts, and what a, b and c are of each
    what INTEGER NOT NULL,                -- enum tally; 32 times a user's id more: what of it is kept from that person
    month INTEGER NOT NULL,               -- year * 100 + month: of completion, of the due date ...
    service_id INTEGER NOT NULL,          -- of the audit, when allocated
    team_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,                -- of the audit: see audit.kind
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    c INTEGER NOT NULL,
    count INTEGER NOT NULL,               -- may have come down to 0
    PRIMARY KEY (what, month, service_id, team_id, kind, a, b, c)
) STRICT, WITHOUT ROWID;
-- Setting 'tallies' says what was counted (core/tally.c). Without it, or where it is older than the program, all is
-- counted when it is opened.

CREATE TABLE chart_step (                 -- from this month on a chart's limits are computed anew (core/chart-step.h)
    measure TEXT NOT NULL,                -- the chart's code
    service_id INTEGER NOT NULL,          -- whose chart; 0: the whole council's
    month INTEGER NOT NULL,               -- year * 100 + month
    why TEXT NOT NULL,                    -- what was changed
    user_id INTEGER NOT NULL REFERENCES user (id), -- who marked it
    at TEXT NOT NULL,
    PRIMARY KEY (measure, service_id, month)
) STRICT, WITHOUT ROWID;

-- Reviews by completion, for reports.
CREATE INDEX audit_reviewed ON audit (completed_on) WHERE review_of IS NOT NULL;

-- What `due` and the tracker say of an open action or step stands in the indexes that they walk: its audit is not looked
-- at, which lies anywhere among a million. NULL in audit_ref: ask the audit; so of what was closed before, and of what is
-- anonymised.
ALTER TABLE action ADD COLUMN audit_ref TEXT;    -- of its audit
ALTER TABLE loop_step ADD COLUMN audit_ref TEXT; -- likewise

UPDATE action SET audit_ref = (SELECT ref FROM audit WHERE audit.id = action.audit_id) WHERE progress < 5;
UPDATE loop_step SET audit_ref = (SELECT ref FROM audit WHERE audit.id = loop_step.audit_id) WHERE state = 1;

DROP INDEX action_open;
CREATE INDEX action_open ON action (due_on, id, progress, audit_id, seq, owner_id, owner_name, owner_post, what, measure,
    start_on, first_due_on, plan_on, priority, escalated, revision, slips, sent_back, team_id, service_id, audit_ref)
WHERE progress < 5;
DROP INDEX action_owner;
CREATE INDEX action_owner ON action (owner_id, due_on, id, progress, audit_id, seq, owner_name, owner_post, what, team_id,
    service_id, audit_ref) WHERE progress < 5;
DROP INDEX action_named;
CREATE INDEX action_named ON action (owner_name, due_on, id, progress, audit_id, seq, owner_id, owner_post, what, team_id,
    service_id, audit_ref) WHERE progress < 5 AND owner_id IS NULL;
DROP INDEX action_said;
CREATE INDEX action_said ON action (completed_on, id, progress, due_on, audit_id, seq, owner_id, said_by, owner_name,
    owner_post, what, team_id, service_id, audit_ref) WHERE progress = 4;
DROP INDEX loop_step_open;
CREATE INDEX loop_step_open ON loop_step (due_on, id, state, rule_id, audit_id, review_id, seq, revision, team_id,
    service_id, audit_ref) WHERE state = 1;
DROP INDEX loop_step_team;
CREATE INDEX loop_step_team ON loop_step (team_id, due_on, id, state, rule_id, audit_id, review_id, seq, revision,
    service_id, audit_ref) WHERE state = 1;
DROP INDEX loop_step_service;
CREATE INDEX loop_step_service ON loop_step (service_id, due_on, id, state, rule_id, audit_id, review_id, seq, revision,
    team_id, audit_ref) WHERE state = 1;

-- Of whose audits nothing is open any more.
CREATE INDEX audit_withdrawn ON audit (id) WHERE state = 6;
