-- Selecting for moderation, and lists of moderations.

-- Whether the person has an audit to grade blind among those that a draw selected.
-- :blind_in_sample
SELECT count(*) FROM audit a JOIN moderation m ON m.audit_id = a.id
WHERE a.blind_id = :user AND m.sample_id = :sample
