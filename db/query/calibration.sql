-- Calibration rounds: one case, graded blind by many.

-- :calibration_add
INSERT INTO calibration (name, casefile_id, template_id, due_on, opened_on, opened_by)
VALUES (:name, :casefile, :template, :due, :today, :user)

-- :calibration_find
SELECT id, name FROM calibration WHERE name = :name

-- :calibration_auditor_add
INSERT INTO calibration_auditor (calibration_id, user_id) VALUES (:calibration, :user)

-- Somebody who is to grade.
-- :calibration_person
SELECT id, name, roles, active FROM user WHERE login = :login

-- =calibration_columns
c.id, c.name, f.ref, u.name, c.template_id, c.due_on, c.opened_on, c.closed_on, m.user_id IS NOT NULL, m.sealed_at,
(SELECT count(*) FROM calibration_auditor WHERE calibration_id = c.id),
(SELECT count(*) FROM calibration_auditor WHERE calibration_id = c.id AND sealed_at IS NOT NULL
 AND (:all OR c.closed_on IS NOT NULL OR user_id = :user))

-- =calibration_joins
JOIN casefile f ON f.id = c.casefile_id JOIN user u ON u.id = c.opened_by
LEFT JOIN calibration_auditor m ON m.calibration_id = c.id AND m.user_id = :user

-- :calibration_get
SELECT {calibration_columns} FROM calibration c {calibration_joins} WHERE c.id = :calibration

-- :calibration_all
SELECT {calibration_columns} FROM calibration c {calibration_joins}
WHERE :all OR m.user_id IS NOT NULL ORDER BY c.id DESC

-- Before it is closed only QA knows who has sealed, and everybody of themselves.
-- :calibration_auditors
SELECT a.user_id, u.login, u.name,
       iif(c.closed_on IS NOT NULL OR :all OR a.user_id = :user, a.sealed_at, NULL)
FROM calibration c JOIN calibration_auditor a ON a.calibration_id = c.id JOIN user u ON u.id = a.user_id
WHERE c.id = :calibration ORDER BY u.name, u.login

-- Before it is closed each sees the own grades only; once it is, also those that were sealed.
-- :calibration_grades
SELECT g.user_id, g.domain_id, g.grade, g.rationale, g.revision
FROM calibration c JOIN calibration_auditor a ON a.calibration_id = c.id
JOIN calibration_grade g ON g.calibration_id = c.id AND g.user_id = a.user_id
WHERE c.id = :calibration AND (g.user_id = :user OR (c.closed_on IS NOT NULL AND a.sealed_at IS NOT NULL))

-- What an act looks at first.
-- :calibration_guard
SELECT c.due_on, c.closed_on, a.user_id IS NOT NULL, a.sealed_at
FROM calibration c LEFT JOIN calibration_auditor a ON a.calibration_id = c.id AND a.user_id = :user
WHERE c.id = :calibration

-- :calibration_revision
SELECT revision FROM calibration_grade
WHERE calibration_id = :calibration AND user_id = :user AND domain_id = :domain

-- :calibration_put
INSERT INTO calibration_grade (calibration_id, user_id, domain_id, grade, rationale, changed_at)
VALUES (:calibration, :user, :domain, :grade, :rationale, :at)
ON CONFLICT (calibration_id, user_id, domain_id) DO UPDATE
SET grade = excluded.grade, rationale = excluded.rationale, revision = revision + 1, changed_at = excluded.changed_at

-- :calibration_sealed
UPDATE calibration_auditor SET sealed_at = :at WHERE calibration_id = :calibration AND user_id = :user

-- :calibration_closed
UPDATE calibration SET closed_on = :today WHERE id = :calibration
