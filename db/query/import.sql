-- What imports look up and write.

-- :case_by_ref
SELECT id, team_id, worker, plan_type, status FROM casefile WHERE ref = :ref

-- :case_add
INSERT INTO casefile (ref, team_id, worker, plan_type, status)
VALUES (:ref, :team, :worker, :plan_type, :status)

-- :case_change
UPDATE casefile SET team_id = :team, worker = :worker, plan_type = :plan_type, status = :status WHERE id = :id

-- :case_close
UPDATE casefile SET status = 'closed' WHERE id = :id

-- :cases_open
SELECT id, ref, team_id, worker, plan_type FROM casefile WHERE status = 'open' ORDER BY ref

-- Somebody who has a case a second time is kept once, with the last day.
-- :case_worker_was
INSERT INTO casefile_worker (casefile_id, worker, until_on) VALUES (:casefile, :worker, :today)
ON CONFLICT (casefile_id, worker) DO UPDATE SET until_on = excluded.until_on

-- The completed audits of an import, by id, with the overall grade that the lead gave.
-- :import_settle
SELECT a.id, a.completed_on, a.moderated_on,
       (SELECT j.grade FROM judgement j JOIN domain d ON d.id = j.domain_id AND d.code = 'overall'
        WHERE j.audit_id = a.id AND j.part = 0)
FROM audit a WHERE a.id > :after AND a.completed_on IS NOT NULL AND a.imported ORDER BY a.id LIMIT 1

-- What a row of audits refers to: its case, and whether the audit is there already.
-- :import_audit_look_up
SELECT (SELECT id FROM casefile WHERE ref = :case_ref), (SELECT id FROM audit WHERE ref = :ref)

-- :import_audit_by_ref
SELECT id, service_id, coalesce(completed_on, allocated_on) FROM audit WHERE ref = :ref

-- :import_audit_add
INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, lead_id, lead_name,
                   lead_post, allocated_on, due_on, completed_on, moderated_on, final_overall, imported)
VALUES (:ref, :casefile, :team, :service, :template, substr(:due_on, 1, 7), :state, :lead, :lead_name,
        :lead_post, :allocated_on, :due_on, :completed_on, :moderated_on, :final_overall, 1)

-- Up to eight grades of a part at once; a grade of NULL adds no row. As many statements would take twice as
-- long as one.
-- :import_judgements_add
INSERT INTO judgement (audit_id, part, domain_id, grade, user_id, changed_at)
SELECT :audit, :part, column1, column2, NULL, :at
FROM (VALUES (:domain0, :grade0), (:domain1, :grade1), (:domain2, :grade2), (:domain3, :grade3),
             (:domain4, :grade4), (:domain5, :grade5), (:domain6, :grade6), (:domain7, :grade7))
WHERE column2 IS NOT NULL

-- :import_feedback_add
INSERT INTO feedback (audit_id, source, obtained, changed_at) VALUES (:audit, :source, :obtained, :at)

-- :import_moderation_add
INSERT INTO moderation (audit_id, state, mode, user_id, name, moderated_on)
VALUES (:audit, 4, 0, :user, :name, :moderated_on)

-- The newest action before an import: what is not older than it was put there by the import itself.
-- :action_last
SELECT coalesce(max(id), 0) FROM action

-- :action_same
SELECT id FROM action
WHERE audit_id = :audit AND id <= :last AND what = :what AND due_on = :due_on AND owner_name = :owner_name
  AND owner_id IS :owner

-- :import_action_add
INSERT INTO action (audit_id, seq, what, measure, owner_id, owner_name, owner_post, reason, due_on,
                    first_due_on, priority, escalated, progress, completed_on, impact, verified_on,
                    created_on, team_id, service_id, audit_ref)
VALUES (:audit, (SELECT coalesce(max(seq), 0) + 1 FROM action WHERE audit_id = :audit), :what, :measure,
        :owner, :owner_name, :owner_post, :reason, :due_on, :due_on, :priority, :escalated, :progress,
        :completed_on, :impact, :verified_on, :created_on,
        (SELECT team_id FROM audit WHERE id = :audit), (SELECT service_id FROM audit WHERE id = :audit),
        (SELECT ref FROM audit WHERE id = :audit))

-- A calendar may name a day twice: the first name stays.
-- :bank_holiday_put
INSERT INTO bank_holiday (day, name) VALUES (:day, :name) ON CONFLICT (day) DO NOTHING
