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
SELECT a.state, a.due_on, l.login, l.id, p.login, p.id, a.service_id, c.worker, a.worker, a.lead_post
FROM audit a JOIN casefile c ON c.id = a.casefile_id
LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user p ON p.id = a.peer_id
WHERE a.id = :audit

-- :audit_allocate
UPDATE audit SET lead_id = :lead, lead_post = :post, peer_id = :peer, due_on = :due, revision = revision + 1
WHERE id = :audit

-- :audit_withdraw
UPDATE audit SET state = 6, withdrawn_on = :today, withdrawn_why = :why, withdrawn_by = :by,
                 blind_id = NULL, revision = revision + 1
WHERE id = :audit
