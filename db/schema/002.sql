-- Schema 2: the month: frame, draw, allocation, families, moderation, calibration.
-- What schema 1 says of dates, moments, grades and yes and no holds here too.

ALTER TABLE audit ADD COLUMN kind INTEGER NOT NULL DEFAULT 1 CHECK (kind BETWEEN 1 AND 5);
    -- 1 monthly, 2 thematic, 3 dip sample, 4 multi-agency, 5 review: only 1 counts in the monthly figures
ALTER TABLE audit ADD COLUMN sample_id INTEGER REFERENCES sample (id); -- the draw it came from; NULL: none
ALTER TABLE audit ADD COLUMN blind_id INTEGER REFERENCES user (id);
    -- a moderator who is to grade it without knowing its grades, which are kept from them; NULL: nobody

-- Drawn and not yet given to anybody. (Imported ones of people who are no users have a name.)
CREATE INDEX audit_unallocated ON audit (month, id) WHERE lead_id IS NULL AND lead_name = '' AND state = 1;
CREATE INDEX audit_sample ON audit (sample_id, casefile_id) WHERE sample_id IS NOT NULL;
-- A month's counts, without a look at the table, are of one kind, and ask what was completed late.
DROP INDEX audit_month_due;
CREATE INDEX audit_month_due
    ON audit (month, due_on, id, state, service_id, team_id, lead_id, peer_id, kind, completed_on);
-- What is due asks of each open action whether its audit may be seen: the rest spares a look at the table.
DROP INDEX action_owner;
CREATE INDEX action_owner ON action (owner_id, due_on, id, progress, audit_id) WHERE progress < 5;
CREATE INDEX audit_blind ON audit (blind_id) WHERE blind_id IS NOT NULL;

