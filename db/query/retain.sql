-- Retention: what a run marks as its own, and what it takes away from that (core/retain.h). In this order.

-- :retain_open
INSERT INTO retention (before_on, at, user_id, audits, actions, cases, trail_values, digest)
VALUES (:before, :at, :user, 0, 0, 0, 0, '')

-- Over since before a day, and nothing open on it. Where no step ever was, nothing closes it: then since it was completed.
-- :retain_audits
UPDATE audit SET retention_id = :run, anonymised_on = :today
WHERE retention_id IS NULL
  AND CASE state WHEN 5 THEN closed_on < :before
                 WHEN 6 THEN withdrawn_on < :before
                 ELSE state IN (3, 4) AND completed_on < :before
                      AND NOT EXISTS (SELECT 1 FROM loop_step l WHERE l.audit_id = audit.id) END
  AND NOT EXISTS (SELECT 1 FROM loop_step l WHERE l.audit_id = audit.id AND l.state = 1)
  AND NOT EXISTS (SELECT 1 FROM action x WHERE x.audit_id = audit.id AND x.progress < 5)
  AND NOT EXISTS (SELECT 1 FROM concern n WHERE n.audit_id = audit.id AND n.done_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM moderation m WHERE m.audit_id = audit.id AND (m.state <= 3 OR m.state = 5))
  AND NOT EXISTS (SELECT 1 FROM challenge h
                  WHERE h.audit_id = audit.id AND h.outcome IS NULL AND h.month >= substr(:today, 1, 7))

-- Closed cases of which no audit stays: those that lost one now, and those without any that the frame has not spoken
-- of since before that day.
-- :retain_cases
UPDATE casefile SET retention_id = :run
WHERE status = 'closed' AND retention_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.casefile_id = casefile.id AND a.retention_id IS NULL)
  AND id NOT IN (SELECT k.casefile_id FROM calibration k WHERE k.closed_on IS NULL)
  AND (EXISTS (SELECT 1 FROM audit a WHERE a.casefile_id = casefile.id)
       OR ref IN (SELECT substr(t.record, 6) FROM trail t
                  WHERE t.audit_id IS NULL AND t.record GLOB 'case *' AND t.act <> 'look'
                  GROUP BY t.record HAVING max(t.at) < :before))

-- Whether somebody has given a reference that begins like those a run gives.
-- :retain_prefix_taken
SELECT EXISTS (SELECT 1 FROM casefile WHERE substr(ref, 1, length(:prefix)) = :prefix AND retention_id IS NULL)
    OR EXISTS (SELECT 1 FROM audit WHERE substr(ref, 1, length(:prefix)) = :prefix AND retention_id IS NULL)

-- :retain_base
SELECT coalesce(max(id), 0) FROM casefile

-- What the run took, in its order.
-- :retain_list
SELECT a.ref, s.name, t.name, a.state, coalesce(a.closed_on, a.withdrawn_on, a.completed_on), a.completed_on
FROM audit a INDEXED BY audit_retention JOIN team t ON t.id = a.team_id JOIN service s ON s.id = a.service_id
WHERE a.retention_id = :run
ORDER BY a.id

-- =retained
(SELECT id FROM audit INDEXED BY audit_retention WHERE retention_id = :run)

-- =retained_cases
(SELECT id FROM casefile INDEXED BY casefile_retention WHERE retention_id = :run)

-- The trail: values of what is done to the audits, and to the cases that go.

-- =retained_acts
FROM audit a INDEXED BY audit_retention CROSS JOIN trail t INDEXED BY trail_audit ON t.audit_id = a.id
WHERE a.retention_id = :run

-- Acts on a case, and on a round of calibration with it.
-- =retained_case_acts
FROM trail t CROSS JOIN casefile c ON c.ref = substr(t.record, 6)
WHERE t.audit_id IS NULL AND t.record GLOB 'case *' AND c.retention_id = :run
UNION ALL
SELECT t.seq, t.record, c.ref FROM trail t CROSS JOIN calibration k ON k.name = substr(t.record, 13)
JOIN casefile c ON c.id = k.casefile_id
WHERE t.audit_id IS NULL AND t.record GLOB 'calibration *' AND c.retention_id = :run

