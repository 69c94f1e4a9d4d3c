-- Confirm and Challenge: directors look at a share of the Inadequate audits.

-- The frame of a draw: audits whose Inadequate result was received between two days, of any kind, and why one is left
-- out. The day of the result is that from which its Inadequate steps count; of those without steps (imported) that of
-- the last word on it. A template without an overall grade has its steps by what its domains suggest.
-- :challenge_frame
SELECT f.id, f.ref, f.service, f.team, f.service_id, f.excluded
FROM (
    SELECT a.id, a.ref, s.name AS service, t.name AS team, a.service_id,
           coalesce((SELECT min(l.counted_from) FROM loop_step l JOIN loop_rule r ON r.id = l.rule_id
                     WHERE l.audit_id = a.id AND l.grade = 4 AND l.state <> 3 AND r.counted_from = 1),
                    m.settled_on, m.moderated_on, a.completed_on) AS result_on,
           CASE WHEN a.blind_id IS NOT NULL THEN 'its moderator has not graded it yet'
                ELSE (SELECT max(iif(c.outcome IS NULL, 'on the agenda of ', 'looked at in ') || c.month)
                      FROM challenge c WHERE c.audit_id = a.id AND c.outcome IS NOT 3) END AS excluded
    FROM audit a INDEXED BY audit_completed
    JOIN team t ON t.id = a.team_id JOIN service s ON s.id = a.service_id
    LEFT JOIN moderation m ON m.audit_id = a.id
    WHERE a.completed_on <= :last AND a.state BETWEEN 3 AND 5
      AND (a.final_overall = 4
           OR (a.final_overall IS NULL AND EXISTS (SELECT 1 FROM loop_step l WHERE l.audit_id = a.id AND l.grade = 4
                                                     AND l.state <> 3)))
) f
WHERE f.result_on BETWEEN :first AND :last

-- An audit that is to be put on an agenda: whether its grade is Inadequate, and whether it is on that agenda or waits
-- on another.
-- :challenge_audit
SELECT a.id, a.service_id, a.state, a.blind_id IS NOT NULL,
       a.final_overall IS 4
       OR (a.final_overall IS NULL AND EXISTS (SELECT 1 FROM loop_step l WHERE l.audit_id = a.id AND l.grade = 4
                                                 AND l.state <> 3)),
       (SELECT min(c.month) FROM challenge c WHERE c.audit_id = a.id AND (c.month = :month OR c.outcome IS NULL))
FROM audit a WHERE a.ref = :ref

-- :challenge_put
INSERT INTO challenge (month, audit_id, sample_id, why) VALUES (:month, :audit, :sample, :why)
ON CONFLICT (month, audit_id) DO NOTHING

-- :challenge_write
UPDATE challenge
SET outcome = :outcome, discussed = :discussed, follows = :follows, met_on = :met_on, recorded_by = :user,
    recorded_at = :at, revision = revision + 1
WHERE id = :id

-- What is kept from somebody who is to grade the audit blind is not on the agenda that they see.
-- =challenge_seen
(:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :head)) AND a.blind_id IS NOT :user

-- =challenge_columns
c.id, c.month, c.audit_id, a.ref, f.ref, s.name, t.name, a.team_id, a.service_id, a.lead_id, a.peer_id, p.name, c.why,
coalesce(l.name, a.lead_name), a.completed_on, a.final_overall, c.outcome, c.discussed, c.follows, c.met_on, u.name,
c.recorded_at, c.revision

-- =challenge_joined
challenge c
JOIN audit a ON a.id = c.audit_id
JOIN casefile f ON f.id = a.casefile_id
JOIN team t ON t.id = a.team_id
JOIN service s ON s.id = a.service_id
LEFT JOIN user l ON l.id = a.lead_id
LEFT JOIN sample p ON p.id = c.sample_id
LEFT JOIN user u ON u.id = c.recorded_by

-- One meeting's, or with an empty month all, newest first; those of an audit alone, unless 0.
-- :challenge_list
SELECT {challenge_columns} FROM {challenge_joined}
WHERE (:month = '' OR c.month = :month) AND (:audit = 0 OR c.audit_id = :audit) AND {challenge_seen}
ORDER BY c.month DESC, s.name, a.ref

-- :challenge_get
SELECT {challenge_columns} FROM {challenge_joined} WHERE c.id = :id AND a.blind_id IS NOT :user

-- :challenge_find
SELECT {challenge_columns} FROM {challenge_joined} WHERE c.month = :month AND a.ref = :ref AND a.blind_id IS NOT :user

-- The meetings, newest first: how many audits on each, and what became of them.
-- :challenge_meetings
SELECT c.month, count(*), sum(c.outcome IS NULL), sum(c.outcome IS 1), sum(c.outcome IS 2), sum(c.outcome IS 3),
       max(c.met_on)
FROM challenge c JOIN audit a ON a.id = c.audit_id
WHERE {challenge_seen}
GROUP BY c.month ORDER BY c.month DESC

-- What a draw brought to an agenda.
-- :challenge_drawn
SELECT a.ref FROM challenge c JOIN audit a ON a.id = c.audit_id JOIN sample p ON p.id = c.sample_id
WHERE c.month = p.month AND p.id = :sample ORDER BY a.ref

-- Whether the person has an audit to grade blind in the frame of such a draw, all of which is Inadequate.
-- :challenge_blind
SELECT count(*) FROM audit a JOIN sample_entry e ON e.ref = a.ref
WHERE a.blind_id = :user AND e.sample_id = :sample

-- Senior managers and their services, of whom those whose post stands over a service are told of an agenda.
-- :challenge_heads
SELECT u.id, us.service_id, u.post FROM user u JOIN user_service us ON us.user_id = u.id
WHERE u.active = 1 AND u.roles & 2 ORDER BY u.id, us.service_id

-- How an audit was moderated: state, mode, moderator, when, settled by whom and when, when it is due.
-- :challenge_moderation
SELECT m.state, m.mode, coalesce(u.name, m.name), m.moderated_on, s.name, m.settled_on, m.due_on
FROM moderation m LEFT JOIN user u ON u.id = m.user_id LEFT JOIN user s ON s.id = m.settled_by
WHERE m.audit_id = :audit

-- Its review audits, the first one first; one that was withdrawn is none.
-- :challenge_reviews
SELECT a.id, a.ref, a.state, a.not_before, a.due_on, a.completed_on, coalesce(l.name, a.lead_name)
FROM audit a INDEXED BY audit_review LEFT JOIN user l ON l.id = a.lead_id
WHERE a.review_of = :audit AND a.state <> 6
ORDER BY a.id