CREATE TABLE cycle (                      -- a month that QA has opened
    month TEXT PRIMARY KEY,               -- YYYY-MM
    due_on TEXT NOT NULL,                 -- of its audits, unless told for one
    opened_on TEXT NOT NULL,
    opened_by INTEGER NOT NULL REFERENCES user (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample (                     -- the receipt of a draw: enough to run it again; never changed. Its digest
        -- stands in the trail
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,            -- 2026-10; 2026-10-thematic, 2026-10-thematic-2; 2026-10-moderation
    month TEXT NOT NULL,                  -- YYYY-MM
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 1 AND 3), -- what is drawn: 1 cases to audit, 2 audits to
        -- moderate, 3 audits to challenge
    kind INTEGER NOT NULL,                -- of the audits: see audit.kind
    method TEXT NOT NULL,                 -- the published method, by its name: draw-1
    seed TEXT NOT NULL,                   -- 64 hexadecimal digits, or what was given
    seed_given INTEGER NOT NULL,          -- 1: by a person; 0: the computer's random numbers
    rule TEXT NOT NULL,                   -- how many: 'per-team 2', 'percent 10', 'all'
    frame_rule TEXT NOT NULL,             -- of what: 'open cases', 'hand-picked', 'plan type child protection' ...
    exclude_months INTEGER NOT NULL,      -- audited within so many months before: left out; 0: nobody for that
    frame_count INTEGER NOT NULL,
    frame_hash TEXT NOT NULL,             -- SHA-256 of the frame's lines in hexadecimal digits (core/draw.h)
    digest TEXT NOT NULL,                 -- SHA-256 of the whole receipt, as the trail has it
    drawn_on TEXT NOT NULL,               -- the day on which cases were open
    drawn_at TEXT NOT NULL,
    drawn_by INTEGER NOT NULL REFERENCES user (id)
) STRICT;

CREATE INDEX sample_month ON sample (month);

CREATE TABLE sample_entry (               -- a line of the frame of a draw, as it was then
    sample_id INTEGER NOT NULL REFERENCES sample (id),
    place INTEGER NOT NULL,               -- 0, 1 ... in the order of the frame
    ref TEXT NOT NULL,                    -- of the case, or of the audit that may be moderated
    service TEXT NOT NULL,                -- names as they were then: the strata
    team TEXT NOT NULL,
    excluded TEXT NOT NULL DEFAULT '',    -- why it was left out; empty: it could be drawn
    rank INTEGER,                         -- 1, 2 ... in the drawn order of its stratum; NULL: excluded
    chosen INTEGER NOT NULL DEFAULT 0,    -- 1: drawn; 2: taken without a draw ("every Inadequate audit")
    PRIMARY KEY (sample_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_shortfall (           -- a stratum with fewer than were asked for: said, never silent
    sample_id INTEGER NOT NULL REFERENCES sample (id),
    service TEXT NOT NULL,
    team TEXT NOT NULL,                   -- empty: the whole service
    wanted INTEGER NOT NULL,
    got INTEGER NOT NULL,
    why TEXT NOT NULL,                    -- '3 open cases, 2 of them audited in the last 12 months'
    PRIMARY KEY (sample_id, service, team)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_replacement (         -- a drawn entry that another took the place of; both stay on the receipt
    sample_id INTEGER NOT NULL REFERENCES sample (id),
    out_place INTEGER NOT NULL,           -- see sample_entry.place
    in_place INTEGER NOT NULL,
    reason TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at TEXT NOT NULL,
    PRIMARY KEY (sample_id, out_place)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_passed (              -- who stood before the replacement in the drawn order and did not get the
        -- place: said on the receipt, so that nobody is passed over in silence
    sample_id INTEGER NOT NULL REFERENCES sample (id),
    out_place INTEGER NOT NULL,           -- of the replacement: see sample_replacement
    place INTEGER NOT NULL,               -- of the one passed over: see sample_entry.place
    why TEXT NOT NULL,                    -- 'closed', 'now of Court 1', 'audit 2026-11-004 is under way' ...
    PRIMARY KEY (sample_id, out_place, place),
    FOREIGN KEY (sample_id, out_place) REFERENCES sample_replacement (sample_id, out_place)
) STRICT, WITHOUT ROWID;

CREATE TABLE casefile_worker (            -- who had a case before its worker of today: they do not audit it
    casefile_id INTEGER NOT NULL REFERENCES casefile (id),
    worker TEXT NOT NULL,                 -- by name or login, as casefile.worker
    until_on TEXT NOT NULL,               -- the day on which the frame named another
    PRIMARY KEY (casefile_id, worker)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_away (                  -- leave and absence, both days included
    user_id INTEGER NOT NULL REFERENCES user (id),
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    PRIMARY KEY (user_id, first_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (                    -- writing to the child and to the family, so that they can take part
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    who INTEGER NOT NULL CHECK (who IN (1, 2)), -- 1 the child, 2 parents or carers
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- 1 to be written to, 2 written to, 3 answered,
        -- 4 not written to, or no answer comes any more: the note says why
    written_on TEXT,
    means TEXT NOT NULL DEFAULT '',       -- letter, text message, telephone, through the worker ...
    replied_on TEXT,
    note TEXT NOT NULL DEFAULT '',        -- what was answered, or why not
    user_id INTEGER REFERENCES user (id), -- who changed it last; NULL: made with the audit
    changed_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (audit_id, who)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_open ON contact (audit_id, who) WHERE state <= 2;

INSERT INTO contact (audit_id, who, state)
SELECT a.id, w.column1, 1 FROM audit a CROSS JOIN (VALUES (1), (2)) w WHERE a.state <= 2;

CREATE TABLE notice (                     -- what somebody is to be told: on their Home until they have read it
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at TEXT NOT NULL,
    audit_id INTEGER REFERENCES audit (id), -- NULL: about none
    act TEXT NOT NULL,                    -- reallocated, withdrawn, moderated, disputed, settled ...
    words TEXT NOT NULL,                  -- one sentence, nothing of the case in it but references
    by_id INTEGER REFERENCES user (id),   -- NULL: the program
    read_at TEXT                          -- NULL: not yet
) STRICT;

CREATE INDEX notice_unread ON notice (user_id, id) WHERE read_at IS NULL;
CREATE INDEX notice_audit ON notice (audit_id) WHERE audit_id IS NOT NULL;

-- Moderation gets states: the old rows, all imported, are finished ones.
ALTER TABLE moderation RENAME TO moderation_1;

CREATE TABLE moderation (                 -- somebody senior looks at an audit and its grades
    audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),
        -- 1 selected, 2 grading (sealed mode: blind), 3 revealed, 4 completed, 5 disputed, 6 settled
    mode INTEGER NOT NULL CHECK (mode BETWEEN 0 AND 2), -- 1 sealed; 2 open: the auditor's grades were known;
        -- 0 not known: imported
    open_why TEXT NOT NULL DEFAULT '',    -- why it is open: 'by the setting', 'had read the audit before'
    sample_id INTEGER REFERENCES sample (id), -- the draw it came from; NULL: by hand, or imported
    why TEXT NOT NULL DEFAULT '',         -- by which reason it was selected, where not drawn; kept from the
        -- moderator until the grades are revealed, because 'every Inadequate audit' would tell the grade
    selected_on TEXT,                     -- NULL: imported
    selected_by INTEGER REFERENCES user (id),
    user_id INTEGER REFERENCES user (id), -- the moderator; NULL: nobody yet, or no user here
    name TEXT NOT NULL DEFAULT '',        -- as imported, where user_id is NULL
    due_on TEXT,                          -- NULL: imported
    sealed_at TEXT,                       -- NULL: not yet, or open
    moderated_on TEXT,                    -- completed; NULL: not yet
    took_part INTEGER,                    -- did the auditor take part? NULL: not said
    evidence INTEGER CHECK (evidence BETWEEN 1 AND 3),     -- the audit itself, judged: 1 yes, 2 partly, 3 no
    timeliness INTEGER CHECK (timeliness BETWEEN 1 AND 3),
    rationale INTEGER CHECK (rationale BETWEEN 1 AND 3),
    acknowledged_at TEXT,                 -- by the lead auditor; NULL: not yet
    disputed_on TEXT,
    settled_on TEXT,
    settled_by INTEGER REFERENCES user (id),
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO moderation (audit_id, state, mode, user_id, name, moderated_on)
SELECT audit_id, 4, 0, user_id, name, moderated_on FROM moderation_1;
DROP TABLE moderation_1;

CREATE INDEX moderation_open ON moderation (due_on, audit_id, state, user_id) WHERE state <= 3;
CREATE INDEX moderation_mine ON moderation (user_id, due_on, audit_id, state) WHERE state <= 3;
CREATE INDEX moderation_disputed ON moderation (disputed_on, audit_id) WHERE state = 5;
CREATE INDEX moderation_unacknowledged ON moderation (audit_id)
    WHERE state >= 4 AND mode > 0 AND acknowledged_at IS NULL;
CREATE INDEX moderation_completed ON moderation (moderated_on, audit_id) WHERE state >= 4;
CREATE INDEX moderation_user ON moderation (user_id, moderated_on, audit_id);

CREATE TABLE moderation_grade (           -- what a moderator thinks of one domain; texts are narratives
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    domain_id INTEGER NOT NULL REFERENCES domain (id),
    own INTEGER CHECK (own BETWEEN 0 AND 4), -- the moderator's own grade: sealed before the auditor's was shown,
        -- never changed after; of an open one the grade decided for. NULL: not yet
    auditor INTEGER CHECK (auditor BETWEEN 0 AND 4), -- the lead's, as it stood when it was revealed; NULL: not yet
    decision INTEGER CHECK (decision IN (1, 2)), -- 1 upheld, 2 changed; NULL: not yet
    changed_to INTEGER CHECK (changed_to BETWEEN 0 AND 4), -- where changed
    revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (audit_id, domain_id)
) STRICT, WITHOUT ROWID;

-- A fourth part speaks: 3 who settled a dispute. The final grade is theirs where there is one, else the
-- moderator's, else the lead's.
ALTER TABLE judgement RENAME TO judgement_1;

CREATE TABLE judgement (                  -- a grade by one part; never overwritten by another part
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 3), -- 0 lead, 1 peer, 2 moderator, 3 settler
    domain_id INTEGER NOT NULL REFERENCES domain (id), -- of the audit's template; the rationale is a narrative
    grade INTEGER CHECK (grade BETWEEN 0 AND 4),
    user_id INTEGER REFERENCES user (id), -- who gave it; NULL: imported
    revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (audit_id, part, domain_id)
) STRICT, WITHOUT ROWID;

INSERT INTO judgement (audit_id, part, domain_id, grade, user_id, revision, changed_at)
SELECT audit_id, part, domain_id, grade, user_id, revision, changed_at FROM judgement_1;
DROP TABLE judgement_1;

CREATE TABLE calibration (                -- a round: one case, graded blind by many, to be talked about
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    casefile_id INTEGER NOT NULL REFERENCES casefile (id),
    template_id INTEGER NOT NULL REFERENCES template (id),
    due_on TEXT NOT NULL,                 -- grades are taken up to this day
    opened_on TEXT NOT NULL,
    opened_by INTEGER NOT NULL REFERENCES user (id),
    closed_on TEXT                        -- from now on everybody in it sees the results; NULL: still blind
) STRICT;

CREATE TABLE calibration_auditor (        -- who grades in a round
    calibration_id INTEGER NOT NULL REFERENCES calibration (id),
    user_id INTEGER NOT NULL REFERENCES user (id),
    sealed_at TEXT,                       -- the grades are final; NULL: not yet
    PRIMARY KEY (calibration_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX calibration_auditor_user ON calibration_auditor (user_id, calibration_id);

CREATE TABLE calibration_grade (
    calibration_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    domain_id INTEGER NOT NULL REFERENCES domain (id),
    grade INTEGER CHECK (grade BETWEEN 0 AND 4), -- NULL: not yet; the reason may be typed first
    rationale TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1,  -- of the person's own windows: an older one is refused
    changed_at TEXT NOT NULL,
    PRIMARY KEY (calibration_id, user_id, domain_id),
    FOREIGN KEY (calibration_id, user_id) REFERENCES calibration_auditor (calibration_id, user_id)
) STRICT, WITHOUT ROWID;
