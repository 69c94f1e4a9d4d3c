-- Actions and safety concerns.

-- =action_columns
x.id, x.audit_id, x.seq, x.scope, x.what, x.measure, x.owner_id, u.login, coalesce(u.name, x.owner_name),
x.owner_post, x.reason, x.start_on, x.due_on, x.first_due_on, x.priority, x.escalated, x.progress, x.plan_on,
x.evidence, x.completed_on, x.impact, x.verified_on, x.created_on, x.revision, x.slips, x.sent_back, x.said_by,
y.login, v.login, x.challenge_id, x.verified_by

-- =action_people
LEFT JOIN user u ON u.id = x.owner_id LEFT JOIN user y ON y.id = x.said_by LEFT JOIN user v ON v.id = x.verified_by

-- :actions_of
SELECT {action_columns}
FROM action x {action_people}
WHERE x.audit_id = :audit ORDER BY x.seq

-- :action_revision
SELECT revision FROM action WHERE id = :id

-- :action_seq
SELECT seq FROM action WHERE id = :id

-- :action_add
INSERT INTO action (audit_id, seq, scope, what, measure, owner_id, owner_name, owner_post, reason,
                    start_on, due_on, first_due_on, priority, escalated, created_on, challenge_id, team_id, service_id,
                    audit_ref)
VALUES (:audit, (SELECT coalesce(max(seq), 0) + 1 FROM action WHERE audit_id = :audit), :scope, :what, :measure,
        :owner, :owner_name, :owner_post, :reason, :start, :due, :due, :priority, :escalated, :today, :challenge,
        (SELECT team_id FROM audit WHERE id = :audit), (SELECT service_id FROM audit WHERE id = :audit),
        (SELECT ref FROM audit WHERE id = :audit))

-- While the audit is being written: the first date moves along.
-- :action_change
UPDATE action
SET scope = :scope, what = :what, measure = :measure, owner_id = :owner, owner_name = :owner_name,
    owner_post = :owner_post, reason = :reason, start_on = :start, due_on = :due, first_due_on = :due,
    priority = :priority, escalated = :escalated, revision = revision + 1
WHERE id = :id

-- The search index over the words of actions, which holds none itself: what is taken out must be told.
-- :action_index_add
INSERT INTO action_index (rowid, what, measure) SELECT id, what, measure FROM action WHERE id = :id

-- :action_index_drop
INSERT INTO action_index (action_index, rowid, what, measure)
SELECT 'delete', id, what, measure FROM action WHERE id = :id

-- All actions from one on.
-- :action_index_fill
INSERT INTO action_index (rowid, what, measure) SELECT id, what, measure FROM action WHERE id >= :first

-- :action_drop
DELETE FROM action WHERE id = :id

-- =concern_columns
n.id, n.audit_id, a.ref, c.ref, n.prompt_id, n.what, n.told_whom, n.told_at, r.name, n.raised_at,
n.done, d.name, n.done_at, n.due_at

-- =concern_tables
concern n JOIN audit a ON a.id = n.audit_id JOIN casefile c ON c.id = a.casefile_id
JOIN user r ON r.id = n.raised_by LEFT JOIN user d ON d.id = n.done_by

-- :concerns_of
SELECT {concern_columns} FROM {concern_tables} WHERE n.audit_id = :audit ORDER BY n.id

-- Those still open, oldest first: a short index of its own.
-- :concern_open
SELECT {concern_columns}, a.team_id, a.service_id, a.lead_id, a.peer_id, a.state FROM {concern_tables}
WHERE n.done_at IS NULL AND ({reached} OR a.team_id = :managed)
ORDER BY n.raised_at, n.id LIMIT :count

-- What answering one looks at first.
-- :concern_get
SELECT n.audit_id, a.ref, a.lead_id, a.peer_id, a.team_id, a.service_id, a.state, n.done_at
FROM concern n JOIN audit a ON a.id = n.audit_id WHERE n.id = :id

-- :concern_add
INSERT INTO concern (audit_id, prompt_id, what, told_whom, told_at, raised_by, raised_at, due_at)
VALUES (:audit, :prompt, :what, :told_whom, :told_at, :user, :at, :due_at)

-- :concern_answer
UPDATE concern SET done = :done, done_by = :user, done_at = :at WHERE id = :id

-- :audit_at_risk
UPDATE audit SET at_risk = EXISTS (SELECT 1 FROM concern WHERE audit_id = :audit AND done_at IS NULL)
WHERE id = :audit

-- A line of the tracker. The grade is not told to who is to moderate the audit without knowing it.
-- =tracked_columns
{action_columns}, a.ref, c.ref, t.name, s.name, a.state, iif({list_blind}, NULL, a.final_overall), a.lead_id, a.peer_id,
a.team_id, a.service_id, a.kind

-- =tracked_names
CROSS JOIN audit a ON a.id = x.audit_id CROSS JOIN casefile c ON c.id = a.casefile_id CROSS JOIN team t ON t.id = a.team_id
CROSS JOIN service s ON s.id = a.service_id {action_people}

-- :tracked_get
SELECT {tracked_columns} FROM action x {tracked_names} WHERE x.id = :id

-- :tracked_find
SELECT x.id FROM audit a CROSS JOIN action x ON x.audit_id = a.id WHERE a.ref = :ref AND x.seq = :seq

-- What the audit of a new action looks like.
-- :tracked_audit
SELECT a.id, a.ref, a.state, a.allocated_on, a.lead_id, a.peer_id, a.team_id, a.service_id, a.retention_id IS NOT NULL
FROM audit a WHERE a.ref = :ref

-- What an act leaves: all that acts change, whole.
-- :tracked_put
UPDATE action
SET scope = :scope, what = :what, measure = :measure, owner_id = :owner, owner_name = :owner_name,
    owner_post = :owner_post, reason = :reason, start_on = :start, due_on = :due, priority = :priority,
    escalated = :escalated, progress = :progress, plan_on = :plan, evidence = :evidence, completed_on = :completed,
    said_by = :said, impact = :impact, verified_on = :verified, verified_by = :verifier, slips = :slips,
    sent_back = :sent_back, revision = revision + 1
WHERE id = :id

-- :action_note_add
INSERT INTO action_note (action_id, at, user_id, text, kind, progress, due_on)
VALUES (:action, :at, :user, :text, :kind, :progress, :due)

-- :action_notes
SELECT n.id, n.at, coalesce(u.name, ''), n.kind, n.progress, n.due_on, n.text
FROM action_note n INDEXED BY action_note_action LEFT JOIN user u ON u.id = n.user_id
WHERE n.action_id = :action ORDER BY n.id

-- Who changed an action last, and to what.
-- :action_changed_last
SELECT coalesce(u.name, t.actor), t.at, t.act, v.new
FROM trail t INDEXED BY trail_audit LEFT JOIN user u ON u.login = t.actor LEFT JOIN trail_value v ON v.seq = t.seq
WHERE t.audit_id = :audit AND t.field = :field AND t.act <> 'look' ORDER BY t.seq DESC LIMIT 1

-- Heads of a service and its directors: who is told when something is taken up to them.
-- :service_heads
SELECT u.id FROM user_service v CROSS JOIN user u ON u.id = v.user_id
WHERE v.service_id = :service AND u.active AND u.roles & 2 AND u.post IN ('head of service', 'service director')
