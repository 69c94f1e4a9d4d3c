-- What exports read: rows in the order of audits, and how many there must be.
-- The filter is the same everywhere: an audit belongs to the day it was completed, else to the day it is
-- due; its service and team are those of when it was allocated; a senior manager (:all = 0) gets the
-- services they answer for. What would tell a grade to who is to moderate an audit blind (audit.blind_id) is empty.

-- =export_wanted
(:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
AND (:service IS NULL OR a.service_id = :service)
AND (:team IS NULL OR a.team_id = :team)
AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- Actions and steps know team and service of their audit, and belong to the day they are due.
-- =export_due
(:from IS NULL OR x.due_on BETWEEN :from AND :to)
AND (:service IS NULL OR x.service_id = :service)
AND (:team IS NULL OR x.team_id = :team)
AND (:all OR x.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- Where nothing is left out, tables are counted as wholes, which SQLite does without reading their rows.
-- =export_whole
(:from IS NULL AND :service IS NULL AND :team IS NULL AND :all)

-- What every dataset of audits needs of one: core/export/dataset.h names the columns.
-- =export_audit
a.id, a.ref, a.casefile_id, a.team_id, a.service_id, a.template_id, a.completed_on, a.state

-- The review of an audit that the person is still to grade blind tells that it was Inadequate.
-- =export_tells
(a.review_of IS NOT NULL AND EXISTS (SELECT 1 FROM audit f WHERE f.id = a.review_of AND f.blind_id = :user))

-- =export_audits_wanted
FROM audit a WHERE {export_wanted} AND NOT {export_tells}

-- :export_audits
SELECT {export_audit}, a.month, a.lead_id, a.lead_name, a.lead_post, a.allocated_on, a.due_on, a.started_on,
       a.closed_on, a.withdrawn_on, a.withdrawn_why, a.withdrawn_by, a.peer_id, a.worker, a.plan_type, a.age_band,
       a.judged_from, a.read_from, a.at_risk, a.amended, a.blind_id IS :user, a.kind
{export_audits_wanted}
ORDER BY a.id

-- :export_audits_total
SELECT iif({export_whole},
    (SELECT count(*) FROM audit)
        - (SELECT count(*) FROM audit f JOIN audit a ON a.review_of = f.id WHERE f.blind_id = :user),
    (SELECT count(*) {export_audits_wanted}))

-- Walked beside what audits consist of, in the same order: all audits, those that are wanted, and of these without those
-- that tell.
-- :export_audits_from
SELECT {export_audit} FROM audit a WHERE a.id >= :start ORDER BY a.id

-- :export_refs_from
SELECT a.id, a.ref FROM audit a WHERE a.id >= :start ORDER BY a.id

-- =export_part_of
SELECT {export_audit}, a.month, a.lead_id, a.lead_name, a.peer_id, a.kind, a.blind_id IS :user
FROM audit a WHERE a.id >= :start AND {export_wanted}

-- :export_wanted_from
{export_part_of} ORDER BY a.id

-- :export_told_from
{export_part_of} AND NOT {export_tells} ORDER BY a.id

-- :export_case_ref
SELECT ref FROM casefile WHERE id = :id

-- Grades from an audit on, each as one number: domain, part (2 bits) and grade (3 bits); NULL: not graded. Two
-- columns are read faster than four, and there are some ten rows for each audit.
-- :export_grades_from
SELECT audit_id, (domain_id << 5) | (part << 3) | grade FROM judgement
WHERE audit_id >= :start ORDER BY audit_id, part, domain_id

-- :export_moderations_from
SELECT audit_id, user_id, name, moderated_on FROM moderation
WHERE audit_id >= :start AND state >= 4 ORDER BY audit_id

-- The texts of audits at places from one to another (core/narrative.h), of all parts.
-- :export_texts_from
SELECT id >> 10, id >> 8 & 3, id & 255, text FROM narrative
WHERE id >= :start << 10 AND (id & 255) BETWEEN :first AND :last ORDER BY id

-- :export_feedback_from
SELECT audit_id, source, obtained, means FROM feedback WHERE audit_id >= :start ORDER BY audit_id, source

-- :export_actions_from
SELECT audit_id, progress, due_on FROM action WHERE audit_id >= :start ORDER BY audit_id

-- :export_judgements
SELECT audit_id, part, domain_id, grade, user_id, changed_at FROM judgement
WHERE audit_id >= :start ORDER BY audit_id, part, domain_id

-- :export_ticks_from
SELECT t.audit_id, t.part, i.domain_id FROM tick t CROSS JOIN descriptor i ON i.id = t.descriptor_id
WHERE t.audit_id >= :start ORDER BY t.audit_id

-- Of all moderations, also those not completed: who gives or gave grades there.
-- :export_moderators_from
SELECT audit_id, user_id, name FROM moderation WHERE audit_id >= :start ORDER BY audit_id

-- :export_judgements_total
SELECT iif({export_whole},
    (SELECT count(*) FROM judgement)
        - (SELECT count(*) FROM audit f JOIN audit a ON a.review_of = f.id JOIN judgement j ON j.audit_id = a.id
           WHERE f.blind_id = :user),
    (SELECT count(*) FROM judgement j JOIN audit a ON a.id = j.audit_id
     WHERE {export_wanted} AND NOT {export_tells}))

-- :export_answers
SELECT audit_id, part, prompt_id, value, user_id, changed_at FROM answer
WHERE audit_id >= :start ORDER BY audit_id, part, prompt_id

-- :export_answers_total
SELECT iif({export_whole}, (SELECT count(*) FROM answer),
    (SELECT count(*) FROM answer w JOIN audit a ON a.id = w.audit_id WHERE {export_wanted}))

-- :export_feedback
SELECT audit_id, source, obtained, means, changed_at FROM feedback
WHERE audit_id >= :start ORDER BY audit_id, source

-- :export_feedback_total
SELECT iif({export_whole}, (SELECT count(*) FROM feedback),
    (SELECT count(*) FROM feedback f JOIN audit a ON a.id = f.audit_id WHERE {export_wanted}))

-- :export_themes
SELECT t.audit_id, h.name, h.listed, t.aspect FROM audit_theme t CROSS JOIN theme h ON h.id = t.theme_id
WHERE t.audit_id >= :start ORDER BY t.audit_id, t.theme_id

-- :export_themes_total
SELECT iif({export_whole}, (SELECT count(*) FROM audit_theme),
    (SELECT count(*) FROM audit_theme t JOIN audit a ON a.id = t.audit_id WHERE {export_wanted}))

-- An action belongs to the day it is due, as a step does.
-- :export_actions
SELECT x.audit_id, x.what, x.measure, x.owner_id, x.owner_name, x.owner_post, x.reason, x.due_on, x.priority,
       x.escalated, x.completed_on, x.verified_on, x.impact, x.seq, x.scope, x.progress, x.start_on,
       x.first_due_on, x.plan_on, x.evidence, x.verified_by, x.created_on, x.slips, x.sent_back, x.said_by
FROM action x
WHERE x.audit_id >= :start AND {export_due}
ORDER BY x.audit_id, x.seq

-- :export_actions_total
SELECT iif({export_whole}, (SELECT count(*) FROM action), (SELECT count(*) FROM action x WHERE {export_due}))

-- The steps of an audit that the person is still to grade blind would tell its grade. These are few and new: they are looked
-- up only where they can be.
-- =export_steps_told
{export_due} AND (x.audit_id < (SELECT min(id) FROM audit WHERE blind_id = :user)
    OR x.audit_id NOT IN (SELECT id FROM audit WHERE blind_id = :user))

-- :export_steps
SELECT x.audit_id, x.id, r.step, r.who, x.grade, x.counted_from, x.due_on, x.done_on, x.done_by, x.state,
       x.late_reason, x.cancelled_why, x.review_id, v.ref
FROM loop_step x CROSS JOIN loop_rule r ON r.id = x.rule_id LEFT JOIN audit v ON v.id = x.review_id
WHERE x.audit_id >= :start AND {export_steps_told}
ORDER BY x.audit_id, x.seq

-- :export_steps_total
SELECT iif({export_whole},
    (SELECT count(*) FROM loop_step)
        - (SELECT count(*) FROM audit a JOIN loop_step x ON x.audit_id = a.id WHERE a.blind_id = :user),
    (SELECT count(*) FROM loop_step x WHERE {export_steps_told}))

-- Who signed steps, and what they said.
-- :export_signatures_from
SELECT step_id, part, user_id, done_on FROM loop_sign WHERE step_id >= :start ORDER BY step_id, part

-- :export_details_from
SELECT step_id, part, field, value FROM loop_detail WHERE step_id >= :start ORDER BY step_id, part, field

-- The audits that a person is to grade blind are few and new, and acts are many: of most acts their number says that they are of
-- another audit.
-- =far_from_blind
t.audit_id NOT BETWEEN (SELECT ifnull(min(id), 0) FROM audit WHERE blind_id = :user)
AND (SELECT ifnull(max(id), 0) FROM audit WHERE blind_id = :user)

-- =hushed
iif({far_from_blind}, 0, t.audit_id IN (SELECT id FROM audit WHERE blind_id = :user)
    AND (t.act = 'select' OR t.actor <> (SELECT login FROM user WHERE id = :user)))

-- What Confirm and Challenge does is QA's to export, but where they are to moderate the audit blind: being brought there
-- says that it is Inadequate.
-- =unmet
NOT (t.act = 'challenge' AND (NOT :all OR {hushed}))

-- =telling_reviews
SELECT x.review_id FROM audit f INDEXED BY audit_blind CROSS JOIN loop_step x ON x.audit_id = f.id
WHERE f.blind_id = :user AND x.review_id IS NOT NULL

-- Nor is how the loop of such an audit closes: how many steps there are, and that there is a review, says as much.
-- =unclosing
NOT ({hushed} AND t.act IN ('start', 'cancel', 'sign', 'complete'))
AND (NOT EXISTS ({telling_reviews}) OR ifnull(t.audit_id, 0) NOT IN ({telling_reviews}))

-- An act belongs to the day it was done (UTC).
-- =export_trail_wanted
FROM trail t
WHERE ((:all AND {far_from_blind} AND NOT EXISTS ({telling_reviews})) OR ({unmet} AND {unclosing}))
  AND (:from IS NULL OR substr(t.at, 1, 10) BETWEEN :from AND :to)
  AND (:service IS NULL OR t.service_id = :service)
  AND (:all OR t.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
  AND :team IS NULL

-- :export_trail
SELECT t.seq, t.at, t.actor, t.uid, t.act, t.record, t.service_id, t.field, t.hash, {hushed}
{export_trail_wanted}
ORDER BY t.seq

-- :export_trail_total
SELECT count(*) {export_trail_wanted}

-- The values of acts; without salt they are erased.
-- :export_values_from
SELECT seq, old, new, salt IS NULL FROM trail_value WHERE seq >= :start ORDER BY seq

-- Each moderation that is completed; its domains, a row each, are found beside it. The grades are those by which agreement is
-- counted: the auditor's as it was revealed (of imported ones: as it stands), the moderator's own (of imported ones: what
-- was decided; empty: the lead's).
-- :export_moderations
SELECT m.audit_id, m.user_id, m.name, m.mode, m.open_why, m.selected_on, p.name, m.why, m.sealed_at, m.moderated_on,
       m.took_part, m.evidence, m.timeliness, m.rationale, m.state, m.disputed_on, m.settled_on
FROM moderation m LEFT JOIN sample p ON p.id = m.sample_id
WHERE m.audit_id >= :start AND m.state >= 4
ORDER BY m.audit_id

-- :export_decisions_from
SELECT audit_id, domain_id, auditor, own, decision FROM moderation_grade
WHERE audit_id >= :start ORDER BY audit_id, domain_id

-- :export_moderations_total
SELECT iif({export_whole}, (SELECT count(*) FROM moderation WHERE state >= 4),
    (SELECT count(*) FROM moderation m JOIN audit a ON a.id = m.audit_id WHERE m.state >= 4 AND {export_wanted}))
