-- One audit: what it holds, and how it is written.

-- :audit_id_by_ref
SELECT id FROM audit WHERE ref = :ref

-- The row of an audit with the names behind its ids.
-- :audit_get
SELECT a.ref, a.casefile_id, a.team_id, a.service_id, c.ref, t.name, s.name, a.template_id, a.month, a.state,
       a.lead_id, a.peer_id, l.login, coalesce(l.name, a.lead_name), a.lead_post, p.login, p.name,
       a.worker, a.plan_type, a.age_band, a.judged_from, a.read_from,
       a.allocated_on, a.due_on, a.started_on, a.completed_on, a.moderated_on, a.closed_on, a.withdrawn_on,
       a.withdrawn_why, a.withdrawn_by, a.final_overall, a.at_risk, a.imported, a.amended, a.revision,
       a.kind, a.blind_id, a.review_of, a.not_before, (SELECT f.blind_id FROM audit f WHERE f.id = a.review_of)
FROM audit a
JOIN casefile c ON c.id = a.casefile_id
JOIN team t ON t.id = a.team_id
JOIN service s ON s.id = a.service_id
LEFT JOIN user l ON l.id = a.lead_id
LEFT JOIN user p ON p.id = a.peer_id
WHERE a.id = :audit

-- What ties it to other audits, to meetings and to retention: kind, reference or month, state or outcome, day.
-- :audit_links
SELECT kind, ref, state, day FROM (
SELECT 1 AS kind, f.ref AS ref, 0 AS state, NULL AS day FROM audit a JOIN audit f ON f.id = a.review_of WHERE a.id = :audit
UNION ALL
SELECT 2, '', 0, not_before FROM audit WHERE id = :audit AND not_before IS NOT NULL AND state < 3
UNION ALL
SELECT 3, r.ref, r.state, coalesce(r.completed_on, r.due_on) FROM audit r INDEXED BY audit_review
WHERE r.review_of = :audit
UNION ALL
SELECT 4, month, outcome, met_on FROM challenge INDEXED BY challenge_audit WHERE audit_id = :audit
UNION ALL
SELECT 5, '', 0, anonymised_on FROM audit WHERE id = :audit AND anonymised_on IS NOT NULL
) ORDER BY kind, ref

-- What a save looks at first: whether it may still be written, and by whom.
-- :audit_guard
SELECT state, lead_id, peer_id, team_id, service_id, not_before, retention_id IS NOT NULL FROM audit WHERE id = :audit

-- :judgements_of
SELECT part, domain_id, grade, revision, changed_at FROM judgement WHERE audit_id = :audit

-- :answers_of
SELECT part, prompt_id, value, revision FROM answer WHERE audit_id = :audit

-- :ticks_of
SELECT part, descriptor_id FROM tick WHERE audit_id = :audit ORDER BY part, descriptor_id

-- An audit's texts lie together.
-- :narratives_of
SELECT n.id, n.text, n.revision, u.name, n.changed_at
FROM narrative n LEFT JOIN user u ON u.id = n.user_id
WHERE n.id >= :first AND n.id < :last

-- :drafts_of
SELECT narrative_id, text, caret, base, saved_at FROM draft
WHERE narrative_id >= :first AND narrative_id < :last AND user_id = :user

-- :feedback_of
SELECT source, obtained, means, revision FROM feedback WHERE audit_id = :audit

-- :themes_of
SELECT t.id, t.name, t.listed, at.aspect
FROM audit_theme at JOIN theme t ON t.id = at.theme_id
WHERE at.audit_id = :audit ORDER BY at.aspect, t.name

-- :amendments_of
SELECT m.field, m.old, m.new, m.reason, u.name, m.at
FROM amendment m JOIN user u ON u.id = m.user_id
WHERE m.audit_id = :audit ORDER BY m.id

-- :bookmark_get
SELECT page, item, left_at FROM place WHERE user_id = :user AND audit_id = :audit

-- :bookmark_put
INSERT INTO place (user_id, audit_id, page, item, left_at) VALUES (:user, :audit, :page, :item, :at)
ON CONFLICT (user_id, audit_id) DO UPDATE
SET page = excluded.page, item = excluded.item, left_at = excluded.left_at

-- What stands at one spot now.
-- :judgement_get
SELECT grade, revision FROM judgement WHERE audit_id = :audit AND part = :part AND domain_id = :domain

-- :answer_get
SELECT value, revision FROM answer WHERE audit_id = :audit AND part = :part AND prompt_id = :prompt

-- :feedback_get
SELECT obtained, means, revision FROM feedback WHERE audit_id = :audit AND source = :source

