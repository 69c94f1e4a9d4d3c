-- Lists of moderations: pages over indexes, and what an export reads.

-- =moderation_columns
m.audit_id, a.ref, c.ref, s.name, t.name, coalesce(l.name, a.lead_name), coalesce(u.name, m.name), u.login, m.state,
m.mode, m.due_on, a.completed_on, m.moderated_on, {moderation_changed}, m.disputed_on

-- How many grades the moderator changed, once it is told.
-- =moderation_changed
iif(m.state >= 4, (SELECT count(*) FROM judgement j JOIN judgement k
                   ON k.audit_id = j.audit_id AND k.part = 0 AND k.domain_id = j.domain_id
                   WHERE j.audit_id = m.audit_id AND j.part = 2 AND j.grade IS NOT k.grade), 0)

-- =moderation_names
CROSS JOIN audit a ON a.id = m.audit_id CROSS JOIN casefile c ON c.id = a.casefile_id
CROSS JOIN team t ON t.id = a.team_id CROSS JOIN service s ON s.id = a.service_id
LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user u ON u.id = m.user_id

-- QA sees all, senior managers those of their services.
-- =moderation_seen
(:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))

-- Pages as those of db/query/list.sql: the rest of the day that the page begins with, then the days after it. What was
-- withdrawn meanwhile is nobody's to do.

-- To be done by one person, by due date.
-- :moderation_mine
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_mine {moderation_names}
WHERE a.state <> 6 AND m.user_id = :user AND m.state <= 3 AND m.due_on = :key AND m.audit_id > :id
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_mine {moderation_names}
WHERE a.state <> 6 AND m.user_id = :user AND m.state <= 3 AND m.due_on > :key
ORDER BY 11, 1 LIMIT :count

-- :moderation_mine_back
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_mine {moderation_names}
WHERE a.state <> 6 AND m.user_id = :user AND m.state <= 3 AND m.due_on = :key AND m.audit_id < :id
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_mine {moderation_names}
WHERE a.state <> 6 AND m.user_id = :user AND m.state <= 3 AND m.due_on < :key
ORDER BY 11 DESC, 1 DESC LIMIT :count

-- Not completed, by due date.
-- :moderation_open
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_open {moderation_names}
WHERE a.state <> 6 AND m.state <= 3 AND m.due_on = :key AND m.audit_id > :id AND {moderation_seen}
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_open {moderation_names}
WHERE a.state <> 6 AND m.state <= 3 AND m.due_on > :key AND {moderation_seen}
ORDER BY 11, 1 LIMIT :count

-- :moderation_open_back
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_open {moderation_names}
WHERE a.state <> 6 AND m.state <= 3 AND m.due_on = :key AND m.audit_id < :id AND {moderation_seen}
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_open {moderation_names}
WHERE a.state <> 6 AND m.state <= 3 AND m.due_on < :key AND {moderation_seen}
ORDER BY 11 DESC, 1 DESC LIMIT :count

-- To be settled, by the day they were disputed.
-- :moderation_disputed
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_disputed {moderation_names}
WHERE m.state = 5 AND m.disputed_on = :key AND m.audit_id > :id AND {moderation_seen}
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_disputed {moderation_names}
WHERE m.state = 5 AND m.disputed_on > :key AND {moderation_seen}
ORDER BY 15, 1 LIMIT :count

-- :moderation_disputed_back
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_disputed {moderation_names}
WHERE m.state = 5 AND m.disputed_on = :key AND m.audit_id < :id AND {moderation_seen}
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_disputed {moderation_names}
WHERE m.state = 5 AND m.disputed_on < :key AND {moderation_seen}
ORDER BY 15 DESC, 1 DESC LIMIT :count

-- Completed: a walk along all of them, past what is not seen. An auditor sees the outcomes of their own audits.
-- :moderation_completed_page
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_completed {moderation_names}
WHERE m.state >= 4 AND m.moderated_on = :key AND m.audit_id > :id
  AND ({moderation_seen} OR a.lead_id = :auditor OR a.peer_id = :auditor)
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_completed {moderation_names}
WHERE m.state >= 4 AND m.moderated_on > :key
  AND ({moderation_seen} OR a.lead_id = :auditor OR a.peer_id = :auditor)
ORDER BY 13, 1 LIMIT :count

-- :moderation_completed_page_back
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_completed {moderation_names}
WHERE m.state >= 4 AND m.moderated_on = :key AND m.audit_id < :id
  AND ({moderation_seen} OR a.lead_id = :auditor OR a.peer_id = :auditor)
UNION ALL
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_completed {moderation_names}
WHERE m.state >= 4 AND m.moderated_on < :key
  AND ({moderation_seen} OR a.lead_id = :auditor OR a.peer_id = :auditor)
ORDER BY 13 DESC, 1 DESC LIMIT :count

