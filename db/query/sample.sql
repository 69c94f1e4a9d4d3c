-- Draws of the month and their receipts.

-- :cycle_get
SELECT opened_on, due_on FROM cycle WHERE month = :month

-- :cycle_add
INSERT INTO cycle (month, due_on, opened_on, opened_by) VALUES (:month, :due, :today, :user)

-- The frame: what is open now, and what speaks against drawing it: an audit under way, the last one completed
-- since a day.
-- :sample_frame
SELECT c.id, c.ref, s.name, t.name, t.id, s.id, c.worker, c.plan_type,
       (SELECT a.ref FROM audit a WHERE a.casefile_id = c.id AND a.state <= 2 LIMIT 1),
       (SELECT max(a.completed_on || ' ' || a.ref) FROM audit a
        WHERE a.casefile_id = c.id AND a.state <> 6 AND a.completed_on > :since)
FROM casefile c JOIN team t ON t.id = c.team_id JOIN service s ON s.id = t.service_id
WHERE c.status = 'open' AND t.active AND s.active AND (:service = 0 OR s.id = :service)
  AND (:team = 0 OR t.id = :team) AND (:plan_type = '' OR c.plan_type = :plan_type COLLATE NOCASE)

-- The teams that must each give their share, also those without cases.
-- :sample_teams
SELECT s.name, t.name FROM team t JOIN service s ON s.id = t.service_id
WHERE t.active AND s.active AND (:service = 0 OR s.id = :service) AND (:team = 0 OR t.id = :team)
ORDER BY s.name COLLATE BINARY, t.name COLLATE BINARY

-- :sample_named
SELECT id FROM sample WHERE name = :name

-- :sample_add
INSERT INTO sample (name, month, purpose, kind, method, seed, seed_given, rule, frame_rule, exclude_months,
                    frame_count, frame_hash, digest, drawn_on, drawn_at, drawn_by)
VALUES (:name, :month, :purpose, :kind, :method, :seed, :seed_given, :rule, :frame_rule, :exclude_months,
        :frame_count, :frame_hash, :digest, :drawn_on, :drawn_at, :drawn_by)

-- :sample_entry_add
INSERT INTO sample_entry (sample_id, place, ref, service, team, excluded, rank, chosen)
VALUES (:sample, :place, :ref, :service, :team, :excluded, :rank, :chosen)

-- :sample_shortfall_add
INSERT INTO sample_shortfall (sample_id, service, team, wanted, got, why)
VALUES (:sample, :service, :team, :wanted, :got, :why)

-- =sample_columns
p.id, p.name, p.month, p.purpose, p.kind, p.method, p.seed, p.seed_given, p.rule, p.frame_rule, p.exclude_months,
p.frame_hash, p.digest, p.drawn_on, p.drawn_at, u.name, u.login

-- :sample_get
SELECT {sample_columns} FROM sample p JOIN user u ON u.id = p.drawn_by WHERE p.name = :name

-- Newest month first; how many were taken, were missing, and of how many strata: of a senior manager's services only,
-- unless :all.
-- :sample_list
SELECT {sample_columns},
       (SELECT count(*) FROM sample_entry e WHERE e.sample_id = p.id AND e.chosen > 0
          AND (:all OR e.service IN (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
                                     WHERE us.user_id = :user))),
       (SELECT coalesce(sum(f.wanted - f.got), 0) FROM sample_shortfall f WHERE f.sample_id = p.id
          AND (:all OR f.service IN (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
                                     WHERE us.user_id = :user))),
       (SELECT count(*) FROM sample_shortfall f WHERE f.sample_id = p.id
          AND (:all OR f.service IN (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
                                     WHERE us.user_id = :user)))
FROM sample p JOIN user u ON u.id = p.drawn_by
WHERE :month = '' OR p.month = :month ORDER BY p.month DESC, p.id DESC

-- The lines of a receipt; of a senior manager's services only, unless :all. The audit is the newest that the draw
-- made of the case.
-- :sample_entries
SELECT e.place, e.ref, e.service, e.team, e.excluded, e.rank, e.chosen,
       (SELECT max(a.ref) FROM audit a JOIN casefile c ON c.id = a.casefile_id
        WHERE a.sample_id = e.sample_id AND c.ref = e.ref),
       (SELECT max(a.state) FROM audit a JOIN casefile c ON c.id = a.casefile_id
        WHERE a.sample_id = e.sample_id AND c.ref = e.ref)
FROM sample_entry e
WHERE e.sample_id = :sample
  AND (:all OR e.service IN (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
                             WHERE us.user_id = :user))
