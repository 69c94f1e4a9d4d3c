-- Lists of audits: pages over indexes. Keys and ids are those of the line before the page.

-- Who is to moderate an audit without knowing its grades is told none, and does not find it by one.
-- =list_blind
a.blind_id IS :moderator

-- =list_columns
a.id, a.ref, c.ref, t.name, s.name, a.month, coalesce(l.name, a.lead_name), p.name, a.worker, a.state, a.due_on,
a.completed_on, iif({list_blind}, NULL, a.final_overall), a.at_risk, a.amended, l.login, p.login,
a.kind

-- =list_names
CROSS JOIN casefile c ON c.id = a.casefile_id CROSS JOIN team t ON t.id = a.team_id
CROSS JOIN service s ON s.id = a.service_id LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user p ON p.id = a.peer_id

-- The pair of grades of a domain, as core/agreement.h says which: the auditor's and the moderator's.
-- =drilled_pairs
SELECT coalesce(g.auditor, l.grade) AS mine,
       coalesce(g.own, (SELECT grade FROM judgement WHERE audit_id = a.id AND part = 2 AND domain_id = l.domain_id),
                l.grade) AS theirs
FROM moderation m CROSS JOIN judgement l ON l.audit_id = m.audit_id AND l.part = 0
CROSS JOIN domain d ON d.id = l.domain_id AND d.code = :domain
LEFT JOIN moderation_grade g ON m.mode > 0 AND g.audit_id = m.audit_id AND g.domain_id = l.domain_id
WHERE m.audit_id = a.id AND m.state >= 4 AND (:mode < 0 OR m.mode = :mode) AND l.grade IS NOT NULL

-- What a number of a report is narrowed by: 0 and '' stand for any. core/audit-list.h says what the standings are.
-- =drilled
(:standing = 0 OR (a.state <> 6 AND CASE :standing WHEN 1 THEN 1 WHEN 2 THEN a.completed_on IS NOT NULL
  WHEN 3 THEN a.completed_on <= a.due_on WHEN 4 THEN a.completed_on > a.due_on
  WHEN 5 THEN a.completed_on IS NULL AND a.due_on >= :today ELSE a.completed_on IS NULL AND a.due_on < :today END))
AND (:completed_from = '' OR a.completed_on BETWEEN :completed_from AND :completed_to)
AND (:due_from = '' OR a.due_on BETWEEN :due_from AND :due_to)
AND (:post = '' OR lower(trim(a.lead_post)) = :post
  OR (:post = 'none' AND instr(', ' || :posts || ',', ', ' || lower(trim(a.lead_post)) || ',') = 0))
AND (:theme = '' OR EXISTS (
  SELECT 1 FROM audit_theme h CROSS JOIN theme e ON e.id = h.theme_id
  WHERE h.audit_id = a.id AND e.name = :theme AND (:aspect = 0 OR h.aspect = :aspect)))
AND (:grades = 0 OR (a.completed_on IS NOT NULL AND NOT {list_blind} AND :grades >> coalesce((
  SELECT j.grade FROM judgement j CROSS JOIN domain d ON d.id = j.domain_id
  WHERE j.audit_id = a.id AND j.part <> 1 AND (NOT :own OR j.part = 0) AND d.code = :domain AND j.grade IS NOT NULL
  ORDER BY j.part DESC LIMIT 1), 0) & 1))
AND (:pairs = 0 OR (NOT {list_blind} AND EXISTS (SELECT 1 FROM ({drilled_pairs}) WHERE mine > 0 AND theirs > 0
  AND :pairs >> (4 * mine + theirs - 5) & 1)))
AND (:challenged_from = '' OR (NOT {list_blind} AND EXISTS (
  SELECT 1 FROM challenge h WHERE h.audit_id = a.id AND h.month BETWEEN :challenged_from AND :challenged_to
  AND (:outcome < 0 OR coalesce(h.outcome, 0) = :outcome))))
