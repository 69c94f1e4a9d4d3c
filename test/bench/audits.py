#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the SQL that has sqlite3 write the columns of `export audits`, for the shipped template.

A subquery for each cell that lies in a table of its own: each is one look-up by primary key, which was
faster than joining the tables grouped by audit (SQLite then sorts the millions of rows of each).
"""
DOMAINS = ["VOICE", "ASSESS", "PLAN", "PARTNER", "SUPER", "DIVERSE", "overall"]
WORDS = "WHEN 1 THEN 'Outstanding' WHEN 2 THEN 'Good' WHEN 3 THEN 'Requires Improvement' WHEN 4 THEN 'Inadequate'"
# Places of texts as core/narrative.h numbers them.
PLACES = dict(well=0, needs_work=1, impact=2, reflection=3, experience=4, learning_case=12, learning_service=13)
PLACES.update(good_practice=14, summary=15, why_differs=16)


def word(grade):
    return f"CASE {grade} {WORDS} ELSE '' END"


def judged(part, code):
    return (
        f"(SELECT grade FROM judgement WHERE audit_id = a.id AND part = {part}"
        f" AND domain_id = (SELECT id FROM domain WHERE template_id = a.template_id AND code = '{code}'))"
    )


def text(place, part=0):
    return f"(SELECT text FROM narrative WHERE id = a.id * 1024 + {part * 256 + place})"


def action(condition):
    return f"(SELECT count(*) FROM action WHERE audit_id = a.id{condition})"


def feedback(source, words, why_not):
    return (
        f"(SELECT CASE obtained WHEN 1 THEN {text(words)} ELSE 'no: ' || {text(why_not)} END"
        f" FROM feedback WHERE audit_id = a.id AND source = {source})"
    )


columns = dict(
    audit_ref="a.ref", case_ref="c.ref", team="t.name", template="v.name", auditor="u.login", auditor_post="a.lead_post",
    allocated_on="a.allocated_on", due_on="a.due_on", completed_on="a.completed_on",
)
columns.update({code: word(judged(0, code)) for code in DOMAINS})
columns.update(moderator="mu.login", moderated_on="m.moderated_on")
columns.update({f"mod_{code}": word(judged(2, code)) for code in DOMAINS})
columns.update(
    moderation_note=text(17, 2), child_feedback=feedback(0, 5, 6), family_feedback=feedback(1, 7, 8), summary=text(15),
    state="CASE a.state WHEN 1 THEN 'allocated' WHEN 2 THEN 'draft' WHEN 3 THEN 'submitted' WHEN 4 THEN 'moderated'"
    " WHEN 5 THEN 'closed' ELSE 'withdrawn' END",
)
FINAL = "iif(a.completed_on IS NULL, NULL, coalesce({}, {}))"
columns.update({f"final_{code}": word(FINAL.format(judged(2, code), judged(0, code))) for code in DOMAINS})
columns.update(
    template_version="v.version", month="a.month", service="s.name", started_on="a.started_on", closed_on="a.closed_on",
    withdrawn_on="a.withdrawn_on", withdrawn_why="a.withdrawn_why", withdrawn_by="a.withdrawn_by", peer="p.login",
    worker="a.worker", plan_type="a.plan_type", age_band="a.age_band", judged_from="a.judged_from",
    read_from="a.read_from",
)
columns.update({name: text(place) for name, place in PLACES.items() if name != "summary"})
columns.update(
    at_risk="CASE a.at_risk WHEN 1 THEN 'yes' ELSE 'no' END", amendments="a.amended", actions=action(""),
    actions_open=action(" AND progress < 5"), actions_overdue=action(" AND progress < 4 AND due_on < date('now')"),
    actions_closed=action(" AND progress = 5"), database="'practice'",
)
print("SELECT " + ",\n    ".join(f"{value} AS {name}" for name, value in columns.items()))
print(
    """FROM audit a
JOIN casefile c ON c.id = a.casefile_id
JOIN team t ON t.id = a.team_id
JOIN service s ON s.id = a.service_id
JOIN template v ON v.id = a.template_id
LEFT JOIN user u ON u.id = a.lead_id
LEFT JOIN user p ON p.id = a.peer_id
LEFT JOIN moderation m ON m.audit_id = a.id
LEFT JOIN user mu ON mu.id = m.user_id
ORDER BY a.id"""
)
