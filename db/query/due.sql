-- What is due and overdue, person by person: each statement walks an index in the order of due dates, so that nothing
-- is gathered; core/due.c merges them. "Others" are those who are no users here, and nobody yet.

-- Who could have something to do, also those who left: their work is to be given to others.
-- :due_people
SELECT id, login, name, post, team_id, roles FROM user
WHERE :login IS NULL OR login = :login ORDER BY name COLLATE NOCASE, id

-- What the filter leaves: 0 and '' stand for any.
-- =due_wanted
(:service = 0 OR a.service_id = :service) AND (:in_team = 0 OR a.team_id = :in_team)
AND (:month = '' OR a.month = :month) AND (:kind = 0 OR a.kind = :kind)

-- Of an action or step its audit is looked at where the filter or the person's rights ask for it.
-- =due_plain
(:all AND :service = 0 AND :in_team = 0 AND :month = '' AND :kind = 0 AND NOT {kept_of})

-- =due_names_of
CROSS JOIN team t ON t.id = {team_of} CROSS JOIN service s ON s.id = {service_of}

-- =due_names
CROSS JOIN team t ON t.id = a.team_id CROSS JOIN service s ON s.id = a.service_id

-- Audits to be submitted by their lead: audit_open_lead.
-- =due_audit_columns
a.lead_name, a.lead_post, a.id, a.ref, t.name, s.name, a.due_on,
coalesce((SELECT r.ref FROM audit r WHERE r.id = a.review_of), ''), a.state, a.kind, a.id, 0, a.team_id, a.service_id,
a.not_before

-- :due_audits
SELECT {due_audit_columns}
FROM audit a INDEXED BY audit_open_lead {due_names}
WHERE a.state <= 2 AND a.lead_id = :person AND a.due_on <= :until AND {due_wanted} AND {seen}
ORDER BY a.due_on, a.id

-- :due_audits_others
SELECT {due_audit_columns}
FROM audit a INDEXED BY audit_open_lead {due_names}
WHERE a.state <= 2 AND a.lead_id IS NULL AND a.due_on <= :until AND {due_wanted} AND {seen}
ORDER BY a.lead_name, a.due_on, a.id

-- Moderations to be done: moderation_mine. QA sees all, senior managers those of their services.
-- =due_moderation_columns
m.name, '', a.id, a.ref, t.name, s.name, m.due_on, '', m.state, a.kind, a.id, 0, a.team_id, a.service_id

-- =due_moderation_seen
(:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))

-- :due_moderations
SELECT {due_moderation_columns}
FROM moderation m INDEXED BY moderation_mine CROSS JOIN audit a ON a.id = m.audit_id {due_names}
WHERE m.state <= 3 AND m.user_id = :person AND m.due_on <= :until AND a.state <> 6 AND {due_wanted}
  AND {due_moderation_seen}
ORDER BY m.due_on, m.audit_id

-- :due_moderations_others
SELECT {due_moderation_columns}
FROM moderation m INDEXED BY moderation_mine CROSS JOIN audit a ON a.id = m.audit_id {due_names}
WHERE m.state <= 3 AND m.user_id IS NULL AND m.due_on <= :until AND a.state <> 6 AND {due_wanted}
  AND {due_moderation_seen}
ORDER BY m.name, m.due_on, m.audit_id

-- Disputes to be settled: moderation_disputed, which is short. The reader counts their days, and knows who may.
-- :due_disputes
SELECT '', '', a.id, a.ref, t.name, s.name, m.disputed_on, '', m.state, a.kind,
       a.id, 0, a.team_id, a.service_id, a.lead_id, a.peer_id, m.user_id
FROM moderation m INDEXED BY moderation_disputed CROSS JOIN audit a ON a.id = m.audit_id {due_names}
WHERE m.state = 5 AND {due_wanted} AND {due_moderation_seen}
ORDER BY m.disputed_on, m.audit_id

-- Children and families to be written to, by the lead of an open audit: audit_open_lead, of which there are few for
-- each; by the day of allocation, or of a review that before which it is not begun, from which the reader counts.
-- =due_contact_from
coalesce(a.not_before, a.allocated_on)

-- =due_contact_columns
a.lead_name, a.lead_post, a.id, a.ref, t.name, s.name, {due_contact_from}, '', c.who, a.kind,
2 * a.id + c.who, 0, a.team_id, a.service_id

-- :due_contacts
SELECT {due_contact_columns}
FROM audit a INDEXED BY audit_open_lead CROSS JOIN contact c ON c.audit_id = a.id {due_names}
WHERE a.state <= 2 AND a.lead_id = :person AND c.state = 1 AND {due_wanted} AND {seen}
ORDER BY {due_contact_from}, a.id, c.who

