-- Closing the loop: the rules in their versions, and the steps of audits with their clocks.

-- The version in force on a day; before the first came into force, the first. Those of later days have later ids.
-- :loop_version_on
SELECT id, effective_on, published_at, published_by FROM loop_version
WHERE published_at IS NOT NULL
ORDER BY effective_on <= :day DESC, CASE WHEN effective_on <= :day THEN id ELSE -id END DESC LIMIT 1

-- One by its number, 0: the newest.
-- :loop_version_get
SELECT id, effective_on, published_at, published_by FROM loop_version
WHERE (:id = 0 OR id = :id) AND published_at IS NOT NULL
ORDER BY id DESC LIMIT 1

-- With how many audits were given it.
-- :loop_version_all
SELECT v.id, v.effective_on, v.published_at, v.published_by,
       (SELECT count(*) FROM audit a INDEXED BY audit_loop_version WHERE a.loop_version_id = v.id)
FROM loop_version v WHERE v.published_at IS NOT NULL ORDER BY v.id

-- :loop_version_add
INSERT INTO loop_version (effective_on, published_by) VALUES (:effective_on, :by)

-- :loop_version_publish
UPDATE loop_version SET published_at = :at WHERE id = :id

-- :loop_rules_of
SELECT id, grades, risk, step, name, who, not_before, time_limit, unit, counted_from
FROM loop_rule WHERE version_id = :version ORDER BY seq

-- :loop_rule_add
INSERT INTO loop_rule (version_id, seq, grades, risk, step, name, who, not_before, time_limit, unit, counted_from)
VALUES (:version, :seq, :grades, :risk, :step, :name, :who, :not_before, :limit, :unit, :counted_from)

-- What a change of an audit's steps looks at first; whether a concern was ever raised; whether anybody is known to
-- have moderated it.
-- :loop_audit
SELECT a.ref, a.team_id, a.service_id, a.state, a.completed_on, a.loop_version_id,
       EXISTS (SELECT 1 FROM concern n WHERE n.audit_id = a.id), a.lead_id, a.peer_id,
       (SELECT m.user_id FROM moderation m WHERE m.audit_id = a.id), a.casefile_id, a.template_id, c.ref,
       a.review_of, a.worker
FROM audit a JOIN casefile c ON c.id = a.casefile_id WHERE a.id = :audit

-- :loop_audit_version
UPDATE audit SET loop_version_id = :version WHERE id = :audit

-- The grades that the loop goes by where the template has no overall grade: the last word on each domain.
-- :loop_grades
SELECT coalesce((SELECT grade FROM judgement WHERE audit_id = a.id AND part = 3 AND domain_id = d.id),
                (SELECT grade FROM judgement WHERE audit_id = a.id AND part = 2 AND domain_id = d.id),
                (SELECT grade FROM judgement WHERE audit_id = a.id AND part = 0 AND domain_id = d.id))
FROM audit a JOIN domain d ON d.template_id = a.template_id WHERE a.id = :audit AND d.code <> 'overall'

-- :loop_grade
SELECT a.completed_on, a.final_overall, d.id
FROM audit a LEFT JOIN domain d ON d.template_id = a.template_id AND d.code = 'overall' WHERE a.id = :audit

-- The grade that asked for the newest step of an audit.
-- :loop_last_grade
SELECT grade FROM loop_step WHERE audit_id = :audit ORDER BY seq DESC LIMIT 1

-- Steps of an audit as a settlement compares them with what is wanted.
-- :loop_standing
SELECT id, rule_id, state, review_id, due_on FROM loop_step WHERE audit_id = :audit AND state <= 2 ORDER BY seq

-- :loop_add
INSERT INTO loop_step (audit_id, seq, rule_id, team_id, service_id, grade, risk, counted_from, not_before, due_on,
                       audit_ref)
VALUES (:audit, (SELECT coalesce(max(seq), 0) + 1 FROM loop_step WHERE audit_id = :audit), :rule, :team, :service,
        :grade, :risk, :counted_from, :not_before, :due, (SELECT ref FROM audit WHERE id = :audit))

-- :loop_cancel
UPDATE loop_step SET state = 3, cancelled_on = :today, cancelled_why = :why, revision = revision + 1 WHERE id = :id

-- :loop_review_put
UPDATE loop_step SET review_id = :review WHERE id = :id

-- :audit_reviews
UPDATE audit SET review_of = :first, not_before = :not_before WHERE id = :audit

-- The step that an audit is the review of.
-- :loop_reviewed
SELECT x.id, x.audit_id, x.state, a.ref, x.service_id, x.due_on, x.late_reason
FROM loop_step x INDEXED BY loop_step_review JOIN audit a ON a.id = x.audit_id
WHERE x.review_id = :audit ORDER BY x.id DESC LIMIT 1

-- Why the review comes late.
-- :loop_review_why
UPDATE loop_step SET late_reason = :why WHERE review_id = :audit AND state = 1

-- Who could do a review audit: QA people who audit.
-- :loop_reviewers
SELECT u.id FROM user u WHERE u.active AND u.roles & 5 = 5

-- =loop_columns
x.id, x.audit_id, x.seq, x.rule_id, r.step, r.name, r.who, x.team_id, x.service_id, a.ref, c.ref, t.name, s.name,
x.grade, x.risk, x.counted_from, x.not_before, x.due_on, x.state, x.done_on, x.done_at, d.login, d.name,
x.late_reason, x.cancelled_on, x.cancelled_why, x.review_id, v.ref,
(SELECT coalesce(sum(1 << g.part), 0) FROM loop_sign g WHERE g.step_id = x.id),
EXISTS (SELECT 1 FROM loop_sign g WHERE g.step_id = x.id AND g.user_id = :me), x.revision, a.blind_id

