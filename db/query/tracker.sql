-- The tracker: open actions walked along an index, of which core/action-walk.c keeps those that are wanted, so that it can stop
-- after so many. Pages as those of db/query/list.sql: the rest of the day that the page begins with, then the days after it.

-- What the filter leaves: 0 and NULL stand for any. The colour is told by core/action.c. The audit is looked at where the
-- filter or the person's rights ask for it.
-- =walk_plain
(:all AND (:service = 0 OR x.service_id = :service) AND (:in_team = 0 OR x.team_id = :in_team) AND :grade = 0
 AND NOT {withdrawn_of} AND NOT {kept_of})

-- =walk_wanted
x.progress < 5
AND (:owner = 0 OR x.owner_id = :owner) AND (:owner_name IS NULL OR (x.owner_id IS NULL AND x.owner_name = :owner_name))
AND (NOT :priority OR x.priority) AND (NOT :escalated OR x.escalated) AND (NOT :said OR x.progress = 4)
AND (NOT :overdue OR (x.due_on < :today AND x.progress < 4))
AND ({walk_plain} OR EXISTS (
  SELECT 1 FROM audit a WHERE a.id = x.audit_id AND a.state <> 6 AND (:service = 0 OR a.service_id = :service)
  AND (:in_team = 0 OR a.team_id = :in_team) AND (:grade = 0 OR (a.final_overall = :grade AND NOT {list_blind}))
  AND {tracked}))

-- What a line is placed and told by, whether it is wanted, and what a list shows of it. iif(), because SQLite works out both
-- sides of an OR whose value it gives, and only as much as it needs of a condition.
-- =walk_columns
x.id, x.due_on, x.progress, x.start_on, x.first_due_on, x.plan_on, x.owner_id, x.owner_name, t.id,
iif({walk_wanted}, 1, 0),
x.audit_id, x.seq, x.what, x.measure, x.owner_post, x.priority, x.escalated, x.revision, x.slips, x.sent_back, {ref_of},
{service_of}, t.name, u.name

-- =walk_names
CROSS JOIN team t ON t.id = {team_of} LEFT JOIN user u ON u.id = x.owner_id

-- =walk_where
{walk_names} WHERE x.progress < 5

-- All of them.
-- :walk_open
SELECT {walk_columns} FROM action x INDEXED BY action_open
{walk_where} AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_open
{walk_where} AND x.due_on > :due
ORDER BY 2, 1

-- :walk_open_back
SELECT {walk_columns} FROM action x INDEXED BY action_open
{walk_where} AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_open
{walk_where} AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- Those with priority, and those escalated.
-- :walk_priority
SELECT {walk_columns} FROM action x INDEXED BY action_priority
{walk_where} AND x.priority = 1 AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_priority
{walk_where} AND x.priority = 1 AND x.due_on > :due
ORDER BY 2, 1

-- :walk_priority_back
SELECT {walk_columns} FROM action x INDEXED BY action_priority
{walk_where} AND x.priority = 1 AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_priority
{walk_where} AND x.priority = 1 AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- :walk_escalated
SELECT {walk_columns} FROM action x INDEXED BY action_escalated
{walk_where} AND x.escalated = 1 AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_escalated
{walk_where} AND x.escalated = 1 AND x.due_on > :due
ORDER BY 2, 1

-- :walk_escalated_back
SELECT {walk_columns} FROM action x INDEXED BY action_escalated
{walk_where} AND x.escalated = 1 AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_escalated
{walk_where} AND x.escalated = 1 AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- Of one team, one service, one owner, and one who is no user here.
-- :walk_team
SELECT {walk_columns} FROM action x INDEXED BY action_team
{walk_where} AND x.team_id = :arm AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_team
{walk_where} AND x.team_id = :arm AND x.due_on > :due
ORDER BY 2, 1

-- :walk_team_back
SELECT {walk_columns} FROM action x INDEXED BY action_team
{walk_where} AND x.team_id = :arm AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_team
{walk_where} AND x.team_id = :arm AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- :walk_service
SELECT {walk_columns} FROM action x INDEXED BY action_service
{walk_where} AND x.service_id = :arm AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_service
{walk_where} AND x.service_id = :arm AND x.due_on > :due
ORDER BY 2, 1

-- :walk_service_back
SELECT {walk_columns} FROM action x INDEXED BY action_service
{walk_where} AND x.service_id = :arm AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_service
{walk_where} AND x.service_id = :arm AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- :walk_owner
SELECT {walk_columns} FROM action x INDEXED BY action_owner
{walk_where} AND x.owner_id = :arm AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_owner
{walk_where} AND x.owner_id = :arm AND x.due_on > :due
ORDER BY 2, 1

-- :walk_owner_back
SELECT {walk_columns} FROM action x INDEXED BY action_owner
{walk_where} AND x.owner_id = :arm AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_owner
{walk_where} AND x.owner_id = :arm AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- :walk_named
SELECT {walk_columns} FROM action x INDEXED BY action_named
{walk_where} AND x.owner_id IS NULL AND x.owner_name = :arm AND x.due_on = :due AND x.id > :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_named
{walk_where} AND x.owner_id IS NULL AND x.owner_name = :arm AND x.due_on > :due
ORDER BY 2, 1

-- :walk_named_back
SELECT {walk_columns} FROM action x INDEXED BY action_named
{walk_where} AND x.owner_id IS NULL AND x.owner_name = :arm AND x.due_on = :due AND x.id < :id
UNION ALL
SELECT {walk_columns} FROM action x INDEXED BY action_named
{walk_where} AND x.owner_id IS NULL AND x.owner_name = :arm AND x.due_on < :due
ORDER BY 2 DESC, 1 DESC

-- Of the audits that one person leads or is peer in, outside a team that has an arm of its own: gathered and sorted.
-- =walk_own
SELECT a.id FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :arm AND a.team_id IS NOT :team
UNION SELECT a.id FROM audit a INDEXED BY audit_peer_due WHERE a.peer_id = :arm AND a.team_id IS NOT :team

-- :walk_led
SELECT {walk_columns} FROM ({walk_own}) y CROSS JOIN action x INDEXED BY action_audit ON x.audit_id = y.id
{walk_where} AND (x.due_on, x.id) > (:due, :id)
ORDER BY 2, 1

-- :walk_led_back
SELECT {walk_columns} FROM ({walk_own}) y CROSS JOIN action x INDEXED BY action_audit ON x.audit_id = y.id
{walk_where} AND (x.due_on, x.id) < (:due, :id)
ORDER BY 2 DESC, 1 DESC

-- Those whose words match, open or not, in the order in which they were raised; all that are open, by which the reader
-- passes by the rest, as hardly any are; and one of them.
-- :walk_text
SELECT n.rowid FROM action_index n WHERE n.action_index MATCH :match AND n.rowid > :id ORDER BY n.rowid

-- :walk_text_back
SELECT n.rowid FROM action_index n WHERE n.action_index MATCH :match AND n.rowid < :id ORDER BY n.rowid DESC

-- :walk_ids
SELECT id FROM action INDEXED BY action_open WHERE progress < 5

-- :walk_one
SELECT {walk_columns} FROM action x {walk_where} AND x.id = :id

-- The next owner who is no user here, by name, and the one before.
-- :owner_named
SELECT owner_name FROM action INDEXED BY action_named
WHERE progress < 5 AND owner_id IS NULL AND owner_name > :name ORDER BY owner_name LIMIT 1

-- :owner_named_back
SELECT owner_name FROM action INDEXED BY action_named
WHERE progress < 5 AND owner_id IS NULL AND owner_name < :name ORDER BY owner_name DESC LIMIT 1
