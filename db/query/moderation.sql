-- One moderation: from its start to the last word.

-- :moderation_get
SELECT m.state, m.mode, m.open_why, m.why, p.name, m.user_id, coalesce(u.name, m.name), u.login, m.selected_on,
       m.due_on, m.moderated_on, m.disputed_on, m.settled_on, m.sealed_at, m.acknowledged_at, s.name, m.took_part,
       m.evidence, m.timeliness, m.rationale, m.revision
FROM moderation m
LEFT JOIN sample p ON p.id = m.sample_id
LEFT JOIN user u ON u.id = m.user_id
LEFT JOIN user s ON s.id = m.settled_by
WHERE m.audit_id = :audit

-- What an act looks at first.
-- :moderation_guard
SELECT m.state, m.user_id, m.revision, a.lead_id, a.peer_id, a.team_id, a.service_id, a.state, coalesce(u.name, m.name)
FROM moderation m JOIN audit a ON a.id = m.audit_id LEFT JOIN user u ON u.id = m.user_id
WHERE m.audit_id = :audit

-- :moderation_grades_of
SELECT domain_id, own, auditor, decision, changed_to, revision FROM moderation_grade WHERE audit_id = :audit

-- Takes it up: a sealed one is graded, an open one is revealed from the start.
-- :moderation_begin
UPDATE moderation SET state = :state, mode = :mode, open_why = :why, user_id = :user, revision = revision + 1
WHERE audit_id = :audit

-- :moderation_own_put
INSERT INTO moderation_grade (audit_id, domain_id, own, changed_at) VALUES (:audit, :domain, :own, :at)
ON CONFLICT (audit_id, domain_id) DO UPDATE
SET own = excluded.own, revision = revision + 1, changed_at = excluded.changed_at

-- The lead's grades as they stand when they are revealed.
-- :moderation_reveal
INSERT INTO moderation_grade (audit_id, domain_id, auditor, changed_at)
SELECT :audit, d.id, j.grade, :at
FROM audit a JOIN domain d ON d.template_id = a.template_id
LEFT JOIN judgement j ON j.audit_id = a.id AND j.part = 0 AND j.domain_id = d.id
WHERE a.id = :audit
ON CONFLICT (audit_id, domain_id) DO UPDATE SET auditor = excluded.auditor, revision = revision + 1

-- :moderation_sealed
UPDATE moderation SET state = 3, sealed_at = :at, revision = revision + 1 WHERE audit_id = :audit

-- Of an open one the moderator's own grade is the one decided for.
-- :moderation_decide
UPDATE moderation_grade
SET decision = :decision, changed_to = :changed_to, own = iif(:open, iif(:decision IS NULL, NULL, coalesce(:changed_to, auditor)), own),
    revision = revision + 1, changed_at = :at
WHERE audit_id = :audit AND domain_id = :domain

-- One of the verdicts, by its number in core/moderation.h; 3: whether the auditor took part.
-- :moderation_verdict
UPDATE moderation
SET evidence = iif(:number = 0, :value, evidence), timeliness = iif(:number = 1, :value, timeliness),
    rationale = iif(:number = 2, :value, rationale), took_part = iif(:number = 3, :value, took_part),
    revision = revision + 1
WHERE audit_id = :audit

-- What is only touched: the revision counts.
-- :moderation_touch
UPDATE moderation SET revision = revision + 1 WHERE audit_id = :audit

-- :moderation_finish
UPDATE moderation SET state = 4, moderated_on = :today, revision = revision + 1 WHERE audit_id = :audit

-- The day since when the grades stand as they were moderated here.
-- :moderation_stands
SELECT moderated_on FROM moderation WHERE audit_id = :audit AND state >= 4 AND mode > 0

-- :audit_moderated
UPDATE audit SET state = iif(state = 3, 4, state), moderated_on = :today, revision = revision + 1 WHERE id = :audit

-- :moderation_acknowledged
UPDATE moderation SET acknowledged_at = coalesce(acknowledged_at, :at), revision = revision + 1
WHERE audit_id = :audit

-- :moderation_dispute
UPDATE moderation SET state = 5, disputed_on = :today, acknowledged_at = coalesce(acknowledged_at, :at),
                      revision = revision + 1
WHERE audit_id = :audit

-- :moderation_settled
UPDATE moderation SET state = 6, settled_on = :today, settled_by = :user, revision = revision + 1
WHERE audit_id = :audit

-- Who did something with the audit last, by the trail.
-- :moderation_last
SELECT coalesce(u.name, t.actor), t.at
FROM trail t INDEXED BY trail_audit LEFT JOIN user u ON u.login = t.actor
WHERE t.audit_id = :audit AND t.act <> 'look'
ORDER BY t.seq DESC LIMIT 1

-- Earlier commentaries of a moderator, newest first. What was imported has none.
-- :moderation_commentaries
SELECT n.text FROM moderation m INDEXED BY moderation_written
CROSS JOIN narrative n ON n.id = m.audit_id * 1024 + 2 * 256 + 17
WHERE m.mode > 0 AND m.user_id = :user AND m.audit_id <> :audit AND m.moderated_on IS NOT NULL
ORDER BY m.moderated_on DESC LIMIT 500