ORDER BY e.place

-- :sample_shortfalls
SELECT service, team, wanted, got, why FROM sample_shortfall
WHERE sample_id = :sample
  AND (:all OR service IN (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
                           WHERE us.user_id = :user))
ORDER BY service, team

-- :sample_replacements
SELECT r.out_place, r.in_place, o.ref, i.ref, r.reason, r.approved_by, u.name, r.at
FROM sample_replacement r
JOIN sample_entry o ON o.sample_id = r.sample_id AND o.place = r.out_place
JOIN sample_entry i ON i.sample_id = r.sample_id AND i.place = r.in_place
JOIN user u ON u.id = r.user_id
WHERE r.sample_id = :sample
  AND (:all OR o.service IN (SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
                             WHERE us.user_id = :user))
ORDER BY r.at, r.out_place

-- What the trail says of how a case was replaced.
-- :sample_replacement_noted
SELECT v.new FROM audit a JOIN casefile c ON c.id = a.casefile_id JOIN trail t ON t.audit_id = a.id
JOIN trail_value v ON v.seq = t.seq
WHERE a.sample_id = :sample AND c.ref = :out AND t.act = 'replace' AND t.field = :name
ORDER BY t.seq DESC LIMIT 1

-- What the trail says of a receipt's digest.
-- :sample_digest
SELECT v.new FROM trail t JOIN trail_value v ON v.seq = t.seq
WHERE t.actor = :actor AND t.act = 'sample' AND t.record = :record
ORDER BY t.seq LIMIT 1

-- A drawn audit: what replacing it looks at.
-- :sample_audit
SELECT a.id, a.sample_id, p.name, e.place, e.service, e.team, p.purpose, a.template_id, a.month, a.due_on, a.kind,
       l.id, l.login, a.lead_post, q.id, q.login, a.state, l.name, q.name, c.ref, a.service_id, a.team_id
FROM audit a JOIN sample p ON p.id = a.sample_id JOIN casefile c ON c.id = a.casefile_id
JOIN sample_entry e ON e.sample_id = p.id AND e.ref = c.ref
LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user q ON q.id = a.peer_id
WHERE a.ref = :ref

-- Who stands behind those drawn in the drawn order of a team and was not taken yet, and what speaks against taking
-- them now: closed, of another team, audited since the draw or for the same month, being audited.
-- :sample_next
SELECT e.place, c.id, c.ref, t.id, t.service_id, c.worker, c.plan_type,
       CASE WHEN c.status <> 'open' THEN 'closed'
            WHEN t.id <> :team_id THEN 'now of ' || t.name
            WHEN NOT t.active THEN 'its team is closed'
            ELSE (SELECT CASE WHEN a.state <= 2 THEN 'audit ' || a.ref || ' is under way'
                              WHEN a.completed_on >= p.drawn_on
                              THEN 'audited ' || a.completed_on || ' (' || a.ref || ')'
                              ELSE 'audit ' || a.ref || ' is of the month' END
                  FROM audit a WHERE a.casefile_id = c.id AND a.state <> 6
                    AND (a.state <= 2 OR a.completed_on >= p.drawn_on OR (a.month = :month AND a.kind = :kind))
                  ORDER BY a.state, a.id LIMIT 1) END
FROM sample_entry e JOIN sample p ON p.id = e.sample_id JOIN casefile c ON c.ref = e.ref JOIN team t ON t.id = c.team_id
WHERE e.sample_id = :sample AND e.service = :service AND e.team = :team AND e.rank IS NOT NULL AND e.chosen = 0
  AND NOT EXISTS (SELECT 1 FROM sample_replacement r WHERE r.sample_id = e.sample_id AND r.in_place = e.place)
ORDER BY e.rank

-- :sample_passed_add
INSERT INTO sample_passed (sample_id, out_place, place, why) VALUES (:sample, :out, :place, :why)

-- In the drawn order.
-- :sample_passed
SELECT s.place, e.ref, s.why
FROM sample_passed s JOIN sample_entry e ON e.sample_id = s.sample_id AND e.place = s.place
WHERE s.sample_id = :sample AND s.out_place = :out ORDER BY e.rank

-- :sample_replacement_add
INSERT INTO sample_replacement (sample_id, out_place, in_place, reason, approved_by, user_id, at)
VALUES (:sample, :out, :in, :reason, :by, :user, :at)

-- Who has a case and who had it.
-- :case_workers
SELECT worker FROM casefile WHERE id = :casefile UNION SELECT worker FROM casefile_worker WHERE casefile_id = :casefile
