-- Rows for every table that schema 2 brought, beside those of schema 1 migrated to it.

INSERT INTO cycle (month, due_on, opened_on, opened_by) VALUES ('2026-11', '2026-11-27', '2026-11-02', 3);
INSERT INTO sample (id, name, month, purpose, kind, method, seed, seed_given, rule, frame_rule, exclude_months,
    frame_count, frame_hash, digest, drawn_on, drawn_at, drawn_by) VALUES
    (1, '2026-11', '2026-11', 1, 1, 'draw-1', 'it''s "ours"', 1, 'per-team 1', 'open cases', 12, 3, 'f0', 'd0',
        '2026-11-02', '2026-11-02T09:00:00Z', 3);
INSERT INTO sample_entry (sample_id, place, ref, service, team, excluded, rank, chosen) VALUES
    (1, 0, 'CF-2', 'Early Help', 'Gwŷr', '', 1, 1), (1, 1, 'CF-1', 'Looked After', 'East', 'audited 2026-10', NULL, 0),
    (1, 2, 'CF-9', 'Early Help', 'Gwŷr', '', 2, 0);
INSERT INTO sample_shortfall (sample_id, service, team, wanted, got, why) VALUES
    (1, 'Looked After', 'East', 1, 0, '1 open case, audited in the last 12 months');
INSERT INTO sample_replacement (sample_id, out_place, in_place, reason, approved_by, user_id, at) VALUES
    (1, 0, 2, 'Moved to Sir Gâr', 'Sue Slate', 3, '2026-11-03T09:00:00Z');
INSERT INTO sample_passed (sample_id, out_place, place, why) VALUES (1, 0, 1, 'closed');
INSERT INTO casefile_worker (casefile_id, worker, until_on) VALUES (1, 'Walter Ŵyn', '2026-09-01');
INSERT INTO user_away (user_id, first_on, last_on) VALUES (2, '2026-12-21', '2027-01-04');
INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, state, allocated_on, due_on, kind,
    sample_id, blind_id) VALUES
    (20, '2026-11-001', 2, 2, 2, 1, '2026-11', 1, '2026-11-02', '2026-11-27', 2, 1, NULL),
    (21, '2026-11-002', 1, 1, 1, 1, '2026-11', 3, '2026-11-02', '2026-11-27', 1, NULL, 5);
INSERT INTO contact (audit_id, who, state, written_on, means, replied_on, note, user_id, changed_at, revision) VALUES
    (20, 1, 2, '2026-11-03', 'through the worker', NULL, '', 4, '2026-11-03T09:00:00Z', 2),
    (20, 2, 4, NULL, '', NULL, 'Nobody may know.', 4, '2026-11-03T09:00:00Z', 3);
INSERT INTO notice (id, user_id, at, audit_id, act, words, by_id, read_at) VALUES
    (1, 5, '2026-11-05T09:00:00Z', 21, 'selected', '2026-11-002 is yours to moderate.', 3, NULL),
    (2, 4, '2026-11-05T09:00:00Z', NULL, 'opened', 'A round.', NULL, '2026-11-06T09:00:00Z');
INSERT INTO moderation (audit_id, state, mode, open_why, sample_id, why, selected_on, selected_by, user_id, name, due_on,
    sealed_at, moderated_on, took_part, evidence, timeliness, rationale, acknowledged_at, disputed_on, settled_on,
    settled_by, revision) VALUES
    (3, 6, 1, '', NULL, 'every Inadequate audit', '2026-10-12', 3, 5, '', '2026-10-26', '2026-10-13T10:00:00Z',
        '2026-10-14', 1, 1, 2, 3, '2026-10-15T10:00:00Z', '2026-10-15', '2026-10-16', 5, 17),
    (21, 2, 1, '', NULL, 'by hand', '2026-11-05', 3, 5, '', '2026-11-19', NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, 2);
INSERT INTO moderation_grade (audit_id, domain_id, own, auditor, decision, changed_to, revision, changed_at) VALUES
    (3, 1, 3, 4, 2, 3, 3, '2026-10-13T10:00:00Z'), (3, 3, 4, 4, 1, NULL, 2, '2026-10-13T10:00:00Z'),
    (21, 1, 0, NULL, NULL, NULL, 1, '2026-11-06T10:00:00Z');
INSERT INTO judgement (audit_id, part, domain_id, grade, user_id, revision, changed_at) VALUES
    (3, 2, 1, 3, 5, 1, '2026-10-14T10:00:00Z'), (3, 3, 1, 4, 5, 1, '2026-10-16T10:00:00Z');
INSERT INTO calibration (id, name, casefile_id, template_id, due_on, opened_on, opened_by, closed_on) VALUES
    (1, 'Hydref', 1, 1, '2026-10-30', '2026-10-12', 3, NULL), (2, 'Before', 5, 1, '2026-01-30', '2026-01-12', 3,
        '2026-02-02');
INSERT INTO calibration_auditor (calibration_id, user_id, sealed_at) VALUES (1, 2, NULL), (2, 4, '2026-01-20T10:00:00Z');
INSERT INTO calibration_grade (calibration_id, user_id, domain_id, grade, rationale, changed_at) VALUES
    (1, 2, 1, 3, 'Ni chlywir.', '2026-10-12T10:00:00Z'), (2, 4, 1, 2, '', '2026-01-20T10:00:00Z');
