-- Steps marked in charts: core/chart-step.h says what they do.

-- :chart_steps
SELECT c.measure, c.service_id, coalesce(s.name, ''), c.month, c.why, u.name, c.at
FROM chart_step c LEFT JOIN service s ON s.id = c.service_id JOIN user u ON u.id = c.user_id
ORDER BY c.measure, c.service_id, c.month

-- :chart_step_why
SELECT why FROM chart_step WHERE measure = :measure AND service_id = :service AND month = :month

-- :chart_step_put
INSERT INTO chart_step (measure, service_id, month, why, user_id, at)
VALUES (:measure, :service, :month, :why, :user, :at)
ON CONFLICT DO UPDATE SET why = excluded.why, user_id = excluded.user_id, at = excluded.at

-- :chart_step_drop
DELETE FROM chart_step WHERE measure = :measure AND service_id = :service AND month = :month
