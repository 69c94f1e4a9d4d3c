-- All that is held on a case: for whoever it is about, who may ask for it (core/person.h). The name of a column is the key
-- it has in the answer; behind a colon stands what its numbers are.

-- :person_case
SELECT id FROM casefile WHERE ref = :ref

-- An audit of it that somebody of QA may not read yet: they are to grade it blind, or are its peer.
-- :person_kept
SELECT ref FROM audit
WHERE casefile_id = :casefile AND (blind_id = :user OR (peer_id = :user AND state <= 2))
LIMIT 1

-- :person_casefile
SELECT c.ref AS case_ref, s.name AS service, t.name AS team, c.worker AS worker, c.plan_type AS plan_type,
       c.status AS status
FROM casefile c JOIN team t ON t.id = c.team_id JOIN service s ON s.id = t.service_id
WHERE c.id = :casefile

-- :person_workers
SELECT worker AS worker, until_on AS until_on FROM casefile_worker WHERE casefile_id = :casefile

-- :person_audits
SELECT a.ref AS audit_ref, a.kind AS "kind:audit_kind", a.month AS month, s.name AS service, t.name AS team,
       m.name AS template, m.version AS template_version, a.state AS "state:audit_state",
       coalesce(l.name, a.lead_name) AS auditor, a.lead_post AS auditor_post, p.name AS peer, a.worker AS worker,
       a.plan_type AS plan_type, a.age_band AS age_band, a.judged_from AS judged_from, a.read_from AS read_from,
       a.allocated_on AS allocated_on, a.not_before AS not_before, a.due_on AS due_on, a.started_on AS started_on,
       a.completed_on AS completed_on, a.moderated_on AS moderated_on, a.closed_on AS closed_on,
       a.withdrawn_on AS withdrawn_on, a.withdrawn_why AS withdrawn_why, a.withdrawn_by AS withdrawn_by,
       a.final_overall AS "final_overall:grade", a.at_risk AS "at_risk:yes", f.ref AS review_of, d.name AS draw,
       a.imported AS "imported:yes"
FROM audit a JOIN service s ON s.id = a.service_id JOIN team t ON t.id = a.team_id
JOIN template m ON m.id = a.template_id LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user p ON p.id = a.peer_id
LEFT JOIN audit f ON f.id = a.review_of LEFT JOIN sample d ON d.id = a.sample_id
WHERE a.casefile_id = :casefile ORDER BY a.id

-- :person_judgements
SELECT a.ref AS audit_ref, j.part AS "part:part", d.name AS domain, j.grade AS "grade:grade", u.name AS "by",
       j.changed_at AS changed_at
FROM audit a CROSS JOIN judgement j ON j.audit_id = a.id JOIN domain d ON d.id = j.domain_id
LEFT JOIN user u ON u.id = j.user_id
WHERE a.casefile_id = :casefile

-- :person_answers
SELECT a.ref AS audit_ref, w.part AS "part:part", p.code AS prompt, p.text AS question, w.value AS "answer:answer",
       u.name AS "by", w.changed_at AS changed_at
FROM audit a CROSS JOIN answer w ON w.audit_id = a.id JOIN prompt p ON p.id = w.prompt_id
LEFT JOIN user u ON u.id = w.user_id
WHERE a.casefile_id = :casefile

-- :person_indicators
SELECT a.ref AS audit_ref, k.part AS "part:part", d.name AS domain, i.grade AS "grade:grade", i.text AS indicator
FROM audit a CROSS JOIN tick k ON k.audit_id = a.id JOIN descriptor i ON i.id = k.descriptor_id
JOIN domain d ON d.id = i.domain_id
WHERE a.casefile_id = :casefile

-- What a text is of: a domain's rationale, a prompt's evidence, or a place of its own (core/narrative.h).
-- =person_text
n.place AS "of:place",
       coalesce((SELECT d.name FROM domain d WHERE d.template_id = n.template_id AND d.seq = n.place - 32
                   AND n.place BETWEEN 32 AND 63),
                (SELECT p.code FROM domain d JOIN prompt p ON p.domain_id = d.id
                 WHERE d.template_id = n.template_id AND p.seq = n.place - 64 AND n.place >= 64)) AS domain

