-- What exports read: rows in the order of audits, and how many there must be.
-- The filter is the same everywhere: an audit belongs to the day it was completed, else to the day it is
-- due; its service and team are those of when it was allocated; a senior manager (:all = 0) gets the
-- services they answer for. What would tell a grade to who is to moderate an audit blind (audit.blind_id) is empty.

-- The review of an audit that the person is still to grade blind tells that it was Inadequate.
-- =export_tells
(a.review_of IS NOT NULL AND EXISTS (SELECT 1 FROM audit f WHERE f.id = a.review_of AND f.blind_id = :user))

-- :export_audits
SELECT a.id, a.ref, c.ref, a.team_id, a.service_id, a.template_id, a.month, a.state, a.lead_id, a.lead_name,
       a.lead_post, a.allocated_on, a.due_on, a.started_on, a.completed_on, a.moderated_on, a.closed_on,
       a.withdrawn_on, a.withdrawn_why, a.withdrawn_by, a.peer_id, a.worker, a.plan_type, a.age_band,
       a.judged_from, a.read_from, a.at_risk, a.amended, a.blind_id IS :user,
       a.kind
FROM audit a
JOIN casefile c ON c.id = a.casefile_id
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
  AND NOT {export_tells}
ORDER BY a.id

-- :export_audits_total
SELECT count(*) FROM audit a
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
  AND NOT {export_tells}

-- Grades from an audit on, each as one number: domain, part (2 bits) and grade (3 bits); NULL: not graded. Two
-- columns are read faster than four, and there are some ten rows for each audit.
-- :export_grades_from
SELECT audit_id, (domain_id << 5) | (part << 3) | grade FROM judgement
WHERE audit_id >= :audit ORDER BY audit_id, part, domain_id

-- :export_moderations_from
SELECT audit_id, user_id, name, moderated_on FROM moderation
WHERE audit_id >= :audit AND state >= 4 ORDER BY audit_id

-- The texts of audits as wholes, from an audit on: places below 32 of lead and moderator
-- (core/narrative.h).
-- :export_texts_from
SELECT id >> 10, id >> 8 & 3, id & 255, text FROM narrative
WHERE id >= :audit << 10 AND (id & 255) < 32 AND (id >> 8 & 3) IN (0, 2) ORDER BY id

-- :export_feedback_from
SELECT audit_id, source, obtained, means FROM feedback WHERE audit_id >= :audit ORDER BY audit_id, source

-- :export_actions_from
SELECT audit_id, progress, due_on FROM action WHERE audit_id >= :audit ORDER BY audit_id

-- :export_judgements_from
SELECT audit_id, part, domain_id, grade, user_id, changed_at FROM judgement
WHERE audit_id >= :audit ORDER BY audit_id, part, domain_id

-- The reasons of grades stand at places 32 and on, by the number of the domain (core/narrative.h).
-- :export_rationales_from
SELECT id >> 10, id >> 8 & 3, (id & 255) - 32, text FROM narrative
WHERE id >= :audit << 10 AND (id & 255) BETWEEN 32 AND 63 ORDER BY id

-- :export_ticks_from
SELECT t.audit_id, t.part, i.domain_id FROM tick t CROSS JOIN descriptor i ON i.id = t.descriptor_id
WHERE t.audit_id >= :audit ORDER BY t.audit_id

-- Of all moderations, also those not completed: who gives or gave grades there.
-- :export_moderators_from
SELECT audit_id, user_id, name FROM moderation WHERE audit_id >= :audit ORDER BY audit_id

-- :export_judgements_total
SELECT count(*) FROM judgement j JOIN audit a ON a.id = j.audit_id
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- :export_answers
SELECT a.ref, c.ref, a.team_id, a.service_id, a.template_id, d.code, p.code, p.text, p.safety, w.part, w.value,
       iif(a.blind_id IS :user, NULL, n.text), w.user_id, CASE w.part WHEN 0 THEN a.lead_name ELSE '' END, a.completed_on, a.state, w.changed_at