-- :header_get
SELECT worker, plan_type, age_band, judged_from, read_from FROM audit WHERE id = :audit

-- Who changed a field last, by the trail.
-- :changed_last
SELECT coalesce(u.name, t.actor), t.at
FROM trail t LEFT JOIN user u ON u.login = t.actor
WHERE t.audit_id = :audit AND t.field = :field
ORDER BY t.seq DESC LIMIT 1

-- The first writing in an audit.
-- :audit_start
UPDATE audit SET state = 2, started_on = :today WHERE id = :audit AND state = 1

-- One header field, by its number in core/audit.h.
-- :header_put
UPDATE audit
SET worker = iif(:field = 0, :value, worker),
    plan_type = iif(:field = 1, :value, plan_type),
    age_band = iif(:field = 2, :value, age_band),
    judged_from = iif(:field = 3, nullif(:value, ''), judged_from),
    read_from = iif(:field = 4, nullif(:value, ''), read_from),
    revision = revision + 1
WHERE id = :audit

-- :judgement_put
INSERT INTO judgement (audit_id, part, domain_id, grade, user_id, revision, changed_at)
VALUES (:audit, :part, :domain, :grade, :user, :revision, :at)
ON CONFLICT (audit_id, part, domain_id) DO UPDATE
SET grade = excluded.grade, user_id = excluded.user_id, revision = excluded.revision,
    changed_at = excluded.changed_at

-- :answer_put
INSERT INTO answer (audit_id, part, prompt_id, value, user_id, revision, changed_at)
VALUES (:audit, :part, :prompt, :value, :user, :revision, :at)
ON CONFLICT (audit_id, part, prompt_id) DO UPDATE
SET value = excluded.value, user_id = excluded.user_id, revision = excluded.revision,
    changed_at = excluded.changed_at

-- :answer_drop
DELETE FROM answer WHERE audit_id = :audit AND part = :part AND prompt_id = :prompt

-- :feedback_put
INSERT INTO feedback (audit_id, source, obtained, means, revision, changed_at)
VALUES (:audit, :source, :obtained, :means, :revision, :at)
ON CONFLICT (audit_id, source) DO UPDATE
SET obtained = excluded.obtained, means = excluded.means, revision = excluded.revision,
    changed_at = excluded.changed_at

-- :feedback_drop
DELETE FROM feedback WHERE audit_id = :audit AND source = :source

-- :tick_put
INSERT OR IGNORE INTO tick (audit_id, part, descriptor_id) VALUES (:audit, :part, :descriptor)

-- :tick_drop
DELETE FROM tick WHERE audit_id = :audit AND part = :part AND descriptor_id = :descriptor

-- :draft_put
INSERT INTO draft (narrative_id, user_id, text, caret, base, saved_at)
VALUES (:id, :user, :text, :caret, :base, :at)
ON CONFLICT (narrative_id, user_id) DO UPDATE
SET text = excluded.text, caret = excluded.caret, base = excluded.base, saved_at = excluded.saved_at

-- :draft_drop
DELETE FROM draft WHERE narrative_id = :id AND user_id = :user

-- :audit_theme_put
INSERT INTO audit_theme (audit_id, theme_id, aspect) VALUES (:audit, :theme, :aspect)
ON CONFLICT (audit_id, theme_id) DO UPDATE SET aspect = excluded.aspect

-- :audit_theme_drop
DELETE FROM audit_theme WHERE audit_id = :audit AND theme_id = :theme

-- :amendment_add
INSERT INTO amendment (audit_id, field, old, new, reason, user_id, at)
VALUES (:audit, :field, :old, :new, :reason, :user, :at)

-- :audit_amended
UPDATE audit SET amended = amended + 1, revision = revision + 1 WHERE id = :audit

-- :audit_submit
UPDATE audit SET state = 3, completed_on = :today, revision = revision + 1 WHERE id = :audit

-- What the row has as its final overall grade, and what follows from the judgements: the settler's grade where
-- there is one, else the moderator's, else the lead's.
-- :final_overall
SELECT a.final_overall,
       coalesce((SELECT grade FROM judgement WHERE audit_id = a.id AND part = 3 AND domain_id = d.id),
                (SELECT grade FROM judgement WHERE audit_id = a.id AND part = 2 AND domain_id = d.id),
                (SELECT grade FROM judgement WHERE audit_id = a.id AND part = 0 AND domain_id = d.id)),
       a.ref, a.service_id, d.id, a.loop_version_id
FROM audit a LEFT JOIN domain d ON d.template_id = a.template_id AND d.code = 'overall'
WHERE a.id = :audit

-- :final_overall_put
UPDATE audit SET final_overall = :final, revision = revision + 1 WHERE id = :audit