-- The audits of who sees few of them.
-- =moderation_few
SELECT a.id AS id FROM audit a INDEXED BY audit_service_due
WHERE a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator)
UNION SELECT a.id FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :auditor
UNION SELECT a.id FROM audit a INDEXED BY audit_peer_due WHERE a.peer_id = :auditor

-- The same for them: gathered and sorted.
-- :moderation_gathered
SELECT {moderation_columns}
FROM ({moderation_few}) x CROSS JOIN moderation m ON m.audit_id = x.id {moderation_names}
WHERE m.state >= 4 AND (m.moderated_on, m.audit_id) > (:key, :id)
ORDER BY m.moderated_on, m.audit_id LIMIT :count

-- :moderation_gathered_back
SELECT {moderation_columns}
FROM ({moderation_few}) x CROSS JOIN moderation m ON m.audit_id = x.id {moderation_names}
WHERE m.state >= 4 AND (m.moderated_on, m.audit_id) < (:key, :id)
ORDER BY m.moderated_on DESC, m.audit_id DESC LIMIT :count

-- How many audits those are, counting no further than :most.
-- :moderation_part
SELECT count(*) FROM (
    SELECT 1 FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator)
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :auditor
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_peer_due WHERE a.peer_id = :auditor
    LIMIT :most
)

-- Outcomes of one's own audits, not acknowledged yet: a walk along all that are not.
-- :moderation_outcomes
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_unacknowledged {moderation_names}
WHERE m.state >= 4 AND m.mode > 0 AND m.acknowledged_at IS NULL AND m.audit_id > :id AND a.lead_id = :auditor
ORDER BY m.audit_id LIMIT :count

-- :moderation_outcomes_back
SELECT {moderation_columns} FROM moderation m INDEXED BY moderation_unacknowledged {moderation_names}
WHERE m.state >= 4 AND m.mode > 0 AND m.acknowledged_at IS NULL AND m.audit_id < :id AND a.lead_id = :auditor
ORDER BY m.audit_id DESC LIMIT :count

-- The same where many are not: by way of the person's audits.
-- :moderation_outcomes_of
SELECT {moderation_columns}
FROM (SELECT a.id AS id FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :auditor AND a.id > :id) x
CROSS JOIN moderation m ON m.audit_id = x.id {moderation_names}
WHERE m.state >= 4 AND m.mode > 0 AND m.acknowledged_at IS NULL
ORDER BY m.audit_id LIMIT :count

-- :moderation_outcomes_of_back
SELECT {moderation_columns}
FROM (SELECT a.id AS id FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :auditor AND a.id < :id) x
CROSS JOIN moderation m ON m.audit_id = x.id {moderation_names}
WHERE m.state >= 4 AND m.mode > 0 AND m.acknowledged_at IS NULL
ORDER BY m.audit_id DESC LIMIT :count

-- :moderation_outcomes_part
SELECT count(*) FROM (SELECT 1 FROM moderation m INDEXED BY moderation_unacknowledged
                      WHERE m.state >= 4 AND m.mode > 0 AND m.acknowledged_at IS NULL LIMIT :most)

-- How many there are in each list, counting no further than :most.
-- :moderation_mine_count
SELECT count(*) FROM (
    SELECT 1 FROM moderation m INDEXED BY moderation_mine CROSS JOIN audit a ON a.id = m.audit_id
    WHERE a.state <> 6 AND m.user_id = :user AND m.state <= 3 LIMIT :most
)

-- :moderation_open_count
SELECT count(*) FROM (
    SELECT 1 FROM moderation m INDEXED BY moderation_open CROSS JOIN audit a ON a.id = m.audit_id
    WHERE a.state <> 6 AND m.state <= 3 AND {moderation_seen} LIMIT :most
)

-- :moderation_disputed_count
SELECT count(*) FROM (
    SELECT 1 FROM moderation m INDEXED BY moderation_disputed CROSS JOIN audit a ON a.id = m.audit_id
    WHERE m.state = 5 AND {moderation_seen} LIMIT :most
)

-- By way of the person's audits: those that nobody acknowledged grow for ever, and these two indexes tell.
-- :moderation_outcomes_count
SELECT count(*) FROM (
    SELECT 1 FROM audit a INDEXED BY audit_lead_due
    CROSS JOIN moderation m INDEXED BY moderation_unacknowledged ON m.audit_id = a.id
    WHERE a.lead_id = :auditor AND m.state >= 4 AND m.mode > 0 AND m.acknowledged_at IS NULL LIMIT :most
)

-- :moderation_completed_count
SELECT count(*) FROM (
    SELECT 1 FROM moderation m INDEXED BY moderation_completed CROSS JOIN audit a ON a.id = m.audit_id
    WHERE m.state >= 4 AND ({moderation_seen} OR a.lead_id = :auditor OR a.peer_id = :auditor) LIMIT :most
)