FROM answer w
JOIN audit a ON a.id = w.audit_id
JOIN casefile c ON c.id = a.casefile_id
JOIN prompt p ON p.id = w.prompt_id
JOIN domain d ON d.id = p.domain_id
LEFT JOIN narrative n ON n.id = w.audit_id * 1024 + w.part * 256 + 64 + p.seq
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
ORDER BY w.audit_id, w.part, w.prompt_id

-- :export_answers_total
SELECT count(*) FROM answer w JOIN audit a ON a.id = w.audit_id
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- The words, or the reason why there are none, stand at places 5 and on, two for each source but the
-- practitioner, whose words are place 4 (core/narrative.h).
-- :export_feedback
SELECT a.ref, c.ref, a.team_id, a.service_id, f.source, f.obtained, f.means, w.text, y.text, a.completed_on,
       a.state, f.changed_at
FROM feedback f
JOIN audit a ON a.id = f.audit_id
JOIN casefile c ON c.id = a.casefile_id
LEFT JOIN narrative w ON w.id = f.audit_id * 1024 + CASE f.source WHEN 3 THEN 4 ELSE 5 + 2 * f.source END
LEFT JOIN narrative y ON f.source < 3 AND y.id = f.audit_id * 1024 + 6 + 2 * f.source
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
ORDER BY f.audit_id, f.source

-- :export_feedback_total
SELECT count(*) FROM feedback f JOIN audit a ON a.id = f.audit_id
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- :export_themes
SELECT a.ref, c.ref, a.team_id, a.service_id, h.name, h.listed, t.aspect, a.completed_on, a.state
FROM audit_theme t
JOIN audit a ON a.id = t.audit_id
JOIN casefile c ON c.id = a.casefile_id
JOIN theme h ON h.id = t.theme_id
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
ORDER BY t.audit_id, t.theme_id

