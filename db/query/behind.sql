-- The actions and the steps behind a number of a report, newest first: core/behind.h says which. 0 and '' stand for any.

-- Their audits, as what is kept counts them (db/query/tally.sql).
-- =behind_audit
a.completed_on IS NOT NULL AND a.state <> 6 AND (:kind = 0 OR a.kind = :kind)
AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- =behind_action
(:service = 0 OR x.service_id = :service) AND (:team = 0 OR x.team_id = :team)
AND (:due_from = '' OR x.due_on BETWEEN :due_from AND :due_to)
AND (:raised_from = '' OR x.created_on BETWEEN :raised_from AND :raised_to)
AND (:verified_from = '' OR x.verified_on BETWEEN :verified_from AND :verified_to)
AND (:open = '' OR x.verified_on IS NULL OR x.verified_on > :open)
AND (NOT :slipped OR x.due_on > x.first_due_on) AND (NOT :for_service OR x.scope = 2)
AND (NOT :in_time OR coalesce(x.completed_on, x.verified_on) <= x.due_on)
AND (NOT :priority OR (x.priority AND x.escalated AND a.final_overall = 4 AND a.blind_id IS NOT :user))
AND {behind_audit}

-- =behind_actions
SELECT x.id, x.audit_id, a.ref || '/' || x.seq, x.what, coalesce(u.name, x.owner_name), t.name, x.created_on, x.due_on,
       x.completed_on, x.verified_on
FROM action x CROSS JOIN audit a ON a.id = x.audit_id CROSS JOIN team t ON t.id = a.team_id
LEFT JOIN user u ON u.id = x.owner_id

-- :behind_actions
{behind_actions} WHERE x.id < :id AND {behind_action} ORDER BY x.id DESC LIMIT :count

-- :behind_actions_back
{behind_actions} WHERE x.id > :id AND {behind_action} ORDER BY x.id LIMIT :count

-- A step tells the grade that asked for it.
-- =behind_step
(:service = 0 OR x.service_id = :service) AND (:team = 0 OR x.team_id = :team)
AND (:due_from = '' OR x.due_on BETWEEN :due_from AND :due_to) AND (:rule = 0 OR x.rule_id = :rule)
AND CASE :state WHEN 0 THEN 1 WHEN 1 THEN x.state = 2 AND coalesce(x.done_on, '') <= x.due_on
    WHEN 2 THEN x.state = 2 AND x.done_on > x.due_on WHEN 3 THEN x.state = 1 WHEN 4 THEN x.state = 3
    ELSE x.state <> 3 END
AND a.blind_id IS NOT :user AND {behind_audit}

-- =behind_steps
SELECT x.id, x.audit_id, a.ref, r.name, r.who, t.name, x.counted_from, x.due_on, x.done_on, x.cancelled_on
FROM loop_step x CROSS JOIN audit a ON a.id = x.audit_id CROSS JOIN team t ON t.id = a.team_id
CROSS JOIN loop_rule r ON r.id = x.rule_id

-- :behind_steps
{behind_steps} WHERE x.id < :id AND {behind_step} ORDER BY x.id DESC LIMIT :count

-- :behind_steps_back
{behind_steps} WHERE x.id > :id AND {behind_step} ORDER BY x.id LIMIT :count
