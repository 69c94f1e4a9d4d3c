-- Agreement of auditors and moderators: how many pairs of grades there are of each kind.

-- The pair of a domain is the lead's grade as it was revealed (of imported ones: as it stands) and the moderator's
-- own (of imported ones: what was decided; empty: the lead's), as in export_moderations.
-- =agreement_pairs
SELECT a.service_id, d.id, m.mode, coalesce(g.auditor, {agreement_lead}) AS given,
       coalesce(g.own, {agreement_changed}, {agreement_lead}) AS found, count(*)

-- =agreement_lead
(SELECT grade FROM judgement WHERE audit_id = a.id AND part = 0 AND domain_id = d.id)

-- =agreement_changed
(SELECT grade FROM judgement WHERE audit_id = a.id AND part = 2 AND domain_id = d.id)

-- Which moderations and domains: completed, of audits that were not withdrawn since.
-- =agreement_filter
CROSS JOIN domain d ON d.template_id = a.template_id
LEFT JOIN moderation_grade g ON g.audit_id = a.id AND g.domain_id = d.id
WHERE m.state >= 4 AND a.state <> 6
  AND (:service = 0 OR a.service_id = :service)
  AND (:team = 0 OR a.team_id = :team)
  AND (:auditor = 0 OR a.lead_id = :auditor)
  AND (:moderator = 0 OR m.user_id = :moderator)
  AND (:domain IS NULL OR d.code = :domain)
  AND (:mode < 0 OR m.mode = :mode)
  AND (:kind < 0 OR a.kind = :kind)
  AND (:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :user))

-- =agreement_groups
GROUP BY a.service_id, d.id, m.mode, given, found
HAVING given BETWEEN 1 AND 4 AND found BETWEEN 1 AND 4

-- Of audits completed in a period.
-- :agreement_period
{agreement_pairs}
FROM audit a INDEXED BY audit_completed CROSS JOIN moderation m ON m.audit_id = a.id
{agreement_filter}
  AND a.completed_on BETWEEN :from AND :to
{agreement_groups}

-- Of all.
-- :agreement_always
{agreement_pairs}
FROM moderation m CROSS JOIN audit a ON a.id = m.audit_id
{agreement_filter}
{agreement_groups}

-- The name of a domain, as the newest template has it.
-- :agreement_domain_name
SELECT name FROM domain WHERE code = :code ORDER BY template_id DESC LIMIT 1