AND (NOT :review OR (a.review_of IS NOT NULL AND NOT {list_blind})) AND (NOT :sealed OR {list_blind})
AND (NOT :reported OR :all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator))
AND (NOT :moderated OR EXISTS (SELECT 1 FROM moderation m WHERE m.audit_id = a.id AND m.state >= 4))
AND (:source = 0 OR (:obtained = 2 AND EXISTS (SELECT 1 FROM feedback f WHERE f.audit_id = a.id AND f.source = :source - 1))
OR :obtained = coalesce(
  (SELECT f.obtained FROM feedback f WHERE f.audit_id = a.id AND f.source = :source - 1), -1))
AND (:means = '' OR :source = 0 OR EXISTS (
  SELECT 1 FROM feedback f WHERE f.audit_id = a.id AND f.source = :source - 1
  AND :means = CASE WHEN f.means = '' THEN 'none' WHEN instr(:feedback_means, '|' || lower(f.means) || '|')
    THEN lower(f.means) ELSE 'another means' END))
AND (:contact = 0 OR EXISTS (
  SELECT 1 FROM contact k WHERE k.audit_id = a.id AND k.who = :contact AND (NOT :answered OR k.state = 3)
  AND (:means = '' OR :means = CASE WHEN k.means = '' THEN 'none'
    WHEN instr(:contact_means, '|' || lower(k.means) || '|') THEN lower(k.means) ELSE 'another means' END)))
AND (:moderated_by = 0 OR EXISTS (
  SELECT 1 FROM moderation m WHERE m.audit_id = a.id AND m.state >= 4
  AND iif(:moderated_by = -2, m.user_id IS NOT :moderator, m.user_id IS nullif(:moderated_by, -1))))
AND (:decision = 0 OR (NOT {list_blind} AND :decision = 1 + EXISTS (
  SELECT 1 FROM judgement j LEFT JOIN judgement l ON l.audit_id = j.audit_id AND l.part = 0 AND l.domain_id = j.domain_id
  LEFT JOIN moderation_grade g ON g.audit_id = j.audit_id AND g.domain_id = j.domain_id
  WHERE j.audit_id = a.id AND j.part = 2 AND j.grade IS NOT NULL AND j.grade IS NOT coalesce(g.auditor, l.grade))))

-- What the filter leaves: 0 and '' stand for any. Other lists than those of reports do not pay for {drilled}.
-- =wanted
(:service = 0 OR a.service_id = :service) AND (:in_team = 0 OR a.team_id = :in_team)
AND (:month = '' OR a.month = :month) AND (:state = 0 OR a.state = :state) AND (NOT :open OR a.state <= 2)
AND (:grade = 0 OR (a.final_overall = :grade AND NOT {list_blind}))
AND (:by = 0 OR a.lead_id = :by OR a.peer_id = :by) AND (:kind = 0 OR a.kind = :kind) AND {seen}
AND (NOT :drilled OR ({drilled}))

-- By due date. Thousands share one: SQLite would walk through them all for (due_on, id) > (:key, :id), because
-- of a row value it takes only the first part to the index. So: the rest of that day, then the days after it, up to :until.
-- :list_due
SELECT {list_columns} FROM audit a INDEXED BY audit_due {list_names}
WHERE a.due_on = :key AND a.id > :id AND {wanted}
UNION ALL
SELECT {list_columns} FROM audit a INDEXED BY audit_due {list_names}
WHERE a.due_on > :key AND a.due_on <= :until AND {wanted}
ORDER BY 11, 1 LIMIT :count

-- :list_due_back
SELECT {list_columns} FROM audit a INDEXED BY audit_due {list_names}
WHERE a.due_on = :key AND a.id < :id AND {wanted}
UNION ALL
SELECT {list_columns} FROM audit a INDEXED BY audit_due {list_names}
WHERE a.due_on < :key AND a.due_on >= :until AND {wanted}
ORDER BY 11 DESC, 1 DESC LIMIT :count

