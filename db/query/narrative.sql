-- The texts of audits and their search index, which are written together (core/narrative-store.c).

-- :narrative_get
SELECT text, revision FROM narrative WHERE id = :id

-- :narrative_put
INSERT INTO narrative (id, text, user_id, revision, changed_at) VALUES (:id, :text, :user, :revision, :at)
ON CONFLICT (id) DO UPDATE
SET text = excluded.text, user_id = excluded.user_id, revision = excluded.revision, changed_at = excluded.changed_at

-- :narrative_add
INSERT INTO narrative (id, text, user_id, revision, changed_at) VALUES (:id, :text, :user, 1, :at)

-- :narrative_drop
DELETE FROM narrative WHERE id = :id

-- :narrative_index_add
INSERT INTO narrative_index (rowid, text) VALUES (:id, :text)

-- All texts from one on.
-- :narrative_index_fill
INSERT INTO narrative_index (rowid, text) SELECT id, text FROM narrative WHERE id >= :first

-- The index holds no texts of its own: what is taken out must be told.
-- :narrative_index_drop
INSERT INTO narrative_index (narrative_index, rowid, text) VALUES ('delete', :id, :text)
