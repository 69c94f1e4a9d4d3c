-- Agreement of auditors and moderators: how many pairs of grades there are of each kind.

-- A row for each pair, counted by who asks: many times faster than groups, of which there are few. The pair of a domain
-- is the lead's grade as it was revealed (of imported ones: as it stands) and the moderator's own (of imported ones: what
-- was decided; empty: the lead's), as in export_moderations. A domain that its lead never graded makes none.
-- =agreement_pairs
SELECT a.service_id, l.domain_id, m.mode, coalesce(g.auditor, l.grade),
       coalesce(g.own, (SELECT grade FROM judgement WHERE audit_id = a.id AND part = 2 AND domain_id = l.domain_id),
                l.grade)

-- Which moderations and domains: completed, of audits that were not withdrawn since.
-- =agreement_filter
CROSS JOIN judgement l ON l.audit_id = a.id AND l.part = 0
LEFT JOIN moderation_grade g ON m.mode > 0 AND g.audit_id = a.id AND g.domain_id = l.domain_id
WHERE m.state >= 4 AND a.state <> 6
  AND (:service = 0 OR a.service_id = :service)
  AND (:team = 0 OR a.team_id = :team)
  AND (:auditor = 0 OR a.lead_id = :auditor)
  AND (:moderator = 0 OR m.user_id = :moderator)
  AND (:domain IS NULL OR l.domain_id IN (SELECT id FROM domain WHERE code = :domain))
  AND (:mode < 0 OR m.mode = :mode)
  AND (:kind < 0 OR a.kind = :kind)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- Of audits completed in a period.
-- :agreement_period
{agreement_pairs}
FROM audit a INDEXED BY audit_completed CROSS JOIN moderation m ON m.audit_id = a.id
{agreement_filter}
  AND a.completed_on BETWEEN :from AND :to

-- Of all.
-- :agreement_always
{agreement_pairs}
FROM moderation m CROSS JOIN audit a ON a.id = m.audit_id
{agreement_filter}

-- The name of a domain, as the newest template has it.
-- :agreement_domain_name
SELECT name FROM domain WHERE code = :code ORDER BY template_id DESC LIMIT 1
