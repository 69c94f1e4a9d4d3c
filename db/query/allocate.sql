-- QA's side of an audit: who is given which case.

-- :case_for_audit
SELECT c.id, c.team_id, t.service_id, c.worker, c.plan_type, c.status
FROM casefile c JOIN team t ON t.id = c.team_id WHERE c.ref = :ref

-- The audit of a kind that a case has in a month already; withdrawn ones do not count.
-- :case_audited
SELECT ref FROM audit WHERE casefile_id = :casefile AND month = :month AND kind = :kind AND state <> 6 LIMIT 1

-- The highest number of a month's references; other forms of reference read as 0.
-- :audit_last_number
SELECT max(CAST(substr(ref, 9) AS INTEGER)) FROM audit WHERE ref >= :month || '-' AND ref < :month || '.'

-- :audit_add
INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, lead_id, lead_post, peer_id,
                   worker, plan_type, judged_from, read_from, allocated_on, due_on, kind, sample_id)
VALUES (:ref, :casefile, :team, :service, :template, :month, 1, :lead, :post, :peer,
        :worker, :plan_type, :judged, :read, :today, :due, :kind, :sample)

-- What allocating anew looks at first.
-- :audit_allocated
SELECT a.state, a.due_on, l.login, l.id, p.login, p.id, a.service_id, c.id, a.worker, a.lead_post, c.ref,
       l.name, p.name
FROM audit a JOIN casefile c ON c.id = a.casefile_id
LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user p ON p.id = a.peer_id
WHERE a.id = :audit

-- One that was nobody's counts as allocated from the day on which it is first given to somebody.
-- :audit_allocate
UPDATE audit SET allocated_on = CASE WHEN lead_id IS NULL AND lead_name = '' THEN :today ELSE allocated_on END,
                 lead_id = :lead, lead_post = :post, peer_id = :peer, due_on = :due, revision = revision + 1
WHERE id = :audit

-- What somebody was typing in a part of an audit.
-- :drafts_hand_over
UPDATE OR IGNORE draft SET user_id = :to
WHERE narrative_id >= :first AND narrative_id < :last AND user_id = :from

-- :audit_withdraw
UPDATE audit SET state = 6, withdrawn_on = :today, withdrawn_why = :why, withdrawn_by = :by,
                 blind_id = NULL, revision = revision + 1
WHERE id = :audit

-- Auditors with what they have in hand as lead and as peer, and what fell to them as lead in the last twelve months.
-- :pool_people
SELECT u.id, u.login, u.name, u.post, u.team_id, t.name,
       (SELECT count(*) FROM audit a INDEXED BY audit_open_lead WHERE a.lead_id = u.id AND a.state <= 2),
       (SELECT count(*) FROM audit a INDEXED BY audit_open_peer WHERE a.peer_id = u.id AND a.state <= 2),
       (SELECT count(*) FROM audit a INDEXED BY audit_lead_due
        WHERE a.lead_id = u.id AND a.due_on >= :year_ago AND a.due_on < :today)
FROM user u LEFT JOIN team t ON t.id = u.team_id
WHERE u.active AND u.roles & 1
ORDER BY u.login

-- :pool_services
SELECT user_id, service_id FROM user_service ORDER BY user_id, service_id

-- What is done already of a month, by lead and peer: from its index alone.
-- :pool_done
SELECT a.lead_id, a.peer_id, count(*) FROM audit a INDEXED BY audit_month_due
WHERE a.month = :month AND a.state BETWEEN 3 AND 5
GROUP BY a.lead_id, a.peer_id

-- The audits of a month that are nobody's yet, and one audit in the same columns with its practitioner.
-- :wanted_month
SELECT a.id, a.ref, a.casefile_id, a.team_id, a.lead_id, a.peer_id, a.due_on, a.month, a.service_id
FROM audit a INDEXED BY audit_unallocated
WHERE a.month = :month AND a.lead_id IS NULL AND a.lead_name = '' AND a.state = 1
ORDER BY a.id

-- :wanted_audit
SELECT a.id, a.ref, a.casefile_id, a.team_id, a.lead_id, a.peer_id, a.due_on, a.month, a.service_id,
       a.worker
FROM audit a WHERE a.id = :audit

-- A month's audits that can be given out, nobody's first.
-- :allocation_rows
SELECT a.id, a.ref, c.ref, t.name, s.name, a.worker, coalesce(l.name, a.lead_name), l.login, p.name, p.login,
       a.state, a.kind, a.due_on
FROM audit a INDEXED BY audit_month_due
JOIN casefile c ON c.id = a.casefile_id JOIN team t ON t.id = a.team_id JOIN service s ON s.id = a.service_id
LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user p ON p.id = a.peer_id
WHERE a.month = :month AND a.state <= 2
ORDER BY a.lead_id IS NOT NULL OR a.lead_name <> '', s.name, t.name, a.ref

-- What warnings are made from: of which team, due when; and of a person.
-- :warn_audit
SELECT team_id, service_id, due_on FROM audit WHERE ref = :ref

-- :warn_case
SELECT c.team_id, t.service_id, NULL FROM casefile c JOIN team t ON t.id = c.team_id WHERE c.ref = :ref

-- :warn_person
SELECT u.id, u.name, u.team_id, t.name,
       (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
        WHERE us.user_id = u.id AND us.service_id = :service)
FROM user u LEFT JOIN team t ON t.id = u.team_id WHERE u.login = :login