-- By date of completion: those without one are left out.
-- :list_completed
SELECT {list_columns} FROM audit a INDEXED BY audit_completed {list_names}
WHERE a.completed_on = :key AND a.id > :id AND {wanted}
UNION ALL
SELECT {list_columns} FROM audit a INDEXED BY audit_completed {list_names}
WHERE a.completed_on > :key AND a.completed_on <= :until AND {wanted}
ORDER BY 12, 1 LIMIT :count

-- :list_completed_back
SELECT {list_columns} FROM audit a INDEXED BY audit_completed {list_names}
WHERE a.completed_on = :key AND a.id < :id AND {wanted}
UNION ALL
SELECT {list_columns} FROM audit a INDEXED BY audit_completed {list_names}
WHERE a.completed_on < :key AND a.completed_on >= :until AND {wanted}
ORDER BY 12 DESC, 1 DESC LIMIT :count

-- By due date, of one state.
-- :list_state
SELECT {list_columns} FROM audit a INDEXED BY audit_state_due {list_names}
WHERE a.state = :of_state AND a.due_on = :key AND a.id > :id AND {wanted}
UNION ALL
SELECT {list_columns} FROM audit a INDEXED BY audit_state_due {list_names}
WHERE a.state = :of_state AND a.due_on > :key AND a.due_on <= :until AND {wanted}
ORDER BY 11, 1 LIMIT :count

-- :list_state_back
SELECT {list_columns} FROM audit a INDEXED BY audit_state_due {list_names}
WHERE a.state = :of_state AND a.due_on = :key AND a.id < :id AND {wanted}
UNION ALL
SELECT {list_columns} FROM audit a INDEXED BY audit_state_due {list_names}
WHERE a.state = :of_state AND a.due_on < :key AND a.due_on >= :until AND {wanted}
ORDER BY 11 DESC, 1 DESC LIMIT :count

-- By reference. The index is the one that makes it unique.
-- :list_ref
SELECT {list_columns} FROM audit a {list_names}
WHERE a.ref > :key AND {wanted}
ORDER BY a.ref LIMIT :count

-- :list_ref_back
SELECT {list_columns} FROM audit a {list_names}
WHERE a.ref < :key AND {wanted}
ORDER BY a.ref DESC LIMIT :count

-- By due date, of a part of the table that has an index of its own: each arm walks one, those not asked for
-- give nothing, and they are merged as they come. The large ones are split as above.
-- :list_arms
SELECT {list_columns}
FROM (
    SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open
    WHERE a.state <= 2 AND :arm_open AND a.due_on = :key AND a.id > :id AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open
    WHERE a.state <= 2 AND :arm_open AND a.due_on > :key AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_lead
    WHERE a.state <= 2 AND a.lead_id = :arm_mine AND (a.due_on, a.id) > (:key, :id) AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_peer
    WHERE a.state <= 2 AND a.peer_id = :arm_mine AND (a.due_on, a.id) > (:key, :id) AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_lead_due
    WHERE a.lead_id = :arm_person AND (a.due_on, a.id) > (:key, :id) AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_peer_due
    WHERE a.peer_id = :arm_person AND (a.due_on, a.id) > (:key, :id) AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_team_due
    WHERE a.team_id = :arm_own AND a.state >= 3 AND (a.due_on, a.id) > (:key, :id) AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_team_due
    WHERE a.team_id = :arm_team AND (a.due_on, a.id) > (:key, :id) AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id = :arm_service AND a.due_on = :key AND a.id > :id AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id = :arm_service AND a.due_on > :key AND a.due_on <= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_month_due
    WHERE a.month = :arm_month AND a.due_on = :key AND a.id > :id AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_month_due
    WHERE a.month = :arm_month AND a.due_on > :key AND a.due_on <= :until AND {wanted}
    ORDER BY 1, 2 LIMIT :count
) x CROSS JOIN audit a ON a.id = x.id {list_names}
ORDER BY x.k, x.id

