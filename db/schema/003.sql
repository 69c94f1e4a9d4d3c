-- Schema 3: closing the loop: steps with their clocks, the tracker, review audits, challenge, learning, retention.
-- What schema 1 says of dates, moments, grades and yes and no holds here too.

-- The rules of closing the loop: core/data/loop.csv, or what QA put in its place. A version never changes.

CREATE TABLE loop_version (
    id INTEGER PRIMARY KEY,
    effective_on TEXT NOT NULL,           -- audits whose result is received from this date on are given it
    published_at TEXT,                    -- NULL while it is being loaded; afterwards it is frozen
    published_by TEXT NOT NULL DEFAULT '' -- empty: came with the program
) STRICT;

CREATE TABLE loop_rule (                  -- a step that a result asks for
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES loop_version (id),
    seq INTEGER NOT NULL,                 -- 0, 1 ... in the order of the file
    grades INTEGER NOT NULL,              -- the final grades that ask for it: the sum of 1 << grade
    risk INTEGER NOT NULL CHECK (risk BETWEEN 0 AND 2), -- 0 no risk identified, 1 risk identified, 2 either
    step TEXT NOT NULL,                   -- its code: oversight, meeting, visit, review, qa_check ...
    name TEXT NOT NULL,                   -- in words
    who TEXT NOT NULL,                    -- who signs, by post, several split by ';': each signs their part
    not_before INTEGER,                   -- in the unit of time_limit; NULL: at once
    time_limit INTEGER NOT NULL,
    unit INTEGER NOT NULL CHECK (unit BETWEEN 1 AND 2), -- 1 working days, 2 weeks
    counted_from INTEGER NOT NULL CHECK (counted_from BETWEEN 1 AND 2), -- the day after: 1 the day of the result
        -- (submission, or the moderation or settlement that changed the grade), 2 the day of completion
    UNIQUE (version_id, seq)
) STRICT;

CREATE TRIGGER loop_version_frozen BEFORE UPDATE ON loop_version WHEN old.published_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'published rules never change'); END;
CREATE TRIGGER loop_version_kept BEFORE DELETE ON loop_version WHEN old.published_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'published rules never change'); END;
CREATE TRIGGER loop_rule_added BEFORE INSERT ON loop_rule
WHEN (SELECT published_at FROM loop_version WHERE id = new.version_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'published rules never change'); END;
CREATE TRIGGER loop_rule_frozen BEFORE UPDATE ON loop_rule
WHEN (SELECT published_at FROM loop_version WHERE id = old.version_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'published rules never change'); END;
CREATE TRIGGER loop_rule_kept BEFORE DELETE ON loop_rule
WHEN (SELECT published_at FROM loop_version WHERE id = old.version_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'published rules never change'); END;

ALTER TABLE audit ADD COLUMN loop_version_id INTEGER REFERENCES loop_version (id);
    -- the rules it was given with its first result, for ever; NULL: none yet
ALTER TABLE audit ADD COLUMN review_of INTEGER REFERENCES audit (id); -- the audit that it reviews; NULL: none
ALTER TABLE audit ADD COLUMN not_before TEXT;   -- a review is not begun before this day; NULL: at once
ALTER TABLE audit ADD COLUMN anonymised_on TEXT; -- retention took its case and its texts away; NULL: not

CREATE INDEX audit_loop_version ON audit (loop_version_id) WHERE loop_version_id IS NOT NULL;
CREATE INDEX audit_review ON audit (review_of) WHERE review_of IS NOT NULL;

CREATE TABLE loop_step (                  -- a step of an audit, with its clock
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    seq INTEGER NOT NULL,                 -- 1, 2 ... within the audit
    rule_id INTEGER NOT NULL REFERENCES loop_rule (id),
    team_id INTEGER NOT NULL REFERENCES team (id),       -- of the audit: lists walk by it
    service_id INTEGER NOT NULL REFERENCES service (id), -- likewise
    grade INTEGER NOT NULL,               -- the final grade that asked for it
    risk INTEGER NOT NULL,                -- 1: risk was identified
    counted_from TEXT NOT NULL,           -- the limit counts from the day after this one
    not_before TEXT,                      -- NULL: at once
    due_on TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 3), -- 1 open, 2 done, 3 cancelled
    done_on TEXT,                         -- the day it was done, as the last who signed says; NULL: open
    done_at TEXT,                         -- the moment at which that was recorded
    done_by INTEGER REFERENCES user (id), -- who signed last; NULL: open, or the program (a review submitted)
    late_reason TEXT NOT NULL DEFAULT '', -- why it was done after due_on
    cancelled_on TEXT,
    cancelled_why TEXT NOT NULL DEFAULT '',
    review_id INTEGER REFERENCES audit (id), -- of a review step: the audit that does it; NULL: none
    revision INTEGER NOT NULL DEFAULT 1,  -- grows with each signature: those of 1 have none
    UNIQUE (audit_id, seq)
) STRICT;