-- :retain_trail_values
UPDATE trail_value SET salt = NULL, old = NULL, new = NULL
WHERE salt IS NOT NULL AND seq IN (SELECT t.seq {retained_acts})

-- :retain_case_values
UPDATE trail_value SET salt = NULL, old = NULL, new = NULL
WHERE salt IS NOT NULL AND seq IN (SELECT seq FROM (SELECT t.seq, t.record, c.ref {retained_case_acts}))

-- A reference that an import brought may be the case's, or a child's initials: it goes unless it is one of ours.
-- =foreign
(a.imported = 1 AND (a.ref NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-9][0-9][0-9]*' OR substr(a.ref, 9) GLOB '*[^0-9]*'
                     OR length(a.ref) > 12
                     OR instr(a.ref, (SELECT f.ref FROM casefile f WHERE f.id = a.casefile_id))))

-- :retain_audit_records
UPDATE trail SET record = 'audit (erased ' || :run || ')'
WHERE seq IN (SELECT t.seq {retained_acts} AND {foreign}) AND record NOT GLOB '* (erased [1-9]*)'

-- :retain_case_records
UPDATE trail SET record = iif(record GLOB 'case *', 'case', 'calibration') || ' (erased ' || :run || ')'
WHERE seq IN (SELECT seq FROM (SELECT t.seq, t.record, c.ref {retained_case_acts})
              WHERE record GLOB 'case *' OR instr(lower(record), lower(ref)))

-- Draws: a line names the case no more, and no more the audit for which it was left out.

-- :retain_excluded
UPDATE sample_entry SET excluded = '(anonymised)'
WHERE excluded <> ''
  AND EXISTS (SELECT 1 FROM casefile c JOIN audit a ON a.casefile_id = c.id
              WHERE c.ref = sample_entry.ref AND a.retention_id = :run AND instr(sample_entry.excluded, a.ref))

-- :retain_passed
UPDATE sample_passed SET why = '(anonymised)'
WHERE EXISTS (SELECT 1 FROM sample_entry e JOIN casefile c ON c.ref = e.ref JOIN audit a ON a.casefile_id = c.id
              WHERE e.sample_id = sample_passed.sample_id AND e.place = sample_passed.place
                AND a.retention_id = :run AND instr(sample_passed.why, a.ref))

-- :retain_replacements
UPDATE sample_replacement SET reason = '(anonymised)', approved_by = '(anonymised)'
WHERE EXISTS (SELECT 1 FROM sample_entry e JOIN casefile c ON c.ref = e.ref
              WHERE e.sample_id = sample_replacement.sample_id
                AND e.place IN (sample_replacement.out_place, sample_replacement.in_place)
                AND (c.retention_id = :run
                     OR EXISTS (SELECT 1 FROM audit a WHERE a.casefile_id = c.id AND a.sample_id = e.sample_id
                                AND a.retention_id = :run)))

-- :retain_entries_of_cases
UPDATE sample_entry SET ref = :prefix || (SELECT id FROM casefile c WHERE c.ref = sample_entry.ref)
WHERE ref IN (SELECT c.ref FROM casefile c INDEXED BY casefile_retention WHERE c.retention_id = :run)
  AND sample_id IN (SELECT id FROM sample WHERE purpose = 1)

-- The draw that an audit came from, where its case stays.
-- :retain_entries_of_audits
UPDATE sample_entry SET ref = :prefix || (:base + a.id)
FROM audit a INDEXED BY audit_retention JOIN casefile c ON c.id = a.casefile_id
WHERE a.retention_id = :run AND c.retention_id IS NOT :run
  AND sample_entry.sample_id = a.sample_id AND sample_entry.ref = c.ref

-- :retain_entries_named
UPDATE sample_entry SET ref = :prefix || (SELECT a.id FROM audit a WHERE a.ref = sample_entry.ref)
WHERE sample_id IN (SELECT id FROM sample WHERE purpose > 1)
  AND ref IN (SELECT a.ref FROM audit a INDEXED BY audit_retention WHERE a.retention_id = :run AND {foreign})

-- What was written.

-- =retained_texts
FROM audit a INDEXED BY audit_retention CROSS JOIN narrative n ON n.id >= a.id * 1024 AND n.id < (a.id + 1) * 1024
WHERE a.retention_id = :run