-- :list_arms_back
SELECT {list_columns}
FROM (
    SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open
    WHERE a.state <= 2 AND :arm_open AND a.due_on = :key AND a.id < :id AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open
    WHERE a.state <= 2 AND :arm_open AND a.due_on < :key AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_lead
    WHERE a.state <= 2 AND a.lead_id = :arm_mine AND (a.due_on, a.id) < (:key, :id) AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_open_peer
    WHERE a.state <= 2 AND a.peer_id = :arm_mine AND (a.due_on, a.id) < (:key, :id) AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_lead_due
    WHERE a.lead_id = :arm_person AND (a.due_on, a.id) < (:key, :id) AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_peer_due
    WHERE a.peer_id = :arm_person AND (a.due_on, a.id) < (:key, :id) AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_team_due
    WHERE a.team_id = :arm_own AND a.state >= 3 AND (a.due_on, a.id) < (:key, :id) AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_team_due
    WHERE a.team_id = :arm_team AND (a.due_on, a.id) < (:key, :id) AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id = :arm_service AND a.due_on = :key AND a.id < :id AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id = :arm_service AND a.due_on < :key AND a.due_on >= :until AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_month_due
    WHERE a.month = :arm_month AND a.due_on = :key AND a.id < :id AND {wanted}
    UNION SELECT a.due_on AS k, a.id AS id FROM audit a INDEXED BY audit_month_due
    WHERE a.month = :arm_month AND a.due_on < :key AND a.due_on >= :until AND {wanted}
    ORDER BY 1 DESC, 2 DESC LIMIT :count
) x CROSS JOIN audit a ON a.id = x.id {list_names}
ORDER BY x.k DESC, x.id DESC

-- The same parts in another order: gathered and sorted, for none of them is the whole table.
-- :list_sorted
SELECT {list_columns}
FROM (
    SELECT a.id AS id FROM audit a INDEXED BY audit_open WHERE a.state <= 2 AND :arm_open AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_open_lead WHERE a.state <= 2 AND a.lead_id = :arm_mine AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_open_peer WHERE a.state <= 2 AND a.peer_id = :arm_mine AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :arm_person AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_peer_due WHERE a.peer_id = :arm_person AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_team_due WHERE a.team_id = :arm_own AND a.state >= 3 AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_team_due WHERE a.team_id = :arm_team AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_service_due WHERE a.service_id = :arm_service AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :arm_services) AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_month_due WHERE a.month = :arm_month AND {wanted}
) x CROSS JOIN audit a ON a.id = x.id {list_names}
WHERE (CASE :sort WHEN 0 THEN a.due_on WHEN 1 THEN a.completed_on ELSE a.ref END, a.id) > (:key, :id)
ORDER BY CASE :sort WHEN 0 THEN a.due_on WHEN 1 THEN a.completed_on ELSE a.ref END, a.id LIMIT :count

-- :list_sorted_back
SELECT {list_columns}
FROM (
    SELECT a.id AS id FROM audit a INDEXED BY audit_open WHERE a.state <= 2 AND :arm_open AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_open_lead WHERE a.state <= 2 AND a.lead_id = :arm_mine AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_open_peer WHERE a.state <= 2 AND a.peer_id = :arm_mine AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :arm_person AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_peer_due WHERE a.peer_id = :arm_person AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_team_due WHERE a.team_id = :arm_own AND a.state >= 3 AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_team_due WHERE a.team_id = :arm_team AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_service_due WHERE a.service_id = :arm_service AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :arm_services) AND {wanted}
    UNION SELECT a.id AS id FROM audit a INDEXED BY audit_month_due WHERE a.month = :arm_month AND {wanted}
) x CROSS JOIN audit a ON a.id = x.id {list_names}
WHERE (CASE :sort WHEN 0 THEN a.due_on WHEN 1 THEN a.completed_on ELSE a.ref END, a.id) < (:key, :id)
ORDER BY CASE :sort WHEN 0 THEN a.due_on WHEN 1 THEN a.completed_on ELSE a.ref END DESC, a.id DESC LIMIT :count

