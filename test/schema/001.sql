-- Rows for every table of schema 1, as its program wrote them: what a migration must carry over. The user 'me' becomes
-- whoever runs the test. Where something is odd (accents, quotes, an empty text, a revision beyond 1), it is on purpose.

INSERT INTO setting (name, value) VALUES
    ('kind', 'practice'), ('created_at', '2026-10-12T08:00:00Z'), ('test', 'old''s "value"');
INSERT INTO bank_holiday (day, name) VALUES ('2026-12-25', 'Christmas Day'), ('2026-12-28', 'Boxing Day (substitute)');
INSERT INTO service (id, name, active) VALUES (1, 'Looked After', 1), (2, 'Early Help', 1), (7, 'Gone', 0);
INSERT INTO team (id, service_id, name, active) VALUES (1, 1, 'East', 1), (2, 2, 'Gwŷr', 1), (9, 7, 'Old', 0);
INSERT INTO user (id, login, name, post, roles, team_id, active, seen_at) VALUES
    (1, 'me', 'Me', 'administrator', 15, NULL, 1, NULL),
    (2, 'sian', 'Siân Ŵyn', 'team manager', 1, 1, 1, '2026-10-11T16:00:00Z'),
    (3, 'quinn', 'Quinn Quill', 'qa co-ordinator', 4, NULL, 1, NULL),
    (4, 'bob', 'Bob Birch', 'iro', 1, 2, 1, NULL),
    (5, 'sue', 'Sue Slate', 'head of service', 2, NULL, 1, NULL),
    (8, 'left', 'Who Left', 'social worker', 1, 9, 0, NULL);
INSERT INTO user_service (user_id, service_id) VALUES (5, 1), (5, 2);
INSERT INTO casefile (id, ref, team_id, worker, plan_type, status) VALUES
    (1, 'CF-1', 1, 'Wendy Ŵyn', 'child protection', 'open'),
    (2, 'CF-2', 2, '', '', 'open'),
    (5, 'cf-5', 9, 'left', 'looked after', 'closed');

INSERT INTO template (id, name, version, effective_on) VALUES
    (1, 'case-file', 1, '2024-09-01'), (2, 'case-file', 2, '2030-01-01');
INSERT INTO domain (id, template_id, seq, code, name, question, allows_na) VALUES
    (1, 1, 0, 'VOICE', 'Voice of the child', 'Is the child heard?', 0),
    (2, 1, 1, 'PLAN', 'Plan', '', 1),
    (3, 1, 2, 'overall', 'Overall', '', 0),
    (4, 2, 0, 'overall', 'Overall', '', 0);
INSERT INTO prompt (id, domain_id, seq, code, text, safety) VALUES
    (1, 1, 0, 'V1', 'Was the child seen alone?', 1), (2, 2, 1, 'P1', 'Is the plan clear?', 0);
INSERT INTO descriptor (id, domain_id, grade, seq, text) VALUES
    (1, 1, 1, 1, 'Always heard.'), (2, 1, 2, 1, 'Mostly heard.'), (3, 1, 3, 1, 'Seldom heard.'),
    (4, 1, 4, 1, 'Never heard.'), (5, 2, 2, 1, 'A clear plan.');
UPDATE template SET published_at = '2024-08-30T09:00:00Z', published_by = 'me' WHERE id = 1;