-- :retain_index_drop
INSERT INTO narrative_index (narrative_index, rowid, text) SELECT 'delete', n.id, n.text {retained_texts}

-- :retain_narratives
DELETE FROM narrative WHERE id IN (SELECT n.id {retained_texts})

-- The index keeps the words of what was taken out until its parts are merged.
-- :retain_index_merge
INSERT INTO narrative_index (narrative_index) VALUES ('optimize')

-- :retain_drafts
DELETE FROM draft WHERE narrative_id >> 10 IN {retained}

-- :retain_places
DELETE FROM place WHERE audit_id IN {retained}

-- What a screen remembers that names the audit or its case: a form half filled in, a search. Forms were once kept under
-- the ids of actions, steps and concerns: nobody finds them any more.
-- :retain_screens
DELETE FROM screen_state
WHERE (screen GLOB '* of action [0-9]*' OR screen GLOB 'step [0-9]*' OR screen GLOB 'answer of concern [0-9]*')
      AND instr(screen, '/') = 0
   OR EXISTS (SELECT 1 FROM audit a INDEXED BY audit_retention JOIN casefile c ON c.id = a.casefile_id
              WHERE a.retention_id = :run
                AND (instr(screen_state.screen || char(10) || screen_state.state, a.ref)
                     OR instr(lower(screen_state.screen || char(10) || screen_state.state), lower(c.ref))))

-- The usual means tell nothing of anybody, and are counted: '|letter|visit|'.
-- :retain_feedback
UPDATE feedback SET means = iif(means = '' OR instr(:usual, '|' || lower(means) || '|'), means, '(anonymised)')
WHERE audit_id IN {retained}

-- :retain_contacts
UPDATE contact SET means = iif(means = '' OR instr(:usual, '|' || lower(means) || '|'), means, '(anonymised)'), note = ''
WHERE audit_id IN {retained}

-- :retain_concerns
UPDATE concern SET what = '(anonymised)', told_whom = '(anonymised)', told_at = '(anonymised)', done = '(anonymised)'
WHERE audit_id IN {retained}

-- :retain_action_index_drop
INSERT INTO action_index (action_index, rowid, what, measure)
SELECT 'delete', x.id, x.what, x.measure FROM action x WHERE x.audit_id IN {retained}

-- :retain_action_index_add
INSERT INTO action_index (rowid, what, measure)
SELECT x.id, x.what, x.measure FROM action x WHERE x.audit_id IN {retained}

-- :retain_action_index_merge
INSERT INTO action_index (action_index) VALUES ('optimize')

-- :retain_actions
UPDATE action
SET what = '(anonymised)', measure = '', reason = '', evidence = '', impact = '',
    owner_name = iif(owner_name = '', '', '(anonymised)'), audit_ref = NULL, revision = revision + 1
WHERE audit_id IN {retained}

-- :retain_action_notes
UPDATE action_note SET text = '(anonymised)'
WHERE action_id IN (SELECT x.id FROM action x WHERE x.audit_id IN {retained})

-- What was seen and what was in place, yes or no, is a figure.
-- :retain_details
DELETE FROM loop_detail
WHERE step_id IN (SELECT l.id FROM loop_step l WHERE l.audit_id IN {retained})
  AND lower(value) NOT IN ('yes', 'partly', 'no')

-- :retain_steps
UPDATE loop_step
SET late_reason = iif(late_reason = '', '', '(anonymised)'),
    cancelled_why = iif(cancelled_why = '', '', '(anonymised)'), audit_ref = NULL, revision = revision + 1
WHERE audit_id IN {retained}

-- :retain_amendments
UPDATE amendment SET old = '', new = '', reason = '(anonymised)' WHERE audit_id IN {retained}

-- :retain_moderations
UPDATE moderation
SET open_why = iif(open_why = '', '', '(anonymised)'), why = iif(why = '', '', '(anonymised)'),
    name = iif(name = '', '', '(anonymised)'), revision = revision + 1
WHERE audit_id IN {retained}

-- :retain_challenges
UPDATE challenge SET why = iif(why = '', '', '(anonymised)'), discussed = '', follows = '', revision = revision + 1
WHERE audit_id IN {retained}