-- :person_texts
SELECT n.ref AS audit_ref, n.part AS "part:part", {person_text}, n.text AS text, u.name AS "by",
       n.changed_at AS changed_at
FROM (SELECT a.ref, a.template_id, n.id >> 8 & 3 AS part, n.id & 255 AS place, n.text, n.user_id, n.changed_at
      FROM audit a CROSS JOIN narrative n ON n.id >= a.id * 1024 AND n.id < (a.id + 1) * 1024
      WHERE a.casefile_id = :casefile) n
LEFT JOIN user u ON u.id = n.user_id

-- :person_drafts
SELECT n.ref AS audit_ref, n.part AS "part:part", {person_text}, n.text AS text, u.name AS "by",
       n.saved_at AS saved_at
FROM (SELECT a.ref, a.template_id, n.narrative_id >> 8 & 3 AS part, n.narrative_id & 255 AS place, n.text, n.user_id,
             n.saved_at
      FROM audit a CROSS JOIN draft n ON n.narrative_id >= a.id * 1024 AND n.narrative_id < (a.id + 1) * 1024
      WHERE a.casefile_id = :casefile) n
LEFT JOIN user u ON u.id = n.user_id

-- :person_amendments
SELECT a.ref AS audit_ref, m.field AS field, m.old AS old, m.new AS new, m.reason AS reason, u.name AS "by", m.at AS at
FROM audit a CROSS JOIN amendment m ON m.audit_id = a.id JOIN user u ON u.id = m.user_id
WHERE a.casefile_id = :casefile

-- :person_feedback
SELECT a.ref AS audit_ref, f.source AS "source:source", f.obtained AS "obtained:yes", f.means AS means,
       f.changed_at AS changed_at
FROM audit a CROSS JOIN feedback f ON f.audit_id = a.id WHERE a.casefile_id = :casefile

-- :person_contacts
SELECT a.ref AS audit_ref, k.who AS "who:contact_who", k.state AS "state:contact_state", k.written_on AS written_on,
       k.means AS means, k.replied_on AS replied_on, k.note AS note, u.name AS "by", k.changed_at AS changed_at
FROM audit a CROSS JOIN contact k ON k.audit_id = a.id LEFT JOIN user u ON u.id = k.user_id
WHERE a.casefile_id = :casefile

-- :person_themes
SELECT a.ref AS audit_ref, h.name AS theme, k.aspect AS "aspect:aspect"
FROM audit a CROSS JOIN audit_theme k ON k.audit_id = a.id JOIN theme h ON h.id = k.theme_id
WHERE a.casefile_id = :casefile

-- :person_concerns
SELECT a.ref AS audit_ref, n.what AS what, n.told_whom AS told_whom, n.told_at AS told_at, r.name AS raised_by,
       n.raised_at AS raised_at, n.due_at AS due_at, n.done AS done, u.name AS done_by, n.done_at AS done_at
FROM audit a CROSS JOIN concern n ON n.audit_id = a.id JOIN user r ON r.id = n.raised_by
LEFT JOIN user u ON u.id = n.done_by
WHERE a.casefile_id = :casefile

-- :person_actions
SELECT a.ref AS audit_ref, x.seq AS seq, x.scope AS "scope:scope", x.what AS action, x.measure AS measure,
       coalesce(o.name, x.owner_name) AS owner, x.owner_post AS owner_post, x.reason AS reason, x.start_on AS start_on,
       x.due_on AS due_on, x.first_due_on AS first_due_on, x.priority AS "priority:yes", x.escalated AS "escalated:yes",
       x.progress AS "progress:progress", x.plan_on AS plan_on, x.evidence AS evidence, x.completed_on AS completed_on,
       x.impact AS impact, x.verified_on AS verified_on, v.name AS verified_by, x.created_on AS created_on,
       x.slips AS slips, x.sent_back AS sent_back, b.name AS said_done_by
FROM audit a CROSS JOIN action x ON x.audit_id = a.id LEFT JOIN user o ON o.id = x.owner_id
LEFT JOIN user v ON v.id = x.verified_by LEFT JOIN user b ON b.id = x.said_by
WHERE a.casefile_id = :casefile

