-- What people are told on their Home.

-- :notice_add
INSERT INTO notice (user_id, at, audit_id, act, words, by_id) VALUES (:user, :at, :audit, :act, :words, :by)

-- :notice_unread
SELECT n.id, n.audit_id, n.at, n.act, n.words, u.name
FROM notice n INDEXED BY notice_unread LEFT JOIN user u ON u.id = n.by_id
WHERE n.user_id = :user AND n.read_at IS NULL
ORDER BY n.id DESC LIMIT :count

-- What they speak of is done; a user of 0: whoever was told.
-- :notice_over
UPDATE notice SET read_at = :at
WHERE audit_id = :audit AND act = :act AND read_at IS NULL AND (:user = 0 OR user_id = :user)

-- One, or with an id of 0 all of the person's.
-- :notice_read
UPDATE notice SET read_at = :at WHERE user_id = :user AND read_at IS NULL AND (:id = 0 OR id = :id)
