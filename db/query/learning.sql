-- Learning: what audits teach the service, and good practice to show to others, without the case.

-- Names and logins that no text may carry out of an audit.
-- :mask_people
SELECT login, name FROM user

-- What tells of one audit: references (1), the workers (0), and the names, typed, of others who are no users here (2).
-- :mask_audit
SELECT 1, a.ref FROM audit a WHERE a.id = :audit
UNION ALL SELECT 1, f.ref FROM audit a JOIN casefile f ON f.id = a.casefile_id WHERE a.id = :audit
UNION ALL SELECT 0, a.worker FROM audit a WHERE a.id = :audit
UNION ALL SELECT 0, a.lead_name FROM audit a WHERE a.id = :audit
UNION ALL SELECT 0, f.worker FROM audit a JOIN casefile f ON f.id = a.casefile_id WHERE a.id = :audit
UNION ALL SELECT 0, w.worker FROM audit a JOIN casefile_worker w ON w.casefile_id = a.casefile_id WHERE a.id = :audit
UNION ALL SELECT 2, x.owner_name FROM action x WHERE x.audit_id = :audit AND x.owner_id IS NULL AND x.owner_name <> ''
UNION ALL SELECT 2, m.name FROM moderation m WHERE m.audit_id = :audit AND m.user_id IS NULL AND m.name <> ''

-- :mask_reference
SELECT 1 FROM audit WHERE ref = :ref UNION ALL SELECT 1 FROM casefile WHERE ref = :ref LIMIT 1

-- Audits completed in a period: QA's, or of a senior manager's own services.
-- =learned
a.completed_on BETWEEN :first AND :last AND a.state BETWEEN 3 AND 5
AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))
AND (:service = 0 OR a.service_id = :service)

-- How often each theme was named as a strength and as an area for development, and the service's actions of those
-- audits, open and done; theme 0: of audits that name none.
-- :learning_themes
SELECT g.theme_id, coalesce(t.name, ''), coalesce(t.listed, 0), g.strengths, g.developments, g.open, g.done,
       (SELECT count(*) FROM exemplar e WHERE e.theme_id = t.id AND e.withdrawn_on IS NULL)
FROM (
    SELECT theme_id, sum(strength) AS strengths, sum(development) AS developments, sum(open) AS open, sum(done) AS done
    FROM (
        SELECT h.theme_id, h.aspect = 1 AS strength, h.aspect = 2 AS development, 0 AS open, 0 AS done
        FROM audit a INDEXED BY audit_completed CROSS JOIN audit_theme h ON h.audit_id = a.id
        WHERE {learned}
        UNION ALL
        SELECT coalesce(h.theme_id, 0), 0, 0, n.progress < 5, n.progress = 5
        FROM audit a INDEXED BY audit_completed CROSS JOIN action n INDEXED BY action_service_scope ON n.audit_id = a.id
        LEFT JOIN audit_theme h ON h.audit_id = a.id
        WHERE n.scope = 2 AND {learned}
    )
    WHERE :theme IS NULL OR theme_id = :theme
    GROUP BY theme_id
) g
LEFT JOIN theme t ON t.id = g.theme_id
ORDER BY g.theme_id = 0, g.developments + g.strengths DESC, t.name

-- The service's actions under each theme of their audits; those of audits without a theme come last.
-- :learning_actions
SELECT n.id, n.audit_id, coalesce(t.id, 0), coalesce(t.name, ''), s.name, n.what, n.measure, n.reason, n.owner_post,
       n.start_on, n.due_on, n.first_due_on, n.progress, n.plan_on, n.completed_on, n.impact
FROM audit a INDEXED BY audit_completed
CROSS JOIN action n INDEXED BY action_service_scope ON n.audit_id = a.id
JOIN service s ON s.id = a.service_id
LEFT JOIN audit_theme h ON h.audit_id = a.id
LEFT JOIN theme t ON t.id = h.theme_id
WHERE n.scope = 2 AND (:theme IS NULL OR coalesce(t.id, 0) = :theme) AND {learned}
ORDER BY t.name IS NULL, t.name, n.progress = 5, n.due_on, n.id

-- What audits of a theme say the service can learn, newest first.
-- :learning_found
SELECT a.id, s.name, n.text
FROM audit a INDEXED BY audit_completed
CROSS JOIN audit_theme h ON h.audit_id = a.id AND h.theme_id = :theme
JOIN narrative n ON n.id = a.id * 1024 + 13
JOIN service s ON s.id = a.service_id
WHERE {learned}
ORDER BY a.completed_on DESC, a.id DESC LIMIT :max

-- What may be shown to others: what works well in audits graded Good or Outstanding, what their auditors and
-- moderators thought good practice. Places: core/narrative.h. The person's own to grade blind are left out.
-- :learning_candidates
SELECT a.id, a.ref, s.name, a.final_overall, a.completed_on, p.column1, n.text,
       (SELECT count(*) FROM exemplar e WHERE e.audit_id = a.id)
FROM audit a INDEXED BY audit_completed
JOIN service s ON s.id = a.service_id
CROSS JOIN (VALUES (0), (14), (2 * 256 + 14)) p
JOIN narrative n ON n.id = a.id * 1024 + p.column1
WHERE {learned} AND a.blind_id IS NOT :user AND (p.column1 > 0 OR a.final_overall BETWEEN 1 AND 2)
  AND (:theme IS NULL OR EXISTS (SELECT 1 FROM audit_theme h WHERE h.audit_id = a.id AND h.theme_id = :theme))
ORDER BY a.completed_on DESC, a.id DESC, p.column1 LIMIT :max

-- The audit that an exemplar is from.
-- :exemplar_audit
SELECT id, service_id FROM audit WHERE ref = :ref AND state BETWEEN 3 AND 5

-- =exemplar_columns
SELECT e.id, e.audit_id, e.theme_id, e.service_id, coalesce(t.name, ''), e.domain_code, s.name, e.title, e.text,
       e.added_on, e.withdrawn_on, e.revision
FROM exemplar e JOIN service s ON s.id = e.service_id LEFT JOIN theme t ON t.id = e.theme_id

-- :exemplar_list
{exemplar_columns}
WHERE (:theme IS NULL OR e.theme_id = :theme) AND (:withdrawn OR e.withdrawn_on IS NULL)
ORDER BY t.name IS NULL, t.name, e.id

-- :exemplar_get
{exemplar_columns} WHERE e.id = :id

-- :exemplar_add
INSERT INTO exemplar (audit_id, theme_id, domain_code, service_id, title, text, added_by, added_on)
VALUES (:audit, :theme, :domain, :service, :title, :text, :user, :today)

-- :exemplar_change
UPDATE exemplar
SET theme_id = :theme, domain_code = :domain, title = :title, text = :text, withdrawn_on = :withdrawn_on,
    revision = revision + 1
WHERE id = :id

-- The codes of domains, of any template.
-- :exemplar_domain
SELECT code FROM domain WHERE code = :code COLLATE NOCASE LIMIT 1
