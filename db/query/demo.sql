-- The practice database's records, written whole. The program itself writes an audit step by step.

-- :demo_audits
SELECT count(*) FROM audit

-- :demo_case_add
INSERT INTO casefile (ref, team_id, worker, plan_type, status) VALUES (:ref, :team, :worker, :plan, :status)

-- :demo_audit_add
INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, state, lead_id, lead_name,
                   lead_post, peer_id, worker, plan_type, age_band, judged_from, read_from, allocated_on, due_on,
                   started_on, completed_on, moderated_on, closed_on, withdrawn_on, withdrawn_why, withdrawn_by,
                   final_overall, at_risk, imported, amended)
VALUES (:id, :ref, :casefile, :team, :service, :template, :month, :state, :lead, :lead_name,
        :lead_post, :peer, :worker, :plan, :age, :judged, :read, :allocated, :due,
        :started, :completed, :moderated, :closed, :withdrawn, :why, :by,
        :final, :at_risk, :imported, :amended)

-- :demo_judgement_add
INSERT INTO judgement (audit_id, part, domain_id, grade, user_id, changed_at)
VALUES (:audit, :part, :domain, :grade, :user, :at)

-- :demo_answer_add
INSERT INTO answer (audit_id, part, prompt_id, value, user_id, changed_at)
VALUES (:audit, :part, :prompt, :value, :user, :at)

-- :demo_tick_add
INSERT OR IGNORE INTO tick (audit_id, part, descriptor_id) VALUES (:audit, :part, :descriptor)

-- :demo_draft_add
INSERT INTO draft (narrative_id, user_id, text, caret, base, saved_at)
VALUES (:id, :user, :text, :caret, 0, :at)

-- :demo_feedback_add
INSERT INTO feedback (audit_id, source, obtained, means, changed_at)
VALUES (:audit, :source, :obtained, :means, :at)

-- :demo_audit_theme_add
INSERT OR IGNORE INTO audit_theme (audit_id, theme_id, aspect) VALUES (:audit, :theme, :aspect)

-- :demo_moderation_add
INSERT INTO moderation (audit_id, state, mode, user_id, moderated_on) VALUES (:audit, 4, 0, :user, :day)

-- :demo_moderation_put
INSERT INTO moderation (audit_id, state, mode, open_why, selected_on, selected_by, user_id, due_on, sealed_at,
                        moderated_on, took_part, evidence, timeliness, rationale, acknowledged_at)
VALUES (:audit, 4, :mode, :open_why, :selected, :by, :user, :due, :sealed,
        :moderated, :took_part, :evidence, :timeliness, :rationale, :acknowledged)

-- :demo_moderation_grade_add
INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, decision, changed_to, changed_at)
VALUES (:audit, :domain, :own, :auditor, :decision, :changed, :at)

-- :demo_contact_set
UPDATE contact SET state = :state, written_on = :written, means = :means, replied_on = :replied, note = :note,
       user_id = :user, changed_at = :at, revision = 2
WHERE audit_id = :audit AND who = :who

-- :demo_lead
SELECT lead_id FROM audit WHERE id = :audit

-- :demo_ref
SELECT ref FROM audit WHERE id = :audit

-- :demo_concern_add
INSERT INTO concern (audit_id, prompt_id, what, told_whom, told_at, raised_by, raised_at, due_at, done, done_by, done_at)
VALUES (:audit, :prompt, :what, :whom, :told, :by, :at, :due_at, :done, :done_by, :done_at)

-- :demo_narrative_last
SELECT coalesce(max(id), 0) FROM narrative

-- :demo_lead_of
SELECT coalesce(lead_id, 0) FROM audit WHERE id = :audit

-- :demo_action_add
INSERT INTO action (audit_id, seq, scope, what, measure, owner_id, owner_name, owner_post, reason, start_on, due_on,
                    first_due_on, priority, escalated, progress, plan_on, evidence, completed_on, impact,
                    verified_on, verified_by, created_on, slips, said_by, team_id, service_id, audit_ref)
VALUES (:audit, :seq, :scope, :what, :measure, :owner, :owner_name, :owner_post, :reason, :start, :due,
        :first_due, :priority, :escalated, :progress, :plan, :evidence, :completed, :impact,
        :verified, :verified_by, :created, :slips, :said_by,
        (SELECT team_id FROM audit WHERE id = :audit), (SELECT service_id FROM audit WHERE id = :audit),
        (SELECT ref FROM audit WHERE id = :audit))

-- :demo_action_note_add
INSERT INTO action_note (action_id, at, user_id, text, kind, progress, due_on)
VALUES (:action, :at, :user, :text, :kind, :progress, :due)

-- What has an open action is not closed.
-- :demo_unclose
UPDATE audit SET state = iif(moderated_on IS NULL, 3, 4), closed_on = NULL
WHERE id = :audit AND state = 5 AND EXISTS (SELECT 1 FROM action WHERE audit_id = :audit AND progress < 5)

-- :demo_action_back
UPDATE action SET sent_back = sent_back + 1 WHERE id = :action

-- :demo_amendment_add
INSERT INTO amendment (audit_id, field, old, new, reason, user_id, at)
VALUES (:audit, :field, :old, :new, :reason, :user, :at)