-- =loop_tables
CROSS JOIN loop_rule r ON r.id = x.rule_id CROSS JOIN audit a ON a.id = x.audit_id
CROSS JOIN casefile c ON c.id = a.casefile_id CROSS JOIN team t ON t.id = x.team_id
CROSS JOIN service s ON s.id = x.service_id LEFT JOIN user d ON d.id = x.done_by
LEFT JOIN audit v ON v.id = x.review_id

-- :loop_get
SELECT {loop_columns} FROM loop_step x {loop_tables} WHERE x.id = :id

-- :loop_of_audit
SELECT {loop_columns} FROM loop_step x {loop_tables} WHERE x.audit_id = :audit ORDER BY x.seq

-- :loop_signatures
SELECT g.part, g.user_id, u.login, u.name, g.done_on, g.at
FROM loop_sign g JOIN user u ON u.id = g.user_id WHERE g.step_id = :step ORDER BY g.part

-- :loop_details
SELECT part, field, value FROM loop_detail WHERE step_id = :step ORDER BY part, field

-- :loop_sign_add
INSERT INTO loop_sign (step_id, part, user_id, done_on, at) VALUES (:step, :part, :user, :done_on, :at)

-- :loop_detail_add
INSERT INTO loop_detail (step_id, part, field, value) VALUES (:step, :part, :field, :value)

-- A part of several is signed.
-- :loop_signed
UPDATE loop_step SET late_reason = :late_reason, revision = revision + 1 WHERE id = :id

-- The last part is, or the review is submitted (:by NULL).
-- :loop_done
UPDATE loop_step SET state = 2, done_on = :done_on, done_at = :at, done_by = :by, late_reason = :late_reason,
                     revision = revision + 1
WHERE id = :id

-- The open steps by due date, those of one day by id. 0 and '' stand for any.
-- =loop_wanted
(:service = 0 OR x.service_id = :service) AND (:in_team = 0 OR x.team_id = :in_team)
AND (:grade <= 0 OR x.grade = :grade) AND (:code = '' OR r.step = :code) AND (NOT :overdue OR x.due_on < :today)
AND {looped}

-- :loop_page
SELECT {loop_columns} FROM loop_step x INDEXED BY loop_step_open {loop_tables}
WHERE x.state = 1 AND (x.due_on, x.id) > (:due, :id) AND {loop_wanted}
ORDER BY x.due_on, x.id LIMIT :count

-- :loop_page_back
SELECT {loop_columns} FROM loop_step x INDEXED BY loop_step_open {loop_tables}
WHERE x.state = 1 AND (x.due_on, x.id) < (:due, :id) AND {loop_wanted}
ORDER BY x.due_on DESC, x.id DESC LIMIT :count

-- :loop_page_service
SELECT {loop_columns} FROM loop_step x INDEXED BY loop_step_service {loop_tables}
WHERE x.state = 1 AND x.service_id = :service AND (x.due_on, x.id) > (:due, :id) AND {loop_wanted}
ORDER BY x.due_on, x.id LIMIT :count

-- :loop_page_service_back
SELECT {loop_columns} FROM loop_step x INDEXED BY loop_step_service {loop_tables}
WHERE x.state = 1 AND x.service_id = :service AND (x.due_on, x.id) < (:due, :id) AND {loop_wanted}
ORDER BY x.due_on DESC, x.id DESC LIMIT :count

-- :loop_page_team
SELECT {loop_columns} FROM loop_step x INDEXED BY loop_step_team {loop_tables}
WHERE x.state = 1 AND x.team_id = :in_team AND (x.due_on, x.id) > (:due, :id) AND {loop_wanted}
ORDER BY x.due_on, x.id LIMIT :count

-- :loop_page_team_back
SELECT {loop_columns} FROM loop_step x INDEXED BY loop_step_team {loop_tables}
WHERE x.state = 1 AND x.team_id = :in_team AND (x.due_on, x.id) < (:due, :id) AND {loop_wanted}
ORDER BY x.due_on DESC, x.id DESC LIMIT :count

-- What closing an audit looks at: whether it ever had a step, and whether anything is open.
-- :loop_closing
SELECT a.ref, a.service_id, a.state, a.moderated_on IS NOT NULL,
       EXISTS (SELECT 1 FROM loop_step x WHERE x.audit_id = a.id),
       EXISTS (SELECT 1 FROM loop_step x WHERE x.audit_id = a.id AND x.state = 1)
       OR EXISTS (SELECT 1 FROM action y WHERE y.audit_id = a.id AND y.progress < 5)
       OR EXISTS (SELECT 1 FROM concern n WHERE n.audit_id = a.id AND n.done_at IS NULL)
       OR EXISTS (SELECT 1 FROM moderation m WHERE m.audit_id = a.id AND m.state IN (1, 2, 3, 5))
FROM audit a WHERE a.id = :audit

-- :audit_close
UPDATE audit SET state = 5, closed_on = :today, revision = revision + 1 WHERE id = :audit

-- :audit_reopen
UPDATE audit SET state = iif(moderated_on IS NULL, 3, 4), closed_on = NULL, revision = revision + 1 WHERE id = :audit
