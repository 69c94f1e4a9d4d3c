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
