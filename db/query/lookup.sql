-- Short lists that are held in memory while a file is read or written: id, key, name, post, parent.

-- :lookup_services
SELECT id, name, name, '', NULL FROM service ORDER BY id

-- :lookup_teams
SELECT id, name, name, '', service_id FROM team ORDER BY id

-- :lookup_users
SELECT id, login, name, post, team_id FROM user ORDER BY id

-- Every domain code of every published template, the overall grade last.
-- :domain_codes
SELECT d.code FROM domain d JOIN template t ON t.id = d.template_id
WHERE t.published_at IS NOT NULL
GROUP BY d.code
ORDER BY d.code = 'overall', min(t.id), min(d.seq)

-- :domain_rows
SELECT id, code FROM domain ORDER BY id