-- One in each state, one imported of a person who is no user here, one with a peer.
INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, state, lead_id, lead_name,
    lead_post, peer_id, worker, plan_type, age_band, judged_from, read_from, allocated_on, due_on, started_on,
    completed_on, moderated_on, closed_on, withdrawn_on, withdrawn_why, withdrawn_by, final_overall, at_risk, imported,
    amended, revision) VALUES
    (1, '2026-10-001', 1, 1, 1, 1, '2026-10', 1, 2, '', 'team manager', NULL, 'Wendy Ŵyn', 'child protection', '',
        NULL, NULL, '2026-10-01', '2026-10-30', NULL, NULL, NULL, NULL, NULL, '', '', NULL, 0, 0, 0, 1),
    (2, '2026-10-002', 2, 2, 2, 1, '2026-10', 2, 4, '', 'iro', 2, '', '', 'unborn', '2026-04-01', '2025-10-01',
        '2026-10-01', '2026-10-30', '2026-10-05', NULL, NULL, NULL, NULL, '', '', NULL, 1, 0, 0, 14),
    (3, '2026-10-003', 1, 1, 1, 1, '2026-10', 3, 2, '', 'team manager', 4, 'Wendy Ŵyn', 'child protection', '1 to 4',
        '2026-04-01', '2025-10-01', '2026-10-01', '2026-10-30', '2026-10-02', '2026-10-09', NULL, NULL, NULL, '', '',
        4, 0, 0, 2, 30),
    (4, 'A-1', 5, 9, 7, 1, '2025-01', 4, NULL, 'J. "Jo" Jones', 'team manager', NULL, '', '', '', NULL, NULL,
        '2025-01-06', '2025-01-31', NULL, '2025-01-20', '2025-02-03', NULL, NULL, '', '', 3, 0, 1, 0, 1),
    (5, 'A-2', 5, 9, 7, 1, '2025-01', 5, 8, '', 'social worker', NULL, '', '', '', NULL, NULL, '2025-01-06',
        '2025-01-31', NULL, '2025-01-21', '2025-02-04', '2025-04-01', NULL, '', '', 2, 0, 1, 0, 1),
    (6, '2026-09-001', 1, 1, 1, 1, '2026-09', 6, 2, '', 'team manager', NULL, '', '', '', NULL, NULL, '2026-09-01',
        '2026-09-30', NULL, NULL, NULL, NULL, '2026-09-14', 'The family moved.', 'Sue Slate', NULL, 0, 0, 0, 2);
INSERT INTO judgement (audit_id, part, domain_id, grade, user_id, revision, changed_at) VALUES
    (2, 0, 1, 2, 4, 3, '2026-10-05T10:00:00Z'), (2, 0, 2, NULL, 4, 2, '2026-10-05T10:01:00Z'),
    (2, 1, 1, 3, 2, 1, '2026-10-06T10:00:00Z'),
    (3, 0, 1, 4, 2, 1, '2026-10-02T10:00:00Z'), (3, 0, 2, 0, 2, 1, '2026-10-02T10:00:00Z'),
    (3, 0, 3, 4, 2, 5, '2026-10-09T10:00:00Z'), (3, 1, 3, 3, 4, 1, '2026-10-09T10:00:00Z'),
    (4, 0, 1, 2, NULL, 1, '2026-09-01T10:00:00Z'), (4, 0, 3, 2, NULL, 1, '2026-09-01T10:00:00Z'),
    (4, 2, 3, 3, NULL, 1, '2026-09-01T10:00:00Z'),
    (5, 0, 3, 2, NULL, 1, '2026-09-01T10:00:00Z');
INSERT INTO answer (audit_id, part, prompt_id, value, user_id, revision, changed_at) VALUES
    (2, 0, 1, 3, 4, 2, '2026-10-05T10:00:00Z'), (2, 1, 1, 0, 2, 1, '2026-10-06T10:00:00Z'),
    (3, 0, 1, 1, 2, 1, '2026-10-02T10:00:00Z'), (3, 0, 2, 2, 2, 1, '2026-10-02T10:00:00Z');
