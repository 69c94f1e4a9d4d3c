-- Rows for every table that schema 3 brought, beside those of schemas 1 and 2 migrated to it.

INSERT INTO loop_version (id, effective_on, published_at, published_by) VALUES (1, '2015-01-01', NULL, '');
INSERT INTO loop_rule (id, version_id, seq, grades, risk, step, name, who, not_before, time_limit, unit, counted_from) VALUES
    (1, 1, 0, 14, 2, 'oversight', 'Manager''s oversight', 'team manager;service manager', NULL, 5, 1, 1),
    (2, 1, 1, 16, 2, 'review', 'Review audit', 'qa', 6, 8, 2, 1);
UPDATE loop_version SET published_at = '2026-11-01T09:00:00Z' WHERE id = 1;
UPDATE audit SET loop_version_id = 1 WHERE id = 3;
INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, state, allocated_on, due_on, kind,
    review_of, not_before, anonymised_on) VALUES
    (30, '2026-12-001', 1, 1, 1, 1, '2026-12', 1, '2026-10-12', '2026-12-07', 5, 3, '2026-11-23', NULL);
INSERT INTO loop_step (id, audit_id, seq, rule_id, team_id, service_id, grade, risk, counted_from, not_before, due_on,
    state, done_on, done_at, done_by, late_reason, cancelled_on, cancelled_why, review_id, revision) VALUES
    (1, 3, 1, 1, 1, 1, 3, 0, '2026-10-12', NULL, '2026-10-19', 2, '2026-10-20', '2026-10-20T09:00:00Z', 5, 'Salwch.',
        NULL, '', NULL, 3),
    (2, 3, 2, 2, 1, 1, 4, 1, '2026-10-12', '2026-11-23', '2026-12-07', 3, NULL, NULL, NULL, '', '2026-10-16',
        'Settled as Requires Improvement.', 30, 2);
INSERT INTO loop_sign (step_id, part, user_id, done_on, at) VALUES (1, 0, 5, '2026-10-20', '2026-10-20T09:00:00Z');
INSERT INTO loop_detail (step_id, part, field, value) VALUES (1, 0, 'note', 'Recorded on "file".');
INSERT INTO challenge (id, month, audit_id, sample_id, why, outcome, discussed, follows, met_on, recorded_by,
    recorded_at, revision) VALUES
    (1, '2026-11', 3, NULL, 'Asked for.', 2, 'It''s late.', 'A visit.', '2026-11-20', 5, '2026-11-20T12:00:00Z', 2);
INSERT INTO exemplar (id, audit_id, theme_id, domain_code, service_id, title, text, added_by, added_on, withdrawn_on)
    VALUES (1, 3, NULL, 'VOICE', 1, 'Direct work', 'The child''s own words.', 3, '2026-11-20', NULL);
INSERT INTO retention (id, before_on, at, user_id, audits, actions, cases, trail_values, digest) VALUES
    (1, '2019-01-01', '2026-11-20T12:00:00Z', 1, 0, 0, 0, 0, 'd0');
