-- What reports ask besides what is kept (db/query/tally.sql).

-- Whose: the filter of every report.
-- =report_place
(:service = 0 OR a.service_id = :service) AND (:team = 0 OR a.team_id = :team) AND a.kind = :kind
AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- Audits that are not done and past their date: audit_open.
-- :report_missing
SELECT a.service_id, a.team_id, a.lead_post, count(*) FROM audit a INDEXED BY audit_open
WHERE a.state <= 2 AND a.due_on BETWEEN :from AND :to AND {report_place}
GROUP BY a.service_id, a.team_id, a.lead_post

-- Actions past their date at the end of a day of this month, of those due in it: action_open.
-- :report_overdue_now
SELECT a.service_id, a.team_id, count(*)
FROM action x INDEXED BY action_open CROSS JOIN audit a ON a.id = x.audit_id
WHERE x.progress < 5 AND x.due_on BETWEEN :from AND :to AND a.completed_on IS NOT NULL AND a.state <> 6
  AND {report_place}
GROUP BY a.service_id, a.team_id

-- The same at the end of any day: all actions.
-- :report_overdue_then
SELECT a.service_id, a.team_id, count(*)
FROM action x CROSS JOIN audit a ON a.id = x.audit_id
WHERE x.due_on <= :to AND (x.verified_on IS NULL OR x.verified_on > :to)
  AND a.completed_on IS NOT NULL AND a.state <> 6 AND {report_place}
GROUP BY a.service_id, a.team_id

-- Versions of templates, newest first.
-- :report_templates
SELECT name, version FROM template WHERE published_at IS NOT NULL ORDER BY effective_on DESC, id DESC

-- Review audits completed in a period, with the first one's grades: audit_reviewed.
-- :report_reviews
SELECT a.id, a.ref, f.id, f.ref, f.final_overall, a.final_overall, a.completed_on
FROM audit a INDEXED BY audit_reviewed CROSS JOIN audit f ON f.id = a.review_of
WHERE a.review_of IS NOT NULL AND a.completed_on BETWEEN :from AND :to AND a.state <> 6
  AND (a.blind_id IS NULL OR a.blind_id <> :user) AND (f.blind_id IS NULL OR f.blind_id <> :user)
  AND (:service = 0 OR a.service_id = :service) AND (:team = 0 OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
ORDER BY a.completed_on, a.id

-- What Confirm and Challenge met on in the months of a period, by outcome, and when the first and the last of them was
-- completed. That an audit stands there tells its grade.
-- :report_challenges
SELECT coalesce(c.outcome, 0), count(DISTINCT c.audit_id), min(a.completed_on), max(a.completed_on)
FROM challenge c CROSS JOIN audit a ON a.id = c.audit_id
WHERE c.month BETWEEN :from AND :to AND a.blind_id IS NOT :user
  AND (:service = 0 OR a.service_id = :service) AND (:team = 0 OR a.team_id = :team)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
GROUP BY 1

-- :report_theme
SELECT name FROM theme WHERE id = :id

-- :report_user
SELECT name, login FROM user WHERE id = :id

-- :report_rule
SELECT step, name FROM loop_rule WHERE id = :id

-- Why feedback was not obtained in the audits completed in a period, newest first: audit_completed. The places of the
-- reasons are those of core/narrative.h.
-- :report_reasons
SELECT a.id, f.source, n.text
FROM audit a INDEXED BY audit_completed CROSS JOIN feedback f ON f.audit_id = a.id AND f.obtained = 0
CROSS JOIN narrative n ON n.id = a.id * 1024
  + CASE f.source WHEN 0 THEN :child WHEN 1 THEN :parent WHEN 2 THEN :carer ELSE :practitioner END
WHERE a.completed_on BETWEEN :from AND :to AND a.state <> 6 AND {report_place}
ORDER BY a.completed_on DESC, a.id DESC LIMIT :max
