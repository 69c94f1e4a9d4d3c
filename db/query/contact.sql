-- Writing to children and families.

-- :contact_begin
INSERT INTO contact (audit_id, who, state) VALUES (:audit, 1, 1), (:audit, 2, 1)