-- :retain_exemplars
UPDATE exemplar SET audit_id = NULL, revision = revision + 1 WHERE audit_id IN {retained}

-- :retain_notices
DELETE FROM notice WHERE audit_id IN {retained}

-- Rounds of calibration on a case that goes.

-- :retain_rationales
UPDATE calibration_grade SET rationale = ''
WHERE calibration_id IN (SELECT k.id FROM calibration k WHERE k.casefile_id IN {retained_cases})

-- :retain_rounds
UPDATE calibration SET name = :prefix || id
WHERE casefile_id IN {retained_cases}
  AND instr(lower(name), (SELECT lower(c.ref) FROM casefile c WHERE c.id = calibration.casefile_id))

-- At last the audits and cases themselves. :plans and :ages are the usual values, each between semicolons.

-- :retain_audit_rows
UPDATE audit AS a
SET ref = iif({foreign}, :prefix || a.id, a.ref), worker = '', blind_id = NULL,
    plan_type = iif(instr(:plans, ';' || a.plan_type || ';'), a.plan_type, ''),
    age_band = iif(instr(:ages, ';' || a.age_band || ';'), a.age_band, ''),
    withdrawn_why = iif(a.withdrawn_why = '', '', '(anonymised)'),
    withdrawn_by = iif(a.withdrawn_by = '', '', '(anonymised)'),
    lead_name = iif(a.lead_name = '', '', '(anonymised)'), revision = revision + 1
WHERE a.retention_id = :run

-- In the place of a case that stays, each audit gets one of its own.
-- :retain_case_instead
INSERT INTO casefile (id, ref, team_id, status, retention_id)
SELECT :base + a.id, :prefix || (:base + a.id), a.team_id, 'closed', :run
FROM audit a INDEXED BY audit_retention JOIN casefile c ON c.id = a.casefile_id
WHERE a.retention_id = :run AND c.retention_id IS NOT :run

-- :retain_audit_cases
UPDATE audit SET casefile_id = :base + id
WHERE retention_id = :run AND casefile_id NOT IN {retained_cases}

-- :retain_workers
DELETE FROM casefile_worker WHERE casefile_id IN {retained_cases}

-- :retain_case_rows
UPDATE casefile SET ref = :prefix || id, worker = '', plan_type = '' WHERE retention_id = :run

-- :retain_close
UPDATE retention
SET audits = :audits, actions = :actions, cases = :cases, trail_values = :trail_values, digest = :digest
WHERE id = :run

-- The rows of the trail whose record a run took away.
-- :retain_erased_rows
SELECT t.seq, t.at, t.actor, t.uid, t.act, t.record, t.audit_id, t.service_id, t.field, t.old_digest, t.new_digest,
       t.hash
FROM trail t
WHERE t.record GLOB '* (erased [1-9]*)' AND substr(t.record, -length(:mark)) = :mark
ORDER BY t.seq

-- What the trail says of them.
-- :retain_noted
SELECT v.new FROM retention r JOIN user u ON u.id = r.user_id
JOIN trail t INDEXED BY trail_actor ON t.actor = u.login JOIN trail_value v ON v.seq = t.seq
WHERE r.id = :run AND t.act = 'retain' AND t.field = 'records' AND t.record = 'retention ' || r.id
ORDER BY t.seq LIMIT 1

-- Lines of a draw that can no longer be drawn from.
-- :retain_draw
SELECT count(*) FROM sample_entry e
WHERE e.sample_id = :sample AND EXISTS (SELECT 1 FROM retention)
  AND (e.excluded = '(anonymised)'
       OR EXISTS (SELECT 1 FROM casefile c WHERE c.ref = e.ref AND c.retention_id IS NOT NULL)
       OR EXISTS (SELECT 1 FROM audit a WHERE a.ref = e.ref AND a.imported = 1 AND a.retention_id IS NOT NULL)
       OR EXISTS (SELECT 1 FROM sample_passed p
                  WHERE p.sample_id = e.sample_id AND p.place = e.place AND p.why = '(anonymised)')
       OR EXISTS (SELECT 1 FROM sample_replacement r
                  WHERE r.sample_id = e.sample_id AND e.place IN (r.out_place, r.in_place)
                    AND r.reason = '(anonymised)'))