-- What `due` says of a step stands in the indexes that it walks: of few open ones, and the table is large.
CREATE INDEX loop_step_open ON loop_step (due_on, id, state, rule_id, audit_id, review_id, seq, revision)
WHERE state = 1;
CREATE INDEX loop_step_team ON loop_step (team_id, due_on, id, state, rule_id, audit_id, review_id, seq, revision)
WHERE state = 1;
CREATE INDEX loop_step_service ON loop_step (service_id, due_on, id, state, rule_id, audit_id, review_id, seq, revision)
WHERE state = 1;
CREATE INDEX loop_step_review ON loop_step (review_id) WHERE review_id IS NOT NULL;

CREATE TABLE loop_sign (                  -- a part of a step, signed by who did it
    step_id INTEGER NOT NULL REFERENCES loop_step (id),
    part INTEGER NOT NULL,                -- 0, 1 ... in the order of loop_rule.who
    user_id INTEGER NOT NULL REFERENCES user (id),
    done_on TEXT NOT NULL,                -- the day it was done
    at TEXT NOT NULL,                     -- the moment it was recorded
    PRIMARY KEY (step_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE loop_detail (                -- what was done, field by field (core/loop.h)
    step_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    field TEXT NOT NULL,                  -- attended, decisions, seen, alone, looked_at ...
    value TEXT NOT NULL,
    PRIMARY KEY (step_id, part, field),
    FOREIGN KEY (step_id, part) REFERENCES loop_sign (step_id, part)
) STRICT, WITHOUT ROWID;

-- Immediate safety: a clock of its own.

ALTER TABLE concern ADD COLUMN due_at TEXT; -- the moment by which somebody is to have acted; NULL: raised before
    -- concerns had clocks

-- The tracker. An action knows the team and service of its audit, because its lists walk by them.

ALTER TABLE action ADD COLUMN team_id INTEGER REFERENCES team (id);
ALTER TABLE action ADD COLUMN service_id INTEGER REFERENCES service (id);
ALTER TABLE action ADD COLUMN slips INTEGER NOT NULL DEFAULT 0;     -- how often its date was put off
ALTER TABLE action ADD COLUMN sent_back INTEGER NOT NULL DEFAULT 0; -- how often QA was not satisfied
ALTER TABLE action ADD COLUMN said_by INTEGER REFERENCES user (id); -- who says that it is done; NULL: nobody yet,
    -- or imported
ALTER TABLE action ADD COLUMN challenge_id INTEGER REFERENCES challenge (id); -- agreed at Confirm and Challenge

UPDATE action SET (team_id, service_id) = (SELECT team_id, service_id FROM audit WHERE audit.id = action.audit_id);

CREATE INDEX action_team ON action (team_id, due_on, id, progress) WHERE progress < 5;
CREATE INDEX action_service ON action (service_id, due_on, id, progress) WHERE progress < 5;
CREATE INDEX action_priority ON action (due_on, id) WHERE progress < 5 AND priority = 1;

-- What `due` says of an action stands in the indexes that it walks: of few open ones, and the table is large.
DROP INDEX action_owner;
CREATE INDEX action_owner ON action (owner_id, due_on, id, progress, audit_id, seq, owner_name, owner_post, what)
WHERE progress < 5;
CREATE INDEX action_named ON action (owner_name, due_on, id, progress, audit_id, seq, owner_id, owner_post, what)
WHERE progress < 5 AND owner_id IS NULL;
CREATE INDEX action_said ON action (completed_on, id, progress, due_on, audit_id, seq, owner_id, said_by, owner_name,
    owner_post, what) WHERE progress = 4;

CREATE INDEX action_escalated ON action (due_on, id) WHERE progress < 5 AND escalated = 1;

-- The words of actions, for the search: written together with them (core/action-store.c).
CREATE VIRTUAL TABLE action_index USING fts5 (
    what, measure, content = 'action', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO action_index (rowid, what, measure) SELECT id, what, measure FROM action;

ALTER TABLE action_note ADD COLUMN kind INTEGER NOT NULL DEFAULT 1 CHECK (kind BETWEEN 1 AND 9);
    -- 1 progress, 2 another date, 3 said to be done, 4 sent back, 5 verified, 6 another owner, 7 priority,
    -- 8 escalated, 9 words changed
ALTER TABLE action_note ADD COLUMN progress INTEGER; -- how it stood then; NULL: not said
ALTER TABLE action_note ADD COLUMN due_on TEXT;      -- the date it had before, of kind 2

-- A moderator's commentaries are compared with the ones they wrote before, of which those imported have none.
CREATE INDEX moderation_written ON moderation (user_id, moderated_on, audit_id) WHERE mode > 0;

-- Confirm and Challenge: directors look at a share of the Inadequate audits.

CREATE TABLE challenge (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,                  -- YYYY-MM: of the meeting
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    sample_id INTEGER REFERENCES sample (id), -- the draw; NULL: added by hand
    why TEXT NOT NULL DEFAULT '',         -- why by hand
    outcome INTEGER CHECK (outcome BETWEEN 1 AND 3), -- 1 confirmed, 2 challenged, 3 put off to the next; NULL: not yet
    discussed TEXT NOT NULL DEFAULT '',   -- what the meeting found
    follows TEXT NOT NULL DEFAULT '',     -- what follows from it
    met_on TEXT,
    recorded_by INTEGER REFERENCES user (id),
    recorded_at TEXT,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (month, audit_id)
) STRICT;

CREATE INDEX challenge_audit ON challenge (audit_id);

-- Learning: good practice that may be shown to others, without the case.

CREATE TABLE exemplar (
    id INTEGER PRIMARY KEY,
    audit_id INTEGER REFERENCES audit (id), -- where it was seen; NULL: retention took it away
    theme_id INTEGER REFERENCES theme (id), -- NULL: of none
    domain_code TEXT NOT NULL DEFAULT '', -- VOICE ...; empty: the whole
    service_id INTEGER NOT NULL REFERENCES service (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,                   -- names no case, no child, no member of staff
    added_by INTEGER NOT NULL REFERENCES user (id),
    added_on TEXT NOT NULL,
    withdrawn_on TEXT,                    -- taken off the list; NULL: on it
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What the service is to do gathers by the themes of its audits.
CREATE INDEX action_service_scope ON action (audit_id, progress) WHERE scope = 2;

CREATE INDEX exemplar_theme ON exemplar (theme_id, id);
CREATE INDEX exemplar_audit ON exemplar (audit_id) WHERE audit_id IS NOT NULL;

-- Retention: what was anonymised, and when. The figures stay.

CREATE TABLE retention (                  -- the receipt of a run
    id INTEGER PRIMARY KEY,
    before_on TEXT NOT NULL,              -- audits closed before this day
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    audits INTEGER NOT NULL,              -- how many of each were anonymised
    actions INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    trail_values INTEGER NOT NULL,
    digest TEXT NOT NULL                  -- SHA-256 over the new references in their order, one a line
) STRICT;

ALTER TABLE audit ADD COLUMN retention_id INTEGER REFERENCES retention (id);
    -- the run that took its case and its texts away; NULL: none
ALTER TABLE casefile ADD COLUMN retention_id INTEGER REFERENCES retention (id);
    -- the run that took its reference away, or made it in the place of a case that stays; NULL: none

CREATE INDEX audit_retention ON audit (retention_id) WHERE retention_id IS NOT NULL;
CREATE INDEX casefile_retention ON casefile (retention_id) WHERE retention_id IS NOT NULL;

-- Where the record that a row speaks of is named by a case reference, retention takes that away too: '(erased 3)' is
-- what the third run left. The row keeps its hash, and the trail has a digest of all rows that a run left so, as they
-- are now (core/trail-erase.h): no other change of a row is one that holds.
DROP TRIGGER trail_unchanged;
CREATE TRIGGER trail_unchanged BEFORE UPDATE ON trail
WHEN new.record NOT GLOB '* (erased [1-9]*)' OR old.record GLOB '* (erased [1-9]*)'
    OR (new.seq, new.at, new.actor, new.uid, new.act, new.audit_id, new.service_id, new.field, new.old_digest,
        new.new_digest, new.hash)
    IS NOT (old.seq, old.at, old.actor, old.uid, old.act, old.audit_id, old.service_id, old.field, old.old_digest,
        old.new_digest, old.hash)
BEGIN SELECT RAISE(ABORT, 'the trail is only ever added to'); END;
