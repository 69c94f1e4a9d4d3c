#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the SQL that has sqlite3 write the columns of an export other than audits, as one would write it by hand.

    exports.py DATASET

The names of teams, services, templates and people are joined, grades and states are words by CASE; in the order that
the export has. What is worked out row by row in C (the colour of an action) is left out, and the note of a step is but who
signed it and when, so that the rival has less to do.
"""
import sys

GRADE = (
    "CASE {} WHEN 0 THEN 'Not applicable' WHEN 1 THEN 'Outstanding' WHEN 2 THEN 'Good'"
    " WHEN 3 THEN 'Requires Improvement' WHEN 4 THEN 'Inadequate' ELSE '' END"
)
STATE = (
    "CASE a.state WHEN 1 THEN 'allocated' WHEN 2 THEN 'draft' WHEN 3 THEN 'submitted' WHEN 4 THEN 'moderated'"
    " WHEN 5 THEN 'closed' ELSE 'withdrawn' END"
)
PART = "CASE {} WHEN 0 THEN 'lead' WHEN 1 THEN 'peer' WHEN 2 THEN 'moderator' ELSE 'settler' END"
YES = "CASE {} WHEN 1 THEN 'yes' ELSE 'no' END"
AUDIT = "a.ref AS audit_ref, c.ref AS case_ref, t.name AS team, s.name AS service"
JOINED = """JOIN casefile c ON c.id = a.casefile_id
JOIN team t ON t.id = a.team_id
JOIN service s ON s.id = a.service_id"""
DATABASE = "'practice' AS database"

STATEMENTS = dict(
    judgements=f"""SELECT {AUDIT}, v.name AS template, v.version, d.code, d.name, {PART.format('j.part')} AS part,
    {GRADE.format('j.grade')} AS grade, n.text AS rationale,
    (SELECT count(*) FROM tick k JOIN descriptor i ON i.id = k.descriptor_id
     WHERE k.audit_id = j.audit_id AND k.part = j.part AND i.domain_id = j.domain_id) AS indicators,
    coalesce(u.login, CASE j.part WHEN 0 THEN a.lead_name WHEN 2 THEN m.name END) AS by,
    a.completed_on, {STATE} AS state, j.changed_at, {DATABASE}
FROM judgement j JOIN audit a ON a.id = j.audit_id {JOINED}
JOIN template v ON v.id = a.template_id JOIN domain d ON d.id = j.domain_id
LEFT JOIN moderation m ON m.audit_id = j.audit_id
LEFT JOIN user u ON u.id = coalesce(j.user_id, CASE j.part WHEN 0 THEN a.lead_id WHEN 1 THEN a.peer_id ELSE m.user_id END)
LEFT JOIN narrative n ON n.id = j.audit_id * 1024 + j.part * 256 + 32 + d.seq
ORDER BY j.audit_id, j.part, j.domain_id""",
    answers=f"""SELECT {AUDIT}, v.name AS template, v.version, d.code, p.code, p.text, {YES.format('p.safety')} AS safety,
    {PART.format('w.part')} AS part,
    CASE w.value WHEN 1 THEN 'yes' WHEN 2 THEN 'partly' WHEN 3 THEN 'no' ELSE 'not applicable' END AS answer,
    n.text AS evidence, u.login AS by, a.completed_on, {STATE} AS state, w.changed_at, {DATABASE}
FROM answer w JOIN audit a ON a.id = w.audit_id {JOINED}
JOIN template v ON v.id = a.template_id JOIN prompt p ON p.id = w.prompt_id JOIN domain d ON d.id = p.domain_id
LEFT JOIN user u ON u.id = w.user_id
LEFT JOIN narrative n ON n.id = w.audit_id * 1024 + w.part * 256 + 64 + p.seq
ORDER BY w.audit_id, w.part, w.prompt_id""",
    feedback=f"""SELECT {AUDIT}, CASE f.source WHEN 0 THEN 'child' WHEN 1 THEN 'parent' WHEN 2 THEN 'carer'
    ELSE 'practitioner' END AS source, {YES.format('f.obtained')} AS obtained, f.means, w.text AS words,
    y.text AS why_not, a.completed_on, {STATE} AS state, f.changed_at, {DATABASE}
FROM feedback f JOIN audit a ON a.id = f.audit_id {JOINED}
LEFT JOIN narrative w ON w.id = f.audit_id * 1024 + CASE f.source WHEN 3 THEN 4 ELSE 5 + 2 * f.source END
LEFT JOIN narrative y ON f.source < 3 AND y.id = f.audit_id * 1024 + 6 + 2 * f.source
ORDER BY f.audit_id, f.source""",
    themes=f"""SELECT {AUDIT}, h.name AS theme, {YES.format('h.listed')} AS listed,
    CASE x.aspect WHEN 1 THEN 'strength' ELSE 'development' END AS aspect, a.completed_on, {STATE} AS state, {DATABASE}
