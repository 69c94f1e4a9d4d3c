-- What Home counts and tells.

-- The month's audits by state, monthly ones, from its index alone: for those who see all, and for the others.
-- :count_states_all
SELECT a.state, count(*) FROM audit a INDEXED BY audit_month_due WHERE a.month = :month AND a.kind = 1 GROUP BY a.state

-- :count_states
SELECT a.state, count(*) FROM audit a INDEXED BY audit_month_due WHERE a.month = :month AND a.kind = 1 AND {seen} GROUP BY a.state

-- How many of the first of these states are nobody's yet.
-- :count_nobodys
SELECT count(*) FROM audit a INDEXED BY audit_unallocated
WHERE a.lead_id IS NULL AND a.lead_name = '' AND a.state = 1 AND a.month = :month AND a.kind = 1 AND {seen}

-- Drawn and nobody's yet, and the first month that has one.
-- :count_unallocated
SELECT count(*), coalesce(min(a.month), '') FROM audit a INDEXED BY audit_unallocated
WHERE a.lead_id IS NULL AND a.lead_name = '' AND a.state = 1

-- Open ones, and how many of them are overdue: all, those that the person may see, those in their hands.
-- :count_open_all
SELECT count(*), count(iif(a.due_on < :today, 1, NULL)) FROM audit a INDEXED BY audit_open WHERE a.state <= 2 AND a.id NOT IN {kept_back}

-- :count_open
SELECT count(*), count(iif(a.due_on < :today, 1, NULL))
FROM audit a INDEXED BY audit_open WHERE a.state <= 2 AND {seen}

-- :count_mine
SELECT count(*), count(iif(x.due_on < :today, 1, NULL))
FROM (SELECT a.due_on FROM audit a INDEXED BY audit_open_lead WHERE a.state <= 2 AND a.lead_id = :auditor
      UNION ALL
      SELECT a.due_on FROM audit a INDEXED BY audit_open_peer WHERE a.state <= 2 AND a.peer_id = :auditor) x

-- :count_at_risk
SELECT count(*) FROM audit a INDEXED BY audit_at_risk WHERE a.at_risk = 1 AND {seen}

-- What others did to audits since a moment, the newest act of each, among the last 2,000 acts.
-- :news
SELECT a.id, a.ref, x.act, coalesce(u.name, x.actor), x.at, x.field, max(x.seq)
FROM (SELECT seq, at, actor, act, audit_id, field FROM trail ORDER BY seq DESC LIMIT 2000) x
CROSS JOIN audit a ON a.id = x.audit_id
LEFT JOIN user u ON u.login = x.actor
WHERE x.at > :since AND x.actor <> :me
  AND x.act NOT IN ('look', 'change', 'remove', 'start', 'final', 'grade', 'challenge')
  AND NOT (x.act = 'add' AND x.field = 'themes')
  AND NOT (x.act IN ('sign', 'complete', 'cancel') AND a.blind_id IS :moderator) AND {seen}
GROUP BY a.id
ORDER BY max(x.seq) DESC LIMIT :count
