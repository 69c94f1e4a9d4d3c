-- Themes of learning: the list that QA keeps, and those that auditors wrote themselves.

-- listed 1: only the list; 0: only the auditors' own; NULL: all. How many audits name each.
-- :theme_all
SELECT t.id, t.name, t.listed, (SELECT count(*) FROM audit_theme a WHERE a.theme_id = t.id)
FROM theme t
WHERE :listed IS NULL OR t.listed = :listed
ORDER BY t.name

-- :theme_by_name
SELECT id, listed, name FROM theme WHERE name = :name

-- :theme_add
INSERT INTO theme (name, listed) VALUES (:name, :listed)

-- :theme_change
UPDATE theme SET name = :name, listed = :listed WHERE id = :id