INSERT INTO tick (audit_id, part, descriptor_id) VALUES (2, 0, 2), (2, 1, 3), (3, 0, 4);
-- Summaries are place 15, commentaries 17 of part 2, rationales from 32: see narrative.id.
INSERT INTO narrative (id, text, user_id, revision, changed_at) VALUES
    (2 * 1024 + 32, 'Ffion says that nobody asks her.', 4, 2, '2026-10-05T10:00:00Z'),
    (2 * 1024 + 256 + 32, 'The peer saw drift and delay.', 2, 1, '2026-10-06T10:00:00Z'),
    (3 * 1024 + 15, 'Drift since March; "plan" of one line.
A second line.', 2, 4, '2026-10-09T10:00:00Z'),
    (4 * 1024 + 15, 'Caffi Gwŷr: imported words.', NULL, 1, '2026-09-01T10:00:00Z'),
    (4 * 1024 + 512 + 17, 'The moderator thought it weaker.', NULL, 1, '2026-09-01T10:00:00Z');
INSERT INTO narrative_index (rowid, text) SELECT id, text FROM narrative;
INSERT INTO draft (narrative_id, user_id, text, caret, base, saved_at) VALUES
    (2 * 1024 + 32, 4, 'Ffion says that nobody asks her, and', 36, 2, '2026-10-12T07:59:58Z'),
    (2 * 1024 + 15, 4, '', 0, 0, '2026-10-12T07:59:59Z');
INSERT INTO place (user_id, audit_id, page, item, left_at) VALUES (4, 2, 'VOICE', 3, '2026-10-12T07:59:59Z');
INSERT INTO screen_state (user_id, screen, state) VALUES (3, 'audits', 'state=draft month=2026-10');
INSERT INTO feedback (audit_id, source, obtained, means, revision, changed_at) VALUES
    (3, 0, 1, 'in person', 2, '2026-10-08T10:00:00Z'), (3, 1, 0, '', 1, '2026-10-08T10:00:00Z');
INSERT INTO theme (id, name, listed) VALUES (1, 'Drift', 1), (2, 'Caffi', 0);
INSERT INTO audit_theme (audit_id, theme_id, aspect) VALUES (3, 1, 2), (3, 2, 1);
INSERT INTO moderation (audit_id, user_id, name, moderated_on) VALUES
    (4, NULL, 'Somebody Before', '2025-02-03'), (5, 5, '', '2025-02-04');
INSERT INTO concern (id, audit_id, prompt_id, what, told_whom, told_at, raised_by, raised_at, done, done_by, done_at)
    VALUES (1, 2, 1, 'Bruises', 'MASH', 'today 14:20', 4, '2026-10-05T14:21:00Z', '', NULL, NULL),
    (2, 3, NULL, 'Left alone', 'the worker', 'at once', 2, '2026-10-02T11:00:00Z', 'Seen, is safe', 3,
        '2026-10-03T09:00:00Z');
INSERT INTO action (id, audit_id, seq, scope, what, measure, owner_id, owner_name, owner_post, reason, start_on, due_on,
    first_due_on, priority, escalated, progress, plan_on, evidence, completed_on, impact, verified_on, verified_by,
    created_on, revision) VALUES
    (1, 3, 1, 1, 'See the child alone', 'A visit on file', 2, '', 'team manager', 'She is not heard', NULL,
        '2026-11-02', '2026-10-20', 1, 1, 3, '2026-11-01', '', NULL, '', NULL, NULL, '2026-10-09', 3),
    (2, 3, 2, 2, 'Train', '', NULL, 'The school', '', '', '2026-10-12', '2026-12-01', '2026-12-01', 0, 0, 1, NULL, '',
        NULL, '', NULL, NULL, '2026-10-09', 1),
    (9, 5, 1, 1, 'Done', '', 8, '', 'social worker', '', NULL, '2025-03-01', '2025-03-01', 0, 0, 5, NULL, 'Seen',
        '2025-02-20', 'Is heard', '2025-02-21', 3, '2025-01-21', 4);
INSERT INTO action_note (id, action_id, at, user_id, text) VALUES
    (1, 1, '2026-10-10T10:00:00Z', 2, 'Was on leave.'), (2, 9, '2025-02-20T10:00:00Z', NULL, 'Imported.');
INSERT INTO amendment (id, audit_id, field, old, new, reason, user_id, at) VALUES
    (1, 3, 'VOICE.grade', 'Requires Improvement', 'Inadequate', 'Wrong key', 2, '2026-10-10T10:00:00Z'),
    (2, 3, 'worker', '', 'Wendy Ŵyn', 'Left out', 2, '2026-10-10T10:05:00Z');

-- The trail as the program of schema 1 wrote it, hashes and all; the value of row 7 was erased.
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (1,'2026-11-24T08:28:49Z','root',0,'init','database',NULL,NULL,'',NULL,
    X'7d49284772d26cc5b80b8e395acab59fc7449846a981894706effb885910b957',X'eee4dd90d9108b0e166c24ccddf76a0ed926348d8263332fda402eac2fbb3177');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (2,'2026-11-24T08:28:49Z','root',0,'publish','template case-file-2024 version 1',NULL,NULL,'',NULL,
    X'4755c0c6c8a7a7830981ba1fbf38865e6323cd82812fd2a43df42e73d25716ca',X'29a31d864af63d26c3613d91b3e7b4ced8a4ae6607933570710bd2ab9c74b6eb');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (3,'2026-10-12T08:28:49Z','root',0,'add','service Looked After',NULL,1,'',NULL,
    X'647c7687eddef3360b8bab47c03dfbcf624a08a787c96ea3fb036d365db59021',X'1bda5d2b89878464e5d7c69544a049ebabe3e2979d438022ea7739911ea8aea3');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (4,'2026-10-12T08:28:49Z','root',0,'add','team East',NULL,1,'',NULL,
    X'1bd42fb0d8a5784e32a932f3ae1dbbc63ea7941af5fc6a6e96173d33d14e0c69',X'68b955b37180b9daa8283605ac97f643afef5d648ba561db9252af34cc7fe27d');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (5,'2026-10-12T08:28:49Z','root',0,'add','user sian',NULL,NULL,'',NULL,
    X'bd57df023871076b24c3f24cf12302b6d49ff797f1c46ed1172ee4442c07b7bf',X'116e711ca6fc5064b64140ca0fa8720435a80fb3f793a133291f445f9ac5734e');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (6,'2026-10-12T08:28:49Z','root',0,'add','user quinn',NULL,NULL,'',NULL,
    X'dcd9b8f82dfaf5f9564e1d6e998c39f2bfd326ae5156e53151b366ea6234b88b',X'b197827ce03904ee5a68b7d3b23b8e14d006dd4107fdd9f4305b45796b0d14c4');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (7,'2026-10-12T08:28:49Z','quinn',0,'add','case CF-1',NULL,1,'',NULL,
    X'ba9b49b766fc90c052aca04ef6c0a3ad83580b7ca424908c0d1b8b20a202b4ff',X'5caac697aa8f8b17df56d74876b54e5c667d422d80126058f7bc8f36d4f45dc6');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (8,'2026-10-12T08:28:49Z','quinn',0,'import','cases from c.csv',NULL,NULL,'',NULL,
    X'8c452e486b7f6694d366d7b1196d7b2372a828b216064da815b5073bf0f34518',X'7a517ae8e1b88ba0575d12028e58f0d1878b0d61cd4f36b21b1a9391f28cf990');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (9,'2026-10-12T08:28:49Z','quinn',0,'add','audit 2026-10-001',1,1,'',NULL,
    X'8f9d8ff4de837f093ee944f504910c820d0551fe7bd146209ee739b62f718fd5',X'2462917aa70ce254e31ca0919e03cbd6d5b76ee7ae3d18a5207bc87b533ea60b');
INSERT INTO trail (seq, at, actor, uid, act, record, audit_id, service_id, field, old_digest, new_digest, hash)
    VALUES (10,'2026-10-12T08:28:49Z','quinn',0,'look','audit 2026-10-001',1,1,'',NULL,NULL,
    X'8bcdb1a190b7ab93477833252e0ccf22a144e3655a2c45eb71d61a11bbb88b4c');
INSERT INTO trail_value (seq, salt, old, new) VALUES (1,X'3edbbf6897175cb77ee233a9288165d9',NULL,'practice');
INSERT INTO trail_value (seq, salt, old, new) VALUES (2,X'a34da4c26241065a1d9f2558aa1ca884',NULL,'in force from 2024-09-01, 7 domains, 48 prompts');
INSERT INTO trail_value (seq, salt, old, new) VALUES (3,X'082ed70233fec145c8f4fa0d6425ad57',NULL,'Looked After');
INSERT INTO trail_value (seq, salt, old, new) VALUES (4,X'0bb1f46bd0fb89cc16767f28eaf88a46',NULL,'Looked After');
INSERT INTO trail_value (seq, salt, old, new) VALUES (5,X'e88234269fb51091cc8954a2b1c76ea2',NULL,'Siân Ŵyn, team manager, roles auditor, team East, services ');
INSERT INTO trail_value (seq, salt, old, new) VALUES (6,X'41c4851f7f85e2b0a36ef7daef498be3',NULL,'Quinn Quill, qa co-ordinator, roles qa, team , services ');
INSERT INTO trail_value (seq, salt, old, new) VALUES (7,NULL,NULL,NULL);
INSERT INTO trail_value (seq, salt, old, new) VALUES (8,X'ab24ebc257ab68cf3559747d81501dac',NULL,'1 new, 0 changed, 0 unchanged');
INSERT INTO trail_value (seq, salt, old, new) VALUES (9,X'c09522a321fa91803c036d9c97368c27',NULL,'case CF-1, lead sian, due 2026-10-30, template case-file-2024 1');
INSERT INTO trail_head (id, seq, hash) VALUES (1,10,X'8bcdb1a190b7ab93477833252e0ccf22a144e3655a2c45eb71d61a11bbb88b4c');
