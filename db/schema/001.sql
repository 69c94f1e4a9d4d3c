-- Schema 1: the audit itself. Released: never edited; what changes later stands in 002.sql and on.
-- Dates are ISO 8601 text (YYYY-MM-DD), moments UTC text (YYYY-MM-DDTHH:MM:SSZ). Yes and no are 1 and 0.
-- Grades: 1 Outstanding, 2 Good, 3 Requires Improvement, 4 Inadequate, 0 not applicable, NULL not graded.
-- Parts (who speaks): 0 lead auditor, 1 peer auditor, 2 moderator.

CREATE TABLE setting (                    -- what holds for the whole database
    name TEXT PRIMARY KEY,                -- kind, created_at ...
    value TEXT NOT NULL                   -- kind: 'live' or 'practice'
) STRICT, WITHOUT ROWID;

CREATE TABLE bank_holiday (               -- England's; beyond the last year here rules are used
    day TEXT PRIMARY KEY,                 -- a date
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE service (                    -- Early Help, MASH ...
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    active INTEGER NOT NULL DEFAULT 1     -- 0: kept for the past, offered no more
) STRICT;

CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    service_id INTEGER NOT NULL REFERENCES service (id),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX team_service ON team (service_id);

CREATE TABLE user (                       -- people, by the login of the operating system
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    post TEXT NOT NULL,                   -- team manager, cp chair ... (design section 4)
    roles INTEGER NOT NULL,               -- the sum of 1 auditor, 2 moderator, 4 qa, 8 admin
    team_id INTEGER REFERENCES team (id), -- NULL: works for no one team
    active INTEGER NOT NULL DEFAULT 1,    -- 0: left; gets nothing but a clear message
    seen_at TEXT                          -- when Home was last left; NULL: never here
) STRICT;

CREATE TABLE user_service (               -- the services a senior manager answers for
    user_id INTEGER NOT NULL REFERENCES user (id),
    service_id INTEGER NOT NULL REFERENCES service (id),
    PRIMARY KEY (user_id, service_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE casefile (                   -- the sampling frame; a reference, never a child's name
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    team_id INTEGER NOT NULL REFERENCES team (id),
    worker TEXT NOT NULL DEFAULT '',      -- the social worker or practitioner, by name or login
    plan_type TEXT NOT NULL DEFAULT '',   -- child in need, child protection, looked after ...
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed'))
) STRICT;

CREATE INDEX casefile_team ON casefile (team_id, status);

CREATE TABLE template (                   -- a set of questions and descriptors, one row a version
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE,
    version INTEGER NOT NULL,             -- 1, 2 ... within the name
    effective_on TEXT NOT NULL,           -- audits allocated from this date start on it
    published_at TEXT,                    -- NULL while it is being loaded; afterwards it is frozen
    published_by TEXT NOT NULL DEFAULT '',
    UNIQUE (name, version)
) STRICT;

CREATE TABLE domain (                     -- a thing to grade; the overall grade is the last of them
    id INTEGER PRIMARY KEY,
    template_id INTEGER NOT NULL REFERENCES template (id),
    seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND 31), -- 0, 1 ... in the order of the template
    code TEXT NOT NULL,                   -- VOICE ...; 'overall' for the whole. Compared across versions
    name TEXT NOT NULL,
    question TEXT NOT NULL DEFAULT '',    -- the core question
    allows_na INTEGER NOT NULL DEFAULT 0, -- 1: may be graded not applicable
    UNIQUE (template_id, seq),
    UNIQUE (template_id, code)
) STRICT;

CREATE TABLE prompt (                     -- a question to answer yes, partly, no, not applicable
    id INTEGER PRIMARY KEY,
    domain_id INTEGER NOT NULL REFERENCES domain (id),
    seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND 191), -- numbered through the whole template
    code TEXT NOT NULL,                   -- V1 ...
    text TEXT NOT NULL,
    safety INTEGER NOT NULL DEFAULT 0,    -- 1: a "no" asks whether the child is at risk now
    UNIQUE (domain_id, code)
) STRICT;

CREATE TABLE descriptor (                 -- what a grade looks like: one indicator a row
    id INTEGER PRIMARY KEY,
    domain_id INTEGER NOT NULL REFERENCES domain (id),
    grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
    seq INTEGER NOT NULL,                 -- 1, 2 ... within the grade
    text TEXT NOT NULL,
    UNIQUE (domain_id, grade, seq)
) STRICT;

CREATE TRIGGER template_frozen BEFORE UPDATE ON template WHEN old.published_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER template_kept BEFORE DELETE ON template WHEN old.published_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER domain_added BEFORE INSERT ON domain
WHEN (SELECT published_at FROM template WHERE id = new.template_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER domain_frozen BEFORE UPDATE ON domain
WHEN (SELECT published_at FROM template WHERE id = old.template_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER domain_kept BEFORE DELETE ON domain
WHEN (SELECT published_at FROM template WHERE id = old.template_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER prompt_added BEFORE INSERT ON prompt
WHEN (SELECT t.published_at FROM domain d JOIN template t ON t.id = d.template_id
      WHERE d.id = new.domain_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER prompt_frozen BEFORE UPDATE ON prompt
WHEN (SELECT t.published_at FROM domain d JOIN template t ON t.id = d.template_id
      WHERE d.id = old.domain_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER prompt_kept BEFORE DELETE ON prompt
WHEN (SELECT t.published_at FROM domain d JOIN template t ON t.id = d.template_id
      WHERE d.id = old.domain_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER descriptor_added BEFORE INSERT ON descriptor
WHEN (SELECT t.published_at FROM domain d JOIN template t ON t.id = d.template_id
      WHERE d.id = new.domain_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER descriptor_frozen BEFORE UPDATE ON descriptor
WHEN (SELECT t.published_at FROM domain d JOIN template t ON t.id = d.template_id
      WHERE d.id = old.domain_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;
CREATE TRIGGER descriptor_kept BEFORE DELETE ON descriptor
WHEN (SELECT t.published_at FROM domain d JOIN template t ON t.id = d.template_id
      WHERE d.id = old.domain_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a published template never changes'); END;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,             -- 2026-10-017: the month and a number; imported ones keep their own
    casefile_id INTEGER NOT NULL REFERENCES casefile (id),
    team_id INTEGER NOT NULL REFERENCES team (id),       -- the team when allocated; cases move on
    service_id INTEGER NOT NULL REFERENCES service (id), -- the team's service when allocated
    template_id INTEGER NOT NULL REFERENCES template (id), -- the version it was started on, for ever
    month TEXT NOT NULL,                  -- YYYY-MM: the cycle it belongs to; imported ones: of due_on
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),
        -- 1 allocated, 2 draft, 3 submitted, 4 moderated, 5 closed, 6 withdrawn
    lead_id INTEGER REFERENCES user (id), -- NULL: somebody of the past who is no user here
    lead_name TEXT NOT NULL DEFAULT '',   -- as imported, where lead_id is NULL
    lead_post TEXT NOT NULL DEFAULT '',   -- the lead's post when allocated: compliance is counted by it
    peer_id INTEGER REFERENCES user (id), -- NULL: none
    worker TEXT NOT NULL DEFAULT '',      -- the practitioner it was done with
    plan_type TEXT NOT NULL DEFAULT '',   -- the child's plan when audited
    age_band TEXT NOT NULL DEFAULT '',    -- under 1, 1 to 4 ...; unborn
    judged_from TEXT,                     -- start of the period judged (six months by default); NULL: not set
    read_from TEXT,                       -- start of the period read (twelve months by default); NULL: not set
    allocated_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    started_on TEXT,                      -- first written in; NULL: not yet, or not known
    completed_on TEXT,                    -- submitted; NULL: not yet
    moderated_on TEXT,                    -- NULL: not moderated
    closed_on TEXT,
    withdrawn_on TEXT,
    withdrawn_why TEXT NOT NULL DEFAULT '',
    withdrawn_by TEXT NOT NULL DEFAULT '', -- who approved it
    final_overall INTEGER CHECK (final_overall BETWEEN 0 AND 4), -- the moderator's overall grade where there is
        -- one, else the lead's, once completed; kept with the row because lists filter by it
    at_risk INTEGER NOT NULL DEFAULT 0,   -- 1: a safety concern about this child is open
    imported INTEGER NOT NULL DEFAULT 0,  -- 1: came from a spreadsheet
    amended INTEGER NOT NULL DEFAULT 0,   -- how often, after submission
    revision INTEGER NOT NULL DEFAULT 1   -- counts the saves of this row: an older one is refused
) STRICT;

-- One index for each way the list is walked; the id makes each key unique for keyset paging.
CREATE INDEX audit_due ON audit (due_on, id);
CREATE INDEX audit_completed -- the rest spares a look at the table where few fit the filter
    ON audit (completed_on, id, state, service_id, team_id, lead_id, peer_id, final_overall, month);
CREATE INDEX audit_state_due ON audit (state, due_on, id);
CREATE INDEX audit_service_due ON audit (service_id, due_on, id);
CREATE INDEX audit_team_due ON audit (team_id, due_on, id);
CREATE INDEX audit_lead_due ON audit (lead_id, due_on, id);
CREATE INDEX audit_peer_due ON audit (peer_id, due_on, id) WHERE peer_id IS NOT NULL;
-- A month's list, and its counts without a look at the table.
CREATE INDEX audit_month_due ON audit (month, due_on, id, state, service_id, team_id, lead_id, peer_id);
-- What waits for somebody is little, however many audits there are.
CREATE INDEX audit_open ON audit (due_on, id, state, service_id, team_id, lead_id, peer_id) WHERE state <= 2;
CREATE INDEX audit_open_lead ON audit (lead_id, due_on, id, state) WHERE state <= 2;
CREATE INDEX audit_open_peer ON audit (peer_id, due_on, id, state) WHERE state <= 2 AND peer_id IS NOT NULL;
CREATE INDEX audit_at_risk ON audit (at_risk) WHERE at_risk = 1;
CREATE INDEX audit_casefile ON audit (casefile_id);

CREATE TABLE judgement (                  -- a grade by one part; never overwritten by another part
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 2),
    domain_id INTEGER NOT NULL REFERENCES domain (id), -- of the audit's template; the rationale is a narrative
    grade INTEGER CHECK (grade BETWEEN 0 AND 4),
    user_id INTEGER REFERENCES user (id), -- who gave it; NULL: imported
    revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (audit_id, part, domain_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (                     -- to a prompt; its evidence is a narrative
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 2),
    prompt_id INTEGER NOT NULL REFERENCES prompt (id),
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 3), -- 1 yes, 2 partly, 3 no, 0 not applicable
    user_id INTEGER REFERENCES user (id),
    revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (audit_id, part, prompt_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tick (                       -- an indicator seen on file; no row: not ticked
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 2),
    descriptor_id INTEGER NOT NULL REFERENCES descriptor (id),
    PRIMARY KEY (audit_id, part, descriptor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE narrative (                  -- every text that somebody wrote in an audit
    id INTEGER PRIMARY KEY,               -- audit_id * 1024 + part * 256 + place (core/narrative.h): an audit's
        -- texts lie together, and the search index, which knows only this id, yields audits in order
    text TEXT NOT NULL,                   -- never empty: an emptied text has no row
    user_id INTEGER REFERENCES user (id), -- who wrote it last; NULL: imported
    revision INTEGER NOT NULL,            -- goes on counting when a text is emptied and written again
    changed_at TEXT NOT NULL
) STRICT;

-- Kept by core/narrative-store.c: an untrusted schema (see db/open.c) lets no trigger write to it.
CREATE VIRTUAL TABLE narrative_index USING fts5 (
    text, content = 'narrative', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE draft (                      -- a text being typed: not yet part of the record, never lost
    narrative_id INTEGER NOT NULL,        -- which text (see narrative.id)
    user_id INTEGER NOT NULL REFERENCES user (id),
    text TEXT NOT NULL,                   -- may be empty: everything was deleted
    caret INTEGER NOT NULL,               -- byte offset of the cursor
    base INTEGER NOT NULL,                -- revision of the narrative it began from; 0: there was none
    saved_at TEXT NOT NULL,
    PRIMARY KEY (narrative_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (                      -- where a person stood in an audit, to put the cursor back
    user_id INTEGER NOT NULL REFERENCES user (id),
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    page TEXT NOT NULL,                   -- the page's code
    item INTEGER NOT NULL,                -- which line or field of the page
    left_at TEXT NOT NULL,
    PRIMARY KEY (user_id, audit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE screen_state (               -- what a screen remembers for a person: its filter and sort
    user_id INTEGER NOT NULL REFERENCES user (id),
    screen TEXT NOT NULL,
    state TEXT NOT NULL,                  -- in the screen's own words
    PRIMARY KEY (user_id, screen)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (                   -- words and reasons are narratives
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    source INTEGER NOT NULL CHECK (source BETWEEN 0 AND 3), -- 0 child, 1 parent, 2 carer, 3 practitioner
    obtained INTEGER NOT NULL,            -- 1 yes, 0 no (then a reason is asked)
    means TEXT NOT NULL DEFAULT '',       -- in person, telephone ...; empty when not obtained
    revision INTEGER NOT NULL DEFAULT 1,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (audit_id, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE theme (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    listed INTEGER NOT NULL               -- 1: on the list that QA keeps; 0: an auditor's own
) STRICT;

CREATE TABLE audit_theme (
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    theme_id INTEGER NOT NULL REFERENCES theme (id),
    aspect INTEGER NOT NULL CHECK (aspect IN (1, 2)), -- 1 a strength seen, 2 an area for development
    PRIMARY KEY (audit_id, theme_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_theme_theme ON audit_theme (theme_id);

CREATE TABLE moderation (                 -- who moderated; grades are judgements, the commentary a narrative
    audit_id INTEGER PRIMARY KEY REFERENCES audit (id),
    user_id INTEGER REFERENCES user (id), -- NULL: somebody of the past who is no user here
    name TEXT NOT NULL DEFAULT '',        -- as imported, where user_id is NULL
    moderated_on TEXT NOT NULL
) STRICT;

CREATE TABLE concern (                    -- the child may be at risk now: not a grade, raised at once
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    prompt_id INTEGER REFERENCES prompt (id), -- the SAFETY prompt that led to it; NULL: the key
    what TEXT NOT NULL,
    told_whom TEXT NOT NULL,
    told_at TEXT NOT NULL,                -- in the person's words: "today 14:20"
    raised_by INTEGER NOT NULL REFERENCES user (id),
    raised_at TEXT NOT NULL,
    done TEXT NOT NULL DEFAULT '',        -- what was done; empty: still open
    done_by INTEGER REFERENCES user (id),
    done_at TEXT
) STRICT;

CREATE INDEX concern_audit ON concern (audit_id);
CREATE INDEX concern_open ON concern (raised_at) WHERE done_at IS NULL;

CREATE TABLE action (                     -- SMART; the tracker's row
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    seq INTEGER NOT NULL,                 -- 1, 2 ... within the audit
    scope INTEGER NOT NULL DEFAULT 1 CHECK (scope IN (1, 2)), -- 1 for this case, 2 for the service
    what TEXT NOT NULL,                   -- specific
    measure TEXT NOT NULL DEFAULT '',     -- how we will know
    owner_id INTEGER REFERENCES user (id), -- NULL: no user here
    owner_name TEXT NOT NULL DEFAULT '',  -- where owner_id is NULL
    owner_post TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',      -- why it matters to the child
    start_on TEXT,                        -- when it is due to start; NULL: at once
    due_on TEXT NOT NULL,
    first_due_on TEXT NOT NULL,           -- before it slipped
    priority INTEGER NOT NULL DEFAULT 0,
    escalated INTEGER NOT NULL DEFAULT 0,
    progress INTEGER NOT NULL DEFAULT 1 CHECK (progress BETWEEN 1 AND 5),
        -- 1 not started, 2 progressing, 3 off track with a dated plan, 4 said to be done, 5 verified
    plan_on TEXT,                         -- the date of that plan; NULL unless progress is 3
    evidence TEXT NOT NULL DEFAULT '',    -- of completion, by who reports it
    completed_on TEXT,
    impact TEXT NOT NULL DEFAULT '',      -- for the child, by who verifies it
    verified_on TEXT,
    verified_by INTEGER REFERENCES user (id),
    created_on TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (audit_id, seq)
) STRICT;

-- Counts for each audit, read along with the audits: an export of a million leaves the rows alone.
CREATE INDEX action_audit ON action (audit_id, progress, due_on);
CREATE INDEX action_open ON action (due_on, id) WHERE progress < 5;
CREATE INDEX action_owner ON action (owner_id, due_on, id) WHERE progress < 5;

CREATE TABLE action_note (                -- progress, sent back, slipped: in the order they were written
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action (id),
    at TEXT NOT NULL,
    user_id INTEGER REFERENCES user (id),
    text TEXT NOT NULL
) STRICT;

CREATE INDEX action_note_action ON action_note (action_id);

CREATE TABLE amendment (                  -- a correction after submission, seen as such
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    field TEXT NOT NULL,                  -- VOICE.grade, VOICE.rationale, V1.answer, well ...
    old TEXT NOT NULL,                    -- in words, as the reader saw it; empty: nothing
    new TEXT NOT NULL,
    reason TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at TEXT NOT NULL
) STRICT;

CREATE INDEX amendment_audit ON amendment (audit_id);

CREATE TABLE trail (                      -- every look and change; rows are only ever added
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,                  -- the login acted as
    uid INTEGER NOT NULL,                 -- the real user id of the process
    act TEXT NOT NULL,                    -- a verb: look, change, submit, export ...
    record TEXT NOT NULL,                 -- 'audit 2026-10-017', 'user jones' ...
    audit_id INTEGER,                     -- where the record belongs to an audit; no foreign key: it outlives it
    service_id INTEGER,                   -- whose trail it is; NULL: the whole council's
    field TEXT NOT NULL DEFAULT '',       -- what of the record; empty: all of it
    old_digest BLOB,                      -- SHA-256 of salt and value; NULL: there was none
    new_digest BLOB,
    hash BLOB NOT NULL                    -- SHA-256 over this row and the hash of the row before
) STRICT;

CREATE INDEX trail_audit ON trail (audit_id, seq) WHERE audit_id IS NOT NULL;
CREATE INDEX trail_actor ON trail (actor, seq);

CREATE TABLE trail_value (                -- the values behind the digests: retention may erase them
    seq INTEGER PRIMARY KEY REFERENCES trail (seq),
    salt BLOB,                            -- 16 random bytes; erased with the values
    old TEXT,                             -- NULL: there was none, or erased
    new TEXT
) STRICT;

CREATE TABLE trail_head (                 -- the last row of the chain: shows a tail that was cut off
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER trail_unchanged BEFORE UPDATE ON trail
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END;
CREATE TRIGGER trail_kept BEFORE DELETE ON trail
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END;
CREATE TRIGGER trail_value_unchanged BEFORE UPDATE ON trail_value
WHEN new.seq <> old.seq OR new.old IS NOT NULL OR new.new IS NOT NULL OR new.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to, or a value erased'); END;
CREATE TRIGGER trail_value_kept BEFORE DELETE ON trail_value
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END;
