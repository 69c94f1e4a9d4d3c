-- Actions and safety concerns.

-- =action_columns
x.id, x.audit_id, x.seq, x.scope, x.what, x.measure, x.owner_id, u.login, coalesce(u.name, x.owner_name),
x.owner_post, x.reason, x.start_on, x.due_on, x.first_due_on, x.priority, x.escalated, x.progress, x.plan_on,
x.evidence, x.completed_on, x.impact, x.verified_on, x.created_on, x.revision

-- :actions_of
SELECT {action_columns}
FROM action x LEFT JOIN user u ON u.id = x.owner_id
WHERE x.audit_id = :audit ORDER BY x.seq

-- :action_revision
SELECT revision FROM action WHERE id = :id

-- :action_add
INSERT INTO action (audit_id, seq, scope, what, measure, owner_id, owner_name, owner_post, reason,
                    start_on, due_on, first_due_on, priority, escalated, created_on, team_id, service_id)
VALUES (:audit, (SELECT coalesce(max(seq), 0) + 1 FROM action WHERE audit_id = :audit), :scope, :what, :measure,
        :owner, :owner_name, :owner_post, :reason, :start, :due, :due, :priority, :escalated, :today,
        (SELECT team_id FROM audit WHERE id = :audit), (SELECT service_id FROM audit WHERE id = :audit))

-- While the audit is being written: the first date moves along.
-- :action_change
UPDATE action
SET scope = :scope, what = :what, measure = :measure, owner_id = :owner, owner_name = :owner_name,
    owner_post = :owner_post, reason = :reason, start_on = :start, due_on = :due, first_due_on = :due,
    priority = :priority, escalated = :escalated, revision = revision + 1
WHERE id = :id

-- :action_drop
DELETE FROM action WHERE id = :id

-- =concern_columns
n.id, n.audit_id, a.ref, c.ref, n.prompt_id, n.what, n.told_whom, n.told_at, r.name, n.raised_at,
n.done, d.name, n.done_at

-- =concern_tables
concern n JOIN audit a ON a.id = n.audit_id JOIN casefile c ON c.id = a.casefile_id
JOIN user r ON r.id = n.raised_by LEFT JOIN user d ON d.id = n.done_by

-- :concerns_of
SELECT {concern_columns} FROM {concern_tables} WHERE n.audit_id = :audit ORDER BY n.id

-- Those still open, oldest first: a short index of its own.
-- :concern_open
SELECT {concern_columns} FROM {concern_tables}
WHERE n.done_at IS NULL AND {seen}
ORDER BY n.raised_at, n.id LIMIT :count

-- What answering one looks at first.
-- :concern_get
SELECT n.audit_id, a.ref, a.lead_id, a.peer_id, a.team_id, a.service_id, a.state, n.done_at
FROM concern n JOIN audit a ON a.id = n.audit_id WHERE n.id = :id

-- :concern_add
INSERT INTO concern (audit_id, prompt_id, what, told_whom, told_at, raised_by, raised_at)
VALUES (:audit, :prompt, :what, :told_whom, :told_at, :user, :at)

-- :concern_answer
UPDATE concern SET done = :done, done_by = :user, done_at = :at WHERE id = :id

-- :audit_at_risk
UPDATE audit SET at_risk = EXISTS (SELECT 1 FROM concern WHERE audit_id = :audit AND done_at IS NULL)
WHERE id = :audit

-- The open actions by due date, those of one day by id: see the lists of audits.
-- =action_page
SELECT {action_columns}, a.ref, c.ref, t.name, s.name
FROM action x INDEXED BY action_open CROSS JOIN audit a ON a.id = x.audit_id
CROSS JOIN casefile c ON c.id = a.casefile_id CROSS JOIN team t ON t.id = a.team_id
CROSS JOIN service s ON s.id = a.service_id LEFT JOIN user u ON u.id = x.owner_id
WHERE x.progress < 5 AND (:service = 0 OR a.service_id = :service) AND (:in_team = 0 OR a.team_id = :in_team)
AND (:owner = 0 OR x.owner_id = :owner) AND (NOT :overdue OR x.due_on < :today) AND {seen}

-- :action_page
{action_page} AND x.due_on = :due AND x.id > :id
UNION ALL
{action_page} AND x.due_on > :due
ORDER BY 13, 1 LIMIT :count
