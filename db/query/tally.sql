-- What reports count, kept with the data; and what it is counted from, audits by id. core/tally.h says what counts.

-- :tally_audits
SELECT id, service_id, team_id, kind, state, lead_post, due_on, completed_on, final_overall,
       coalesce(not_before, allocated_on), blind_id
FROM audit WHERE id BETWEEN :first AND :last ORDER BY id

-- Grades of lead, moderator and settler.
-- :tally_judgements
SELECT audit_id, part, domain_id, grade FROM judgement
WHERE audit_id BETWEEN :first AND :last AND part <> 1 AND grade IS NOT NULL ORDER BY audit_id, part, domain_id

-- :tally_moderations
SELECT audit_id, mode, user_id, moderated_on FROM moderation WHERE audit_id BETWEEN :first AND :last AND state >= 4 ORDER BY audit_id

-- :tally_moderation_grades
SELECT audit_id, domain_id, own, auditor FROM moderation_grade
WHERE audit_id BETWEEN :first AND :last ORDER BY audit_id, domain_id

-- :tally_feedback
SELECT audit_id, source, obtained, means FROM feedback
WHERE audit_id BETWEEN :first AND :last ORDER BY audit_id, source

-- :tally_themes
SELECT audit_id, theme_id, aspect FROM audit_theme WHERE audit_id BETWEEN :first AND :last ORDER BY audit_id, theme_id

-- :tally_actions
SELECT audit_id, created_on, due_on, first_due_on, completed_on, verified_on, priority, escalated, scope
FROM action WHERE audit_id BETWEEN :first AND :last ORDER BY audit_id

-- :tally_steps
SELECT audit_id, rule_id, state, due_on, done_on FROM loop_step
WHERE audit_id BETWEEN :first AND :last ORDER BY audit_id

-- :tally_contacts
SELECT audit_id, who, state, means FROM contact WHERE audit_id BETWEEN :first AND :last ORDER BY audit_id, who

-- :tally_add
INSERT INTO tally (what, month, service_id, team_id, kind, a, b, c, count)
VALUES (:what, :month, :service, :team, :kind, :a, :b, :c, :count)
ON CONFLICT DO UPDATE SET count = count + excluded.count

-- :tally_clear
DELETE FROM tally

-- All that is kept, to be compared with what is counted.
-- :tally_all
SELECT what, month, service_id, team_id, kind, a, b, c, count FROM tally WHERE count <> 0

-- What a report reads: the months of one kind of count.
-- :tally_rows
SELECT month, service_id, team_id, kind, a, b, c, count FROM tally
WHERE what = :what AND month BETWEEN :from AND :to AND count <> 0
  AND (:service = 0 OR service_id = :service) AND (:team = 0 OR team_id = :team) AND (:kind < 0 OR kind = :kind)
  AND (:all OR service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- The audits that a period which is not made of whole months may count: completed, moderated or due in these days, or
-- with an action or a step of these days.
-- :tally_days
SELECT id FROM audit INDEXED BY audit_completed WHERE completed_on BETWEEN :from AND :to
UNION SELECT id FROM audit INDEXED BY audit_due WHERE due_on BETWEEN :from AND :to
UNION SELECT audit_id FROM moderation INDEXED BY moderation_completed
WHERE state >= 4 AND moderated_on BETWEEN :from AND :to
UNION SELECT audit_id FROM action
WHERE created_on BETWEEN :from AND :to OR verified_on BETWEEN :from AND :to OR due_on BETWEEN :from AND :to
UNION SELECT audit_id FROM loop_step WHERE due_on BETWEEN :from AND :to
ORDER BY 1
