-- Every look and change. The chain is made in core/trail.c.

-- :trail_head
SELECT seq, hash FROM trail_head WHERE id = 1

-- What no two databases share.
-- :trail_first
SELECT lower(hex(hash)) FROM trail WHERE seq = (SELECT min(seq) FROM trail)

-- :trail_by_hash
SELECT seq FROM trail WHERE hash = :hash

-- :trail_head_put
INSERT INTO trail_head (id, seq, hash) VALUES (1, :seq, :hash)
ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash

-- :trail_add
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
VALUES (:seq, :at, :actor, :uid, :act, :record, :audit, :service, :field, :old_digest, :new_digest, :hash)

-- :trail_value_add
INSERT INTO trail_value (seq, salt, old, new) VALUES (:seq, :salt, :old, :new)

-- The whole chain in order, with the values that are still kept.
-- :trail_walk
SELECT t.seq, t.at, t.actor, t.uid, t.act, t.record, t.audit_id, t.service_id, t.field,
       t.old_digest, t.new_digest, t.hash, v.seq, v.salt, v.old, v.new
FROM trail t LEFT JOIN trail_value v ON v.seq = t.seq
ORDER BY t.seq

-- Whether the values of a row are told too. Those of an audit are case content: administrators read who did what,
-- not what was written (:see is 1 for those who see every audit); and a peer judges without knowing the lead's.
-- Nor does who is to moderate an audit blind: the name of an indicator that was ticked would tell a grade, too,
-- and their own selecting it because it is Inadequate.
-- =blinded
((t.actor <> :actor OR t.act = 'select') AND t.audit_id IN (SELECT id FROM audit WHERE blind_id = :user))

-- What Confirm and Challenge does is read by those whose meeting it is (:meets), and without its words by
-- administrators; not by who is to moderate the audit blind: being brought there says that it is Inadequate.
-- =met_by_others
(t.act = 'challenge' AND ({blinded} OR NOT (:meets OR :all OR t.actor = :actor)))

-- Nor how the loop of such an audit closes: how many steps there are, and that there is a review, says as much.
-- =closing
((t.act IN ('start', 'cancel', 'sign', 'complete') AND {blinded})
 OR t.audit_id IN (
    SELECT x.review_id FROM audit f INDEXED BY audit_blind CROSS JOIN loop_step x ON x.audit_id = f.id
    WHERE f.blind_id = :user AND x.review_id IS NOT NULL))

-- What was graded in a round of calibration is case content as well.
-- =told
(t.audit_id IS NULL AND (:see OR t.actor = :actor OR t.record NOT GLOB 'calibration *'))
OR (NOT {blinded}
    AND (t.actor = :actor
         OR ((:see OR t.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))
             AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = t.audit_id AND a.peer_id = :user AND a.state < 3))))

-- A page of the trail, newest first: what the person may see, before :before.
-- :trail_page
SELECT t.seq, t.at, t.actor, t.act, t.record, iif({blinded}, '', t.field),
       iif({told}, v.old, NULL), iif({told}, v.new, NULL),
       v.seq IS NOT NULL AND v.salt IS NULL
FROM trail t LEFT JOIN trail_value v ON v.seq = t.seq
WHERE t.seq < :before AND NOT {met_by_others} AND NOT ifnull({closing}, 0)
  AND (:all OR t.actor = :actor
       OR t.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))
  AND (:audit IS NULL OR t.audit_id = :audit)
ORDER BY t.seq DESC
LIMIT :count

-- The same, going back towards the newest.
-- :trail_page_up
SELECT t.seq, t.at, t.actor, t.act, t.record, iif({blinded}, '', t.field),
       iif({told}, v.old, NULL), iif({told}, v.new, NULL),
       v.seq IS NOT NULL AND v.salt IS NULL
FROM trail t LEFT JOIN trail_value v ON v.seq = t.seq
WHERE t.seq > :after AND NOT {met_by_others} AND NOT ifnull({closing}, 0)
  AND (:all OR t.actor = :actor
       OR t.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))
  AND (:audit IS NULL OR t.audit_id = :audit)
ORDER BY t.seq
LIMIT :count
