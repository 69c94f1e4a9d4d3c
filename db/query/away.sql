-- Leave and absence.

-- What is kept of somebody from one day to another, both included.
-- :away_touching
SELECT first_on, last_on FROM user_away WHERE user_id = :user AND last_on >= :before AND first_on <= :after

-- :away_delete
DELETE FROM user_away WHERE user_id = :user AND first_on >= :first AND last_on <= :last

-- :away_add
INSERT INTO user_away (user_id, first_on, last_on) VALUES (:user, :first, :last)

-- What lies ahead goes, and what has begun ends yesterday.
-- :away_clear
DELETE FROM user_away WHERE user_id = :user AND first_on >= :today

-- :away_cut
UPDATE user_away SET last_on = :yesterday WHERE user_id = :user AND last_on >= :today

-- :away_list
SELECT u.login, u.name, w.first_on, w.last_on
FROM user_away w JOIN user u ON u.id = w.user_id
WHERE w.last_on >= :today AND iif(:login IS NULL, u.active, u.login = :login)
ORDER BY w.first_on, u.name, u.id

-- When somebody is away after a day, up to another.
-- :away_between
SELECT first_on, last_on FROM user_away WHERE user_id = :user AND last_on > :after AND first_on <= :to