-- :export_themes_total
SELECT count(*) FROM audit_theme t JOIN audit a ON a.id = t.audit_id
WHERE (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- An action belongs to the day it is due. It knows team and service of its audit; the references are found beside it.
-- :export_actions
SELECT x.audit_id, x.what, x.measure, x.owner_id, x.owner_name, x.owner_post, x.reason, x.due_on, x.priority,
       x.escalated, x.completed_on, x.verified_on, x.impact, x.seq, x.scope, x.progress, x.start_on,
       x.first_due_on, x.plan_on, x.evidence, x.verified_by, x.created_on, x.team_id, x.service_id,
       x.slips, x.sent_back, x.said_by
FROM action x
WHERE (:from IS NULL OR x.due_on BETWEEN :from AND :to)
  AND (:service IS NULL OR x.service_id = :service)
  AND (:team IS NULL OR x.team_id = :team)
  AND (:all OR x.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
ORDER BY x.audit_id, x.seq

-- :export_actions_total
SELECT count(*) FROM action x
WHERE (:from IS NULL OR x.due_on BETWEEN :from AND :to)
  AND (:service IS NULL OR x.service_id = :service)
  AND (:team IS NULL OR x.team_id = :team)
  AND (:all OR x.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- :export_refs_from
SELECT a.id, a.ref, c.ref FROM audit a CROSS JOIN casefile c ON c.id = a.casefile_id
WHERE a.id >= :audit ORDER BY a.id

-- A step belongs to the day it is due. Those of an audit that the person is still to grade blind would tell its grade.
-- =export_steps_of
FROM loop_step x JOIN loop_rule r ON r.id = x.rule_id JOIN audit a ON a.id = x.audit_id
LEFT JOIN audit v ON v.id = x.review_id
WHERE (:from IS NULL OR x.due_on BETWEEN :from AND :to)
  AND (:service IS NULL OR x.service_id = :service)
  AND (:team IS NULL OR x.team_id = :team)
  AND (:all OR x.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
  AND a.blind_id IS NOT :user

-- :export_steps
SELECT x.id, a.ref, r.step, r.who, x.grade, x.counted_from, x.due_on, x.done_on, x.done_by, x.state, x.late_reason,
       x.cancelled_why, x.review_id, v.ref
{export_steps_of}
ORDER BY x.audit_id, x.seq

-- :export_steps_total
SELECT count(*) {export_steps_of}

-- =hushed
t.audit_id IN (SELECT id FROM audit WHERE blind_id = :user)
    AND (t.act = 'select' OR t.actor <> (SELECT login FROM user WHERE id = :user))

-- What Confirm and Challenge does is QA's to export, but where they are to moderate the audit blind: being brought there
-- says that it is Inadequate.
-- =unmet
NOT (t.act = 'challenge' AND (NOT :all OR {hushed}))

-- Nor is how the loop of such an audit closes: how many steps there are, and that there is a review, says as much.
-- =unclosing
NOT (t.act IN ('start', 'cancel', 'sign', 'complete') AND {hushed})
  AND ifnull(t.audit_id, 0) NOT IN (
    SELECT x.review_id FROM audit f INDEXED BY audit_blind CROSS JOIN loop_step x ON x.audit_id = f.id
    WHERE f.blind_id = :user AND x.review_id IS NOT NULL)

-- An act belongs to the day it was done (UTC).
-- :export_trail
SELECT t.seq, t.at, t.actor, t.uid, t.act, t.record, t.service_id, t.field, v.old, v.new,
       v.seq IS NOT NULL AND v.salt IS NULL, t.hash, {hushed}
FROM trail t
LEFT JOIN trail_value v ON v.seq = t.seq
WHERE {unmet} AND {unclosing} AND (:from IS NULL OR substr(t.at, 1, 10) BETWEEN :from AND :to)
  AND (:service IS NULL OR t.service_id = :service)
  AND (:all OR t.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
  AND :team IS NULL
ORDER BY t.seq

-- :export_trail_total
SELECT count(*) FROM trail t
WHERE {unmet} AND {unclosing} AND (:from IS NULL OR substr(t.at, 1, 10) BETWEEN :from AND :to)
  AND (:service IS NULL OR t.service_id = :service)
  AND (:all OR t.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
  AND :team IS NULL

-- Each moderation that is completed; its domains, a row each, are found beside it. The grades are those by which agreement is
-- counted: the auditor's as it was revealed (of imported ones: as it stands), the moderator's own (of imported ones: what
-- was decided; empty: the lead's).
-- :export_moderations
SELECT a.id, a.ref, c.ref, a.team_id, a.service_id, a.template_id, a.month, a.lead_id, a.lead_name, m.user_id, m.name,
       m.mode, m.open_why, m.selected_on, p.name, m.why, m.sealed_at, m.moderated_on, m.took_part, m.evidence,
       m.timeliness, m.rationale, m.state, m.disputed_on, m.settled_on, a.kind
FROM moderation m
JOIN audit a ON a.id = m.audit_id
JOIN casefile c ON c.id = a.casefile_id
LEFT JOIN sample p ON p.id = m.sample_id
WHERE m.state >= 4
  AND (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
ORDER BY m.audit_id

-- :export_decisions_from
SELECT audit_id, domain_id, auditor, own, decision FROM moderation_grade
WHERE audit_id >= :audit ORDER BY audit_id, domain_id

-- The moderator's commentary (place 17), and the reasons of changed grades.
-- :export_commentaries_from
SELECT id >> 10, id & 255, text FROM narrative
WHERE id >= :audit << 10 AND (id >> 8 & 3) = 2 AND ((id & 255) = 17 OR (id & 255) BETWEEN 32 AND 63) ORDER BY id

-- :export_moderations_total
SELECT count(*) FROM moderation m JOIN audit a ON a.id = m.audit_id JOIN domain d ON d.template_id = a.template_id
WHERE m.state >= 4
  AND (:from IS NULL OR coalesce(a.completed_on, a.due_on) BETWEEN :from AND :to)
  AND (:service IS NULL OR a.service_id = :service)
  AND (:team IS NULL OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