-- :person_action_notes
SELECT a.ref AS audit_ref, x.seq AS seq, n.kind AS "kind:note_kind", n.at AS at, n.text AS text, u.name AS "by",
       n.progress AS "progress:progress", n.due_on AS due_on
FROM audit a CROSS JOIN action x ON x.audit_id = a.id CROSS JOIN action_note n ON n.action_id = x.id
LEFT JOIN user u ON u.id = n.user_id
WHERE a.casefile_id = :casefile

-- :person_moderations
SELECT a.ref AS audit_ref, m.state AS "state:moderation_state", m.mode AS "mode:moderation_mode", m.open_why AS open_why,
       p.name AS draw, m.why AS why, m.selected_on AS selected_on, b.name AS selected_by,
       coalesce(u.name, m.name) AS moderator, m.due_on AS due_on, m.sealed_at AS sealed_at,
       m.moderated_on AS moderated_on, m.took_part AS "took_part:yes", m.evidence AS "evidence:verdict",
       m.timeliness AS "timeliness:verdict", m.rationale AS "rationale:verdict", m.acknowledged_at AS acknowledged_at,
       m.disputed_on AS disputed_on, m.settled_on AS settled_on, s.name AS settled_by
FROM audit a CROSS JOIN moderation m ON m.audit_id = a.id LEFT JOIN sample p ON p.id = m.sample_id
LEFT JOIN user b ON b.id = m.selected_by LEFT JOIN user u ON u.id = m.user_id LEFT JOIN user s ON s.id = m.settled_by
WHERE a.casefile_id = :casefile

-- :person_moderation_grades
SELECT a.ref AS audit_ref, d.name AS domain, g.own AS "own:grade", g.auditor AS "auditor:grade",
       g.decision AS "decision:decision", g.changed_to AS "changed_to:grade", g.changed_at AS changed_at
FROM audit a CROSS JOIN moderation_grade g ON g.audit_id = a.id JOIN domain d ON d.id = g.domain_id
WHERE a.casefile_id = :casefile

-- :person_steps
SELECT a.ref AS audit_ref, l.seq AS seq, r.name AS step, r.who AS who, l.grade AS "grade:grade", l.risk AS "risk:yes",
       l.counted_from AS counted_from, l.not_before AS not_before, l.due_on AS due_on, l.state AS "state:loop_state",
       l.done_on AS done_on, l.done_at AS done_at, u.name AS done_by, l.late_reason AS late_reason,
       l.cancelled_on AS cancelled_on, l.cancelled_why AS cancelled_why, v.ref AS review
FROM audit a CROSS JOIN loop_step l ON l.audit_id = a.id JOIN loop_rule r ON r.id = l.rule_id
LEFT JOIN user u ON u.id = l.done_by LEFT JOIN audit v ON v.id = l.review_id
WHERE a.casefile_id = :casefile

-- :person_signatures
SELECT a.ref AS audit_ref, l.seq AS seq, g.part + 1 AS part, u.name AS "by", g.done_on AS done_on, g.at AS at
FROM audit a CROSS JOIN loop_step l ON l.audit_id = a.id CROSS JOIN loop_sign g ON g.step_id = l.id
JOIN user u ON u.id = g.user_id
WHERE a.casefile_id = :casefile

-- :person_details
SELECT a.ref AS audit_ref, l.seq AS seq, d.part + 1 AS part, d.field AS field, d.value AS value
FROM audit a CROSS JOIN loop_step l ON l.audit_id = a.id CROSS JOIN loop_detail d ON d.step_id = l.id
WHERE a.casefile_id = :casefile

-- :person_challenges
SELECT a.ref AS audit_ref, h.month AS month, h.why AS why, h.outcome AS "outcome:challenge_outcome",
       h.discussed AS discussed, h.follows AS follows, h.met_on AS met_on, u.name AS recorded_by,
       h.recorded_at AS recorded_at
FROM audit a CROSS JOIN challenge h ON h.audit_id = a.id LEFT JOIN user u ON u.id = h.recorded_by
WHERE a.casefile_id = :casefile

-- :person_exemplars
SELECT a.ref AS audit_ref, e.title AS title, e.text AS text, e.domain_code AS domain, u.name AS added_by,
       e.added_on AS added_on, e.withdrawn_on AS withdrawn_on
