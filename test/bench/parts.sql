-- SPDX-License-Identifier: MIT
-- Gives the audits of a bench database what `init --demo --audits` leaves out: of each that is completed the feedback of
-- child and parent, with the words of the one and why there are none of the other, and two themes; of each tenth the answers
-- to ten prompts.
BEGIN;
INSERT OR IGNORE INTO feedback (audit_id, source, obtained, means, changed_at)
SELECT a.id, s.value, 1 - s.value, iif(s.value, '', 'in person'), a.completed_on || 'T10:00:00Z'
FROM audit a CROSS JOIN json_each('[0, 1]') s WHERE a.completed_on IS NOT NULL;

INSERT OR IGNORE INTO narrative (id, text, revision, changed_at)
SELECT a.id * 1024 + 5, 'She said that her worker listens, and that "the plan" was read out to her, line by line.', 1,
       a.completed_on || 'T10:00:00Z'
FROM audit a WHERE a.completed_on IS NOT NULL;
INSERT OR IGNORE INTO narrative (id, text, revision, changed_at)
SELECT a.id * 1024 + 8, 'He did not answer two letters and a call', 1, a.completed_on || 'T10:00:00Z'
FROM audit a WHERE a.completed_on IS NOT NULL;

INSERT OR IGNORE INTO audit_theme (audit_id, theme_id, aspect)
SELECT a.id, 1 + (a.id * 7 + n.value * 3) % (SELECT count(*) FROM theme), 1 + n.value
FROM audit a CROSS JOIN json_each('[0, 1]') n WHERE a.completed_on IS NOT NULL;

INSERT OR IGNORE INTO answer (audit_id, part, prompt_id, value, user_id, changed_at)
SELECT a.id, 0, p.id, (a.id + p.seq) % 4, a.lead_id, a.completed_on || 'T10:00:00Z'
FROM audit a JOIN domain d ON d.template_id = a.template_id JOIN prompt p ON p.domain_id = d.id
WHERE a.completed_on IS NOT NULL AND a.id % 10 = 0 AND p.seq < 10;
COMMIT;