-- :due_contacts_others
SELECT {due_contact_columns}
FROM audit a INDEXED BY audit_open_lead CROSS JOIN contact c ON c.audit_id = a.id {due_names}
WHERE a.state <= 2 AND a.lead_id IS NULL AND c.state = 1 AND {due_wanted} AND {seen}
ORDER BY a.lead_name, {due_contact_from}, a.id, c.who

-- =due_seen_of
({due_plain} OR EXISTS (SELECT 1 FROM audit a WHERE a.id = x.audit_id AND {due_wanted} AND {seen}))

-- Actions not said to be done: action_owner, and action_named for those of others.
-- =due_action_columns
x.owner_name, x.owner_post, x.audit_id, {ref_of}, t.name, s.name, x.due_on, x.what, x.progress, 0,
x.id, x.seq, t.id, s.id

-- :due_actions
SELECT {due_action_columns}
FROM action x INDEXED BY action_owner {due_names_of}
WHERE x.progress < 5 AND x.progress <> 4 AND x.owner_id = :person AND x.due_on <= :until
  AND ({due_plain} OR EXISTS (SELECT 1 FROM audit a WHERE a.id = x.audit_id AND {due_wanted} AND {tracked}))
ORDER BY x.due_on, x.id

-- :due_actions_others
SELECT {due_action_columns}
FROM action x INDEXED BY action_named {due_names_of}
WHERE x.progress < 5 AND x.progress <> 4 AND x.owner_id IS NULL AND x.due_on <= :until AND {due_seen_of}
ORDER BY x.owner_name, x.due_on, x.id

-- Actions that are said to be done, for QA to verify: action_said, which is short, by the day they were.
-- :due_verify
SELECT x.owner_name, x.owner_post, x.audit_id, {ref_of}, t.name, s.name, coalesce(x.completed_on, x.due_on), x.what,
       x.progress, 0, x.id, x.seq, t.id, s.id, coalesce(x.owner_id, 0), coalesce(x.said_by, 0)
FROM action x INDEXED BY action_said {due_names_of}
WHERE x.progress = 4 AND coalesce(x.completed_on, '') <= :until AND {due_seen_of}
ORDER BY x.completed_on, x.id

-- Open safety concerns, oldest first: concern_open, which is short. Whom they stand with the reader knows.
-- :due_concerns
SELECT '', '', a.id, a.ref, t.name, s.name, substr(n.raised_at, 1, 10), '', 1, a.kind, n.id, 0, a.team_id, a.service_id,
       n.due_at, n.raised_at
FROM concern n INDEXED BY concern_open CROSS JOIN audit a ON a.id = n.audit_id {due_names}
WHERE n.done_at IS NULL AND {due_wanted} AND ({reached} OR a.team_id = :managed)
ORDER BY n.raised_at, n.id

-- Open steps that are not done by a review audit, with the parts signed as a sum of 1 << part and by whom (' 3 7 '): of
-- a team, of the services that somebody answers for, all; of a post, or of any; those that QA alone signs where QA is
-- asked. Which of them stand with whom the reader knows. A step that nobody signed is as it began, which saves the look.
-- =due_step_columns
'', '', x.audit_id, {ref_of}, t.name, s.name, x.due_on, r.name, x.state, 0, x.id, x.seq, x.team_id, x.service_id, r.who,
CASE x.revision WHEN 1 THEN 0
    ELSE (SELECT coalesce(sum(1 << g.part), 0) FROM loop_sign g WHERE g.step_id = x.id) END,
CASE x.revision WHEN 1 THEN ''
    ELSE (SELECT ' ' || group_concat(g.user_id, ' ') || ' ' FROM loop_sign g WHERE g.step_id = x.id) END

-- =due_step_tables
CROSS JOIN loop_rule r ON r.id = x.rule_id AND (:any OR instr(r.who, :post) > 0) AND (:qa OR r.who <> 'qa')
CROSS JOIN team t ON t.id = x.team_id CROSS JOIN service s ON s.id = x.service_id

-- Nobody is told those of an audit that they are still to grade blind.
-- =due_step_wanted
x.state = 1 AND x.due_on <= :until AND x.review_id IS NULL AND {due_seen_of}
AND x.audit_id NOT IN (SELECT id FROM audit WHERE blind_id = :moderator)

-- :due_steps
SELECT {due_step_columns}
FROM loop_step x INDEXED BY loop_step_open {due_step_tables}
WHERE {due_step_wanted}
ORDER BY x.due_on, x.id

-- :due_steps_of_team
SELECT {due_step_columns}
FROM loop_step x INDEXED BY loop_step_team {due_step_tables}
WHERE x.team_id = :place AND {due_step_wanted}
ORDER BY x.due_on, x.id

-- :due_steps_of_services
SELECT {due_step_columns}
FROM loop_step x INDEXED BY loop_step_service {due_step_tables}
WHERE x.service_id IN (SELECT service_id FROM user_service WHERE user_id = :person) AND {due_step_wanted}
ORDER BY x.due_on, x.id
