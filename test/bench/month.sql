-- SPDX-License-Identifier: MIT
-- Makes the month of a database of very many audits as full as it can be: a month's worth of them moderated in every
-- state at once, and hundreds of audits that are nobody's yet. `init --demo` makes only as much as one council has.
BEGIN;

CREATE TEMP TABLE today AS SELECT max(drawn_on) AS day, substr(max(drawn_on), 1, 7) AS month FROM sample;

-- 20,000 selected, being graded and revealed, due in the twenty days before and behind today.
CREATE TEMP TABLE manager AS
SELECT user_id, service_id, row_number() OVER (PARTITION BY service_id ORDER BY user_id) - 1 AS n,
       count(*) OVER (PARTITION BY service_id) AS of
FROM user_service;
CREATE TEMP TABLE chosen AS
SELECT a.id AS id, 1 + a.id % 3 AS state, g.user_id AS moderator
FROM audit a JOIN manager g ON g.service_id = a.service_id AND g.n = a.id / 3 % g.of AND g.user_id <> a.lead_id
LEFT JOIN moderation m ON m.audit_id = a.id
WHERE a.state = 3 AND m.audit_id IS NULL AND a.kind = 1
ORDER BY a.completed_on DESC, a.id LIMIT 20000;

INSERT INTO moderation (audit_id, state, mode, why, selected_on, selected_by, user_id, due_on, sealed_at)
SELECT c.id, c.state, 1, 'every Inadequate audit', t.day, 1, c.moderator,
       date(t.day, printf('%+d days', c.id % 40 - 20)), iif(c.state = 3, t.day || 'T09:00:00Z', NULL)
FROM chosen c, today t;
UPDATE audit SET blind_id = (SELECT c.moderator FROM chosen c WHERE c.id = audit.id)
WHERE id IN (SELECT id FROM chosen WHERE state < 3);
INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, changed_at)
SELECT c.id, d.id, 1 + (c.id + d.id) % 4, iif(c.state = 3, 1 + c.id % 4, NULL), t.day || 'T09:00:00Z'
FROM chosen c, today t JOIN audit a ON a.id = c.id JOIN domain d ON d.template_id = a.template_id WHERE c.state > 1;

-- Of the newest that were completed 2,000 disputed and 2,000 settled, and 50,000 not acknowledged.
CREATE TEMP TABLE done AS
SELECT audit_id AS id, row_number() OVER (ORDER BY moderated_on DESC, audit_id DESC) AS n
FROM moderation WHERE state = 4 ORDER BY moderated_on DESC, audit_id DESC LIMIT 54000;
UPDATE moderation SET mode = 1 WHERE audit_id IN (SELECT id FROM done);
UPDATE moderation SET state = 5, disputed_on = moderated_on, acknowledged_at = moderated_on || 'T09:00:00Z'
WHERE audit_id IN (SELECT id FROM done WHERE n <= 2000);
UPDATE moderation SET state = 6, disputed_on = moderated_on, settled_on = moderated_on, settled_by = 1,
                      acknowledged_at = moderated_on || 'T09:00:00Z'
WHERE audit_id IN (SELECT id FROM done WHERE n BETWEEN 2001 AND 4000);

-- 300 drawn and nobody's yet.
INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, worker, plan_type, allocated_on,
                   due_on, kind)
SELECT printf('%s-%d', t.month, 500 + row_number() OVER (ORDER BY c.id DESC)), c.id, c.team_id, e.service_id,
       (SELECT max(id) FROM template WHERE published_at IS NOT NULL), t.month, 1, c.worker, c.plan_type, t.day,
       date(t.day, '+7 days'), 1
FROM casefile c JOIN team e ON e.id = c.team_id, today t WHERE c.status = 'open' ORDER BY c.id DESC LIMIT 300;
INSERT INTO contact (audit_id, who, state)
SELECT a.id, w.column1, 1 FROM audit a, (VALUES (1), (2)) w
WHERE a.state = 1 AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.audit_id = a.id);

-- What reports count is counted anew when the program opens it next.
DELETE FROM setting WHERE name = 'tallies';

COMMIT;
