-- People, teams and services.

-- :user_by_login
SELECT u.id, u.login, u.name, u.post, u.roles, u.team_id, t.service_id, u.active, u.seen_at
FROM user u LEFT JOIN team t ON t.id = u.team_id
WHERE u.login = :login

-- :user_id_by_login
SELECT id FROM user WHERE login = :login

-- :user_services
SELECT service_id FROM user_service WHERE user_id = :user ORDER BY service_id

-- :user_add
INSERT INTO user (login, name, post, roles, team_id, active)
VALUES (:login, :name, :post, :roles, :team, 1)

-- :user_change
UPDATE user SET name = :name, post = :post, roles = :roles, team_id = :team, active = :active WHERE id = :id

-- :user_service_clear
DELETE FROM user_service WHERE user_id = :user

-- :user_service_add
INSERT OR IGNORE INTO user_service (user_id, service_id) VALUES (:user, :service)

-- :user_seen
UPDATE user SET seen_at = :at WHERE id = :user

-- How many administrators are left: the last one cannot be taken away.
-- :user_admins
SELECT count(*) FROM user WHERE active AND roles & 8

-- Everybody or one, with the names that the import columns ask for; services split by ';', by name.
-- :user_all
SELECT u.id, u.login, u.name, u.post, u.roles, t.name, u.active,
       (SELECT group_concat(name, ';') FROM (
            SELECT s.name FROM user_service us JOIN service s ON s.id = us.service_id
            WHERE us.user_id = u.id ORDER BY s.name))
FROM user u LEFT JOIN team t ON t.id = u.team_id
WHERE :login IS NULL OR u.login = :login
ORDER BY u.login

-- :service_by_name
SELECT id, active FROM service WHERE name = :name

-- :service_add
INSERT INTO service (name) VALUES (:name)

-- :service_change
UPDATE service SET name = :name, active = :active WHERE id = :id

-- :service_all
SELECT s.id, s.name, s.active, (SELECT count(*) FROM team t WHERE t.service_id = s.id AND t.active)
FROM service s ORDER BY s.name

-- :team_by_name
SELECT id, service_id, active FROM team WHERE name = :name

-- :team_add
INSERT INTO team (service_id, name) VALUES (:service, :name)

-- :team_change
UPDATE team SET name = :name, service_id = :service, active = :active WHERE id = :id

-- :team_all
SELECT t.id, t.name, s.id, s.name, t.active,
       (SELECT count(*) FROM user u WHERE u.team_id = t.id AND u.active)
FROM team t JOIN service s ON s.id = t.service_id
ORDER BY s.name, t.name

-- Names of those that are offered, for messages.
-- :service_names
SELECT group_concat(name, ', ') FROM (SELECT name FROM service WHERE active ORDER BY name)

-- :team_names
SELECT group_concat(name, ', ') FROM (SELECT name FROM team WHERE active ORDER BY name)

-- Who answers for a team by post, and who for a service: one row for each place.
-- :staff
SELECT u.id, u.post, u.team_id, u.name FROM user u
WHERE u.active AND u.roles & :auditor AND u.team_id IS NOT NULL AND u.post IN ('team manager', 'early help team leader')
UNION ALL
SELECT u.id, u.post, us.service_id, u.name FROM user u JOIN user_service us ON us.user_id = u.id
WHERE u.active AND u.roles & :moderator AND u.post IN ('service manager', 'head of service', 'service director')
ORDER BY 4, 1
