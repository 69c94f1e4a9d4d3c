-- The month at a glance.

-- Every audit of a month and kind, from the month's index alone: the reader counts. Only of one drawn and given to
-- nobody is the row looked at, for a name that was imported.
-- :cycle_audits
SELECT a.state, a.service_id, a.team_id, iif(a.state = 1 AND a.lead_id IS NULL, a.lead_name = '', 0),
       a.due_on < :today, a.completed_on > a.due_on
FROM audit a INDEXED BY audit_month_due
WHERE a.month = :month AND a.kind = :kind AND {seen}

-- Teams that have a line though they have no audits.
-- :cycle_teams
SELECT t.id, t.service_id
FROM team t JOIN service s ON s.id = t.service_id
WHERE t.active AND s.active
  AND (:all OR t.id = :team OR s.id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))

-- The newest draw of a month, and how many teams fell short in it.
-- :cycle_sample
SELECT p.name, (SELECT count(*) FROM sample_shortfall f WHERE f.sample_id = p.id)
FROM sample p WHERE p.month = :month AND p.purpose = 1 AND p.kind = :kind ORDER BY p.id DESC LIMIT 1

-- Children and families not written to, or who have not answered, of open audits: there are few, by audit_open.
-- :cycle_contacts
SELECT count(*) FROM audit a INDEXED BY audit_open CROSS JOIN contact c ON c.audit_id = a.id
WHERE a.state <= 2 AND a.month = :month AND a.kind = :kind AND c.state <= 2 AND {seen}

-- =cycle_moderation_seen
(:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))

-- :cycle_moderations
SELECT count(*) FROM moderation m INDEXED BY moderation_open CROSS JOIN audit a ON a.id = m.audit_id
WHERE m.state <= 3 AND a.state <> 6 AND a.month = :month AND a.kind = :kind AND {cycle_moderation_seen} AND a.id NOT IN {kept_back}

-- :cycle_disputes
SELECT count(*) FROM moderation m INDEXED BY moderation_disputed CROSS JOIN audit a ON a.id = m.audit_id
WHERE m.state = 5 AND a.month = :month AND a.kind = :kind AND {cycle_moderation_seen} AND a.id NOT IN {kept_back}

-- The newest month before another, of those that have audits or were opened.
-- :cycle_before
SELECT max(x.month)
FROM (SELECT max(a.month) AS month FROM audit a WHERE a.month < :month
      UNION ALL SELECT max(c.month) FROM cycle c WHERE c.month < :month) x