-- Audits with a narrative that matches, in the order of their ids, one line for each narrative: the index gives
-- them as they are asked for, so that the reader stops when a page is full. A peer auditor does not find out what
-- the lead has written until it is submitted; and why an overall grade differs from the suggested one (place 16 of
-- core/narrative.h) tells the grade.
-- =list_told
(a.peer_id IS NOT :auditor OR a.state >= 3 OR (n.rowid >> 8 & 3) <> 0)
AND (NOT {list_blind} OR (n.rowid & 255) <> 16)

-- :list_text
SELECT {list_columns}
FROM narrative_index n CROSS JOIN audit a ON a.id = n.rowid / 1024 {list_names}
WHERE n.narrative_index MATCH :match AND n.rowid > :from AND {wanted} AND {list_told}
ORDER BY n.rowid

-- :list_text_back
SELECT {list_columns}
FROM narrative_index n CROSS JOIN audit a ON a.id = n.rowid / 1024 {list_names}
WHERE n.narrative_index MATCH :match AND n.rowid < :from AND {wanted} AND {list_told}
ORDER BY n.rowid DESC

-- Audits whose reference, or whose case's, begins so: from :low up to, not including, :high.
-- :list_begins
SELECT {list_columns}
FROM (
    SELECT a.id AS id FROM audit a WHERE a.ref >= :low AND a.ref < :high AND a.id > :id
    UNION SELECT a.id FROM casefile f CROSS JOIN audit a INDEXED BY audit_casefile ON a.casefile_id = f.id
    WHERE f.ref >= :low AND f.ref < :high AND a.id > :id
    ORDER BY 1
) x CROSS JOIN audit a ON a.id = x.id {list_names}
WHERE {wanted}
ORDER BY x.id LIMIT :count

-- :list_begins_back
SELECT {list_columns}
FROM (
    SELECT a.id AS id FROM audit a WHERE a.ref >= :low AND a.ref < :high AND a.id < :id
    UNION SELECT a.id FROM casefile f CROSS JOIN audit a INDEXED BY audit_casefile ON a.casefile_id = f.id
    WHERE f.ref >= :low AND f.ref < :high AND a.id < :id
    ORDER BY 1 DESC
) x CROSS JOIN audit a ON a.id = x.id {list_names}
WHERE {wanted}
ORDER BY x.id DESC LIMIT :count

-- How many audits a part has, counting no further than :most: decides whether it is gathered and sorted, or the whole
-- table walked in order, where so many will soon be met.
-- :list_part
SELECT count(*) FROM (
    SELECT 1 FROM audit a INDEXED BY audit_open WHERE a.state <= 2 AND :arm_open
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_open_lead WHERE a.state <= 2 AND a.lead_id = :arm_mine
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_open_peer WHERE a.state <= 2 AND a.peer_id = :arm_mine
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_lead_due WHERE a.lead_id = :arm_person
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_peer_due WHERE a.peer_id = :arm_person
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_team_due WHERE a.team_id = :arm_own
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_team_due WHERE a.team_id = :arm_team
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_service_due WHERE a.service_id = :arm_service
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_service_due
    WHERE a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :arm_services)
    UNION ALL SELECT 1 FROM audit a INDEXED BY audit_month_due WHERE a.month = :arm_month
    LIMIT :most
)

-- How many references begin so, counting no further than :most.
-- :list_begins_part
SELECT count(*) FROM (SELECT 1 FROM audit WHERE ref >= :low AND ref < :high LIMIT :most)

-- The same audits where they are so many that a walk in the order of ids soon meets a page of them.
-- :list_begins_many
SELECT {list_columns} FROM audit a {list_names}
WHERE a.id > :id AND ((+a.ref >= :low AND +a.ref < :high) OR (c.ref >= :low AND c.ref < :high)) AND {wanted}
ORDER BY a.id LIMIT :count

-- :list_begins_many_back
SELECT {list_columns} FROM audit a {list_names}
WHERE a.id < :id AND ((+a.ref >= :low AND +a.ref < :high) OR (c.ref >= :low AND c.ref < :high)) AND {wanted}
ORDER BY a.id DESC LIMIT :count