FROM audit a CROSS JOIN exemplar e ON e.audit_id = a.id JOIN user u ON u.id = e.added_by
WHERE a.casefile_id = :casefile

-- :person_notices
SELECT a.ref AS audit_ref, u.name AS told, n.at AS at, n.act AS act, n.words AS words, b.name AS "by", n.read_at AS read_at
FROM audit a CROSS JOIN notice n INDEXED BY notice_audit ON n.audit_id = a.id JOIN user u ON u.id = n.user_id
LEFT JOIN user b ON b.id = n.by_id
WHERE a.casefile_id = :casefile

-- :person_rounds
SELECT k.name AS round, k.opened_on AS opened_on, k.due_on AS due_on, k.closed_on AS closed_on, u.name AS opened_by
FROM calibration k JOIN user u ON u.id = k.opened_by
WHERE k.casefile_id = :casefile

-- Of rounds that are closed: before, nobody sees what another gave.
-- :person_round_grades
SELECT k.name AS round, u.name AS "by", d.name AS domain, g.grade AS "grade:grade", g.rationale AS rationale,
       g.changed_at AS changed_at
FROM calibration k CROSS JOIN calibration_grade g ON g.calibration_id = k.id JOIN user u ON u.id = g.user_id
JOIN domain d ON d.id = g.domain_id
WHERE k.casefile_id = :casefile AND k.closed_on IS NOT NULL

-- The draws it stood in.
-- :person_draws
SELECT p.name AS draw, p.drawn_on AS drawn_on, e.service AS service, e.team AS team, e.excluded AS excluded,
       e.rank AS rank, e.chosen > 0 AS "chosen:yes", r.reason AS replaced_because, r.approved_by AS approved_by,
       (SELECT s.why FROM sample_passed s WHERE s.sample_id = e.sample_id AND s.place = e.place LIMIT 1)
           AS passed_over_because
FROM casefile c CROSS JOIN sample_entry e ON e.ref = c.ref JOIN sample p ON p.id = e.sample_id
LEFT JOIN sample_replacement r ON r.sample_id = e.sample_id AND e.place IN (r.out_place, r.in_place)
WHERE c.id = :casefile AND p.purpose = 1

-- Where people stand in its audits, and what their screens remember of them.
-- :person_places
SELECT a.ref AS audit_ref, u.name AS person, k.page AS page, k.left_at AS left_at
FROM audit a CROSS JOIN place k ON k.audit_id = a.id JOIN user u ON u.id = k.user_id
WHERE a.casefile_id = :casefile

-- :person_screens
SELECT u.name AS person, k.screen AS screen, k.state AS state
FROM screen_state k JOIN user u ON u.id = k.user_id
WHERE instr(lower(k.screen || char(10) || k.state), (SELECT lower(c.ref) FROM casefile c WHERE c.id = :casefile))
   OR EXISTS (SELECT 1 FROM audit a WHERE a.casefile_id = :casefile
              AND instr(k.screen || char(10) || k.state, a.ref))

-- Looks and changes: of its audits, of the case in the frame, of rounds with it.
-- :person_trail
SELECT t.seq AS seq, t.at AS at, t.actor AS actor, t.act AS act, t.record AS record, t.field AS field, v.old AS old,
       v.new AS new, v.seq IS NOT NULL AND v.salt IS NULL AS "erased:yes"
FROM trail t LEFT JOIN trail_value v ON v.seq = t.seq
WHERE t.seq IN (SELECT w.seq FROM audit a CROSS JOIN trail w INDEXED BY trail_audit ON w.audit_id = a.id
                WHERE a.casefile_id = :casefile
                UNION ALL
                SELECT w.seq FROM casefile c CROSS JOIN trail w ON w.record = 'case ' || c.ref
                WHERE c.id = :casefile AND w.audit_id IS NULL
                UNION ALL
                SELECT w.seq FROM calibration k CROSS JOIN trail w ON w.record = 'calibration ' || k.name
                WHERE k.casefile_id = :casefile AND k.closed_on IS NOT NULL AND w.audit_id IS NULL)
ORDER BY t.seq