FROM audit_theme x JOIN audit a ON a.id = x.audit_id {JOINED} JOIN theme h ON h.id = x.theme_id
ORDER BY x.audit_id, x.theme_id""",
    moderations=f"""SELECT a.ref AS audit_ref, c.ref AS case_ref, s.name AS service, t.name AS team, v.name AS template,
    a.month, d.code, d.name, coalesce(l.login, a.lead_name) AS auditor, coalesce(u.login, m.name) AS moderator,
    {GRADE.format('coalesce(g.auditor, jl.grade)')} AS auditor_grade,
    {GRADE.format('coalesce(g.own, jm.grade, jl.grade)')} AS moderator_grade,
    CASE coalesce(g.decision, iif(jm.grade IS NULL OR jm.grade IS jl.grade, 1, 2)) WHEN 1 THEN 'upheld'
    ELSE 'changed' END AS decision, {GRADE.format('coalesce(js.grade, jm.grade, jl.grade)')} AS final_grade,
    CASE m.mode WHEN 1 THEN 'sealed' WHEN 2 THEN 'open' ELSE 'imported' END AS mode, m.open_why, r.text AS reason,
    m.selected_on, p.name AS how, m.sealed_at, m.moderated_on, m.took_part, m.evidence, m.timeliness, m.rationale,
    n.text AS commentary, m.state, m.disputed_on, m.settled_on, a.kind, {DATABASE}
FROM moderation m JOIN audit a ON a.id = m.audit_id {JOINED}
JOIN template v ON v.id = a.template_id JOIN domain d ON d.template_id = a.template_id
LEFT JOIN user l ON l.id = a.lead_id LEFT JOIN user u ON u.id = m.user_id LEFT JOIN sample p ON p.id = m.sample_id
LEFT JOIN moderation_grade g ON g.audit_id = m.audit_id AND g.domain_id = d.id
LEFT JOIN judgement jl ON jl.audit_id = m.audit_id AND jl.part = 0 AND jl.domain_id = d.id
LEFT JOIN judgement jm ON jm.audit_id = m.audit_id AND jm.part = 2 AND jm.domain_id = d.id
LEFT JOIN judgement js ON js.audit_id = m.audit_id AND js.part = 3 AND js.domain_id = d.id
LEFT JOIN narrative r ON r.id = m.audit_id * 1024 + 2 * 256 + 32 + d.seq
LEFT JOIN narrative n ON n.id = m.audit_id * 1024 + 2 * 256 + 17
WHERE m.state >= 4 ORDER BY m.audit_id, d.seq""",
    actions=f"""SELECT a.ref AS audit_ref, x.what, x.measure, coalesce(u.login, x.owner_name) AS owner, x.owner_post,
    x.reason, x.due_on, {YES.format('x.priority')} AS priority, {YES.format('x.escalated')} AS escalated, x.completed_on,
    x.verified_on, x.impact, x.seq, CASE x.scope WHEN 1 THEN 'case' ELSE 'service' END AS scope,
    CASE x.progress WHEN 1 THEN 'not started' WHEN 2 THEN 'progressing' WHEN 3 THEN 'off track'
    WHEN 4 THEN 'said to be done' ELSE 'verified' END AS progress, x.start_on, x.first_due_on, x.plan_on, x.evidence,
    f.login AS verified_by, x.created_on, c.ref AS case_ref, t.name AS team, s.name AS service, x.slips, x.sent_back,
    b.login AS said_by, {DATABASE}
FROM action x JOIN audit a ON a.id = x.audit_id {JOINED}
LEFT JOIN user u ON u.id = x.owner_id LEFT JOIN user f ON f.id = x.verified_by LEFT JOIN user b ON b.id = x.said_by
ORDER BY x.audit_id, x.seq""",
    steps=f"""SELECT a.ref AS audit_ref, r.step, r.who, {GRADE.format('x.grade')} AS grade, x.counted_from, x.due_on,
    x.done_on, u.login AS done_by, CASE x.state WHEN 1 THEN 'open' WHEN 2 THEN 'done' ELSE 'cancelled' END AS state,
    x.late_reason, x.cancelled_why || coalesce((SELECT group_concat(p.post || ', ' || p.name || ', ' || g.done_on, '. ')
    FROM loop_sign g JOIN user p ON p.id = g.user_id WHERE g.step_id = x.id), '') AS note, {DATABASE}
FROM loop_step x JOIN audit a ON a.id = x.audit_id JOIN loop_rule r ON r.id = x.rule_id
LEFT JOIN user u ON u.id = x.done_by ORDER BY x.audit_id, x.seq""",
    trail="""SELECT t.seq, t.at, t.actor, t.uid, t.act, t.record, s.name AS service, t.field, v.old, v.new,
    CASE WHEN v.seq IS NOT NULL AND v.salt IS NULL THEN 'yes' ELSE 'no' END AS erased, lower(hex(t.hash)) AS hash,
    'practice' AS database
FROM trail t LEFT JOIN trail_value v ON v.seq = t.seq LEFT JOIN service s ON s.id = t.service_id ORDER BY t.seq""",
    summary=f"""SELECT 'all' AS period, s.name AS service, t.name AS team, d.code AS domain,
    {GRADE.format('coalesce(m.grade, l.grade)')} AS grade, count(*) AS count, {DATABASE}
FROM judgement l JOIN audit a ON a.id = l.audit_id JOIN team t ON t.id = a.team_id JOIN service s ON s.id = a.service_id
JOIN domain d ON d.id = l.domain_id
LEFT JOIN judgement m ON m.audit_id = l.audit_id AND m.part = 2 AND m.domain_id = l.domain_id
WHERE l.part = 0 AND a.completed_on IS NOT NULL AND a.state <> 6 AND a.kind = 1 GROUP BY 2, 3, 4, 5""",
    kpi=f"""SELECT count(*) AS completed, sum(final_overall = 4) AS inadequate, sum(final_overall = 3) AS improve,
    sum(final_overall = 2) AS good, sum(final_overall = 1) AS outstanding, sum(moderated_on IS NOT NULL) AS moderated,
    {DATABASE} FROM audit WHERE completed_on IS NOT NULL AND state <> 6 AND kind = 1""",
)

print(STATEMENTS[sys.argv[1]])
