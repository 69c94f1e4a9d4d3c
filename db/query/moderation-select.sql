-- Selecting audits for moderation, and giving them out.

-- Whether the person has an audit to grade blind among those that a draw selected.
-- :blind_in_sample
SELECT count(*) FROM audit a JOIN moderation m ON m.audit_id = a.id
WHERE a.blind_id = :user AND m.sample_id = :sample

-- The frame of a selection: the monthly audits completed in a month that are submitted, of one final overall grade or
-- of any (0), and those that are moderated already. And how each was selected: 0 not yet, 1 without a draw, 2 drawn.
-- :moderation_frame
SELECT a.id, a.ref, s.name, t.name, a.team_id, a.service_id, a.lead_id, a.peer_id, a.final_overall,
       iif(m.audit_id IS NULL, 0, iif(m.sample_id IS NOT NULL AND m.why = '', 2, 1))
FROM audit a INDEXED BY audit_completed
JOIN team t ON t.id = a.team_id JOIN service s ON s.id = a.service_id
LEFT JOIN moderation m ON m.audit_id = a.id
WHERE a.completed_on BETWEEN :first AND :last AND a.kind = 1
  AND (a.state = 3 OR (a.state IN (4, 5) AND m.audit_id IS NOT NULL))
  AND (:grade = 0 OR a.final_overall = :grade)

-- One audit in the same columns, and behind them its state, and of its moderation: state, moderator (id, login and
-- name), revision, the day it is due.
-- :moderation_audit
SELECT a.id, a.ref, s.name, t.name, a.team_id, a.service_id, a.lead_id, a.peer_id, a.final_overall,
       m.audit_id IS NOT NULL, a.state, m.state, m.user_id, u.login, u.name, m.due_on
FROM audit a JOIN team t ON t.id = a.team_id JOIN service s ON s.id = a.service_id
LEFT JOIN moderation m ON m.audit_id = a.id LEFT JOIN user u ON u.id = m.user_id
WHERE a.ref = :ref

-- Senior managers with the services they answer for, and how many moderations each has in hand.
-- :moderation_people
SELECT u.id, u.login, u.post, u.roles, u.team_id, us.service_id,
       (SELECT count(*) FROM moderation m INDEXED BY moderation_mine WHERE m.user_id = u.id AND m.state <= 3)
FROM user u JOIN user_service us ON us.user_id = u.id
WHERE u.active = 1 ORDER BY u.id, us.service_id

-- What tells who has read an audit's grades: looks since it was submitted, and who was to be kept from them since.
-- :moderation_reads
SELECT t.actor, t.act, t.field, v.new
FROM trail t INDEXED BY trail_audit LEFT JOIN trail_value v ON v.seq = t.seq
WHERE t.audit_id = :audit AND t.act IN ('look', 'submit', 'select', 'assign', 'seal')
ORDER BY t.seq

-- :moderation_add
INSERT INTO moderation (audit_id, state, mode, open_why, sample_id, why, selected_on, selected_by, user_id, due_on)
VALUES (:audit, 1, :mode, :open_why, :sample, :why, :today, :by, :user, :due)

-- Who is kept from an audit's grades; NULL: nobody.
-- :moderation_blind
UPDATE audit SET blind_id = :user WHERE id = :audit

-- To somebody else: as if it had just been selected. What the one before graded stands in the trail.
-- :moderation_give
UPDATE moderation
SET state = 1, mode = :mode, open_why = :open_why, user_id = :user, sealed_at = NULL, took_part = NULL,
    evidence = NULL, timeliness = NULL, rationale = NULL, revision = revision + 1
WHERE audit_id = :audit AND state <= 3

-- :moderation_graded
SELECT d.code, g.own, g.decision, g.changed_to
FROM moderation_grade g JOIN domain d ON d.id = g.domain_id
WHERE g.audit_id = :audit ORDER BY d.seq

-- :moderation_graded_drop
DELETE FROM moderation_grade WHERE audit_id = :audit
