-- Writing to children and families.

-- :contact_begin
INSERT INTO contact (audit_id, who, state) VALUES (:audit, 1, 1), (:audit, 2, 1)

-- =contact_columns
c.audit_id, a.ref, f.ref, coalesce(l.name, a.lead_name), c.means, c.note, u.name, c.changed_at, c.who, c.state,
a.due_on, c.written_on, c.replied_on, c.revision, a.state, a.lead_id, a.peer_id, a.team_id, a.service_id,
coalesce(a.not_before, a.allocated_on)

-- =contact_names
CROSS JOIN casefile f ON f.id = a.casefile_id LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user u ON u.id = c.user_id

-- :contact_of
SELECT {contact_columns} FROM audit a CROSS JOIN contact c ON c.audit_id = a.id {contact_names}
WHERE a.id = :audit ORDER BY c.who

-- :contact_put
UPDATE contact SET state = :state, written_on = :written, means = :means, replied_on = :replied, note = :note,
    user_id = :user, changed_at = :at, revision = revision + 1
WHERE audit_id = :audit AND who = :who

-- Whether an audit has rows that the filter leaves. What is drawn for a month to come is nobody's duty before it begins.
-- =contact_wanted
(:month = '' OR a.month = :month) AND (NOT :open OR (a.state <= 2 AND a.month <= :until))
AND (:mine = 0 OR a.lead_id = :mine OR a.peer_id = :mine) AND {seen}
AND EXISTS (SELECT 1 FROM contact c WHERE c.audit_id = a.id AND (NOT :open OR c.state <= 2))

-- =contact_after
a.due_on >= :key AND (a.due_on > :key OR a.id >= :id)

-- =contact_before
a.due_on <= :key AND (a.due_on < :key OR a.id <= :id)

-- By due date, of a part of the table that has an index of its own, as :list_arms does. The audit of the row before the
-- page may have its second row on this page: so one more than :count.
-- :contact_page
SELECT {contact_columns}
FROM (
    SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open
    WHERE a.state <= 2 AND :arm_open AND {contact_after} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_lead
    WHERE a.state <= 2 AND a.lead_id = :arm_mine AND {contact_after} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_peer
    WHERE a.state <= 2 AND a.peer_id = :arm_mine AND {contact_after} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_lead_due
    WHERE a.lead_id = :arm_person AND {contact_after} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_peer_due
    WHERE a.peer_id = :arm_person AND {contact_after} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_month_due
    WHERE a.month = :arm_month AND {contact_after} AND {contact_wanted}
    ORDER BY 1, 2 LIMIT :count + 1
) x CROSS JOIN audit a ON a.id = x.id CROSS JOIN contact c ON c.audit_id = x.id {contact_names}
WHERE (NOT :open OR c.state <= 2) AND (x.id <> :id OR c.who > :who)
ORDER BY x.k, x.id, c.who LIMIT :count

-- :contact_page_back
SELECT {contact_columns}
FROM (
    SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open
    WHERE a.state <= 2 AND :arm_open AND {contact_before} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_lead
    WHERE a.state <= 2 AND a.lead_id = :arm_mine AND {contact_before} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_peer
    WHERE a.state <= 2 AND a.peer_id = :arm_mine AND {contact_before} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_lead_due
    WHERE a.lead_id = :arm_person AND {contact_before} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_peer_due
    WHERE a.peer_id = :arm_person AND {contact_before} AND {contact_wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_month_due
    WHERE a.month = :arm_month AND {contact_before} AND {contact_wanted}
    ORDER BY 1 DESC, 2 DESC LIMIT :count + 1
) x CROSS JOIN audit a ON a.id = x.id CROSS JOIN contact c ON c.audit_id = x.id {contact_names}
WHERE (NOT :open OR c.state <= 2) AND (x.id <> :id OR c.who < :who)
ORDER BY x.k DESC, x.id DESC, c.who DESC LIMIT :count

-- All there are, in the order in which their audits began.
-- :contact_all
SELECT {contact_columns} FROM contact c CROSS JOIN audit a ON a.id = c.audit_id {contact_names}
WHERE c.audit_id >= :id AND (c.audit_id > :id OR c.who > :who) AND {seen}
ORDER BY c.audit_id, c.who LIMIT :count

-- :contact_all_back
SELECT {contact_columns} FROM contact c CROSS JOIN audit a ON a.id = c.audit_id {contact_names}
WHERE c.audit_id <= :id AND (c.audit_id < :id OR c.who < :who) AND {seen}
ORDER BY c.audit_id DESC, c.who DESC LIMIT :count

-- :contact_count
SELECT count(*) FROM audit a INDEXED BY audit_open CROSS JOIN contact c ON c.audit_id = a.id
WHERE a.state <= 2 AND a.month <= :until AND c.state <= 2

-- :contact_count_mine
SELECT count(*) FROM (
    SELECT id FROM audit INDEXED BY audit_open_lead WHERE state <= 2 AND lead_id = :user AND month <= :until
    UNION SELECT id FROM audit INDEXED BY audit_open_peer WHERE state <= 2 AND peer_id = :user AND month <= :until
) x CROSS JOIN contact c ON c.audit_id = x.id
WHERE c.state <= 2
