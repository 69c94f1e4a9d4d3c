-- Templates: versions of domains, prompts and descriptors; frozen once published.

-- Every version, with what it holds and how many audits were started on it.
-- :template_all
SELECT t.id, t.name, t.version, t.effective_on, t.published_at, t.published_by,
       (SELECT count(*) FROM domain d WHERE d.template_id = t.id),
       (SELECT count(*) FROM prompt p JOIN domain d ON d.id = p.domain_id WHERE d.template_id = t.id),
       (SELECT count(*) FROM descriptor i JOIN domain d ON d.id = i.domain_id WHERE d.template_id = t.id),
       (SELECT count(*) FROM audit a WHERE a.template_id = t.id)
FROM template t
ORDER BY t.name, t.version

-- :template_by_id
SELECT name, version, effective_on FROM template WHERE id = :id

-- A version of a name; 0: the newest.
-- :template_by_version
SELECT id, version, effective_on, name FROM template
WHERE name = :name AND (:version = 0 OR version = :version)
ORDER BY version DESC
LIMIT 1

-- The version that audits allocated on a day start on; before the first came into force, the first.
-- :template_in_force
SELECT id FROM template
WHERE name = :name AND published_at IS NOT NULL
ORDER BY effective_on <= :day DESC, CASE WHEN effective_on <= :day THEN version ELSE -version END DESC
LIMIT 1

-- The names there are, for a message.
-- :template_names
SELECT group_concat(name, ', ') FROM (SELECT DISTINCT name FROM template ORDER BY name)

-- :template_add
INSERT INTO template (name, version, effective_on) VALUES (:name, :version, :effective_on)

-- :template_publish
UPDATE template SET published_at = :at, published_by = :by WHERE id = :id

-- :domain_all
SELECT id, seq, code, name, question, allows_na FROM domain WHERE template_id = :template ORDER BY seq

-- :domain_add
INSERT INTO domain (template_id, seq, code, name, question, allows_na)
VALUES (:template, :seq, :code, :name, :question, :allows_na)

-- :prompt_all
SELECT p.id, p.seq, d.seq, p.code, p.text, p.safety
FROM prompt p JOIN domain d ON d.id = p.domain_id
WHERE d.template_id = :template
ORDER BY p.seq

-- :prompt_add
INSERT INTO prompt (domain_id, seq, code, text, safety) VALUES (:domain, :seq, :code, :text, :safety)

-- :descriptor_all
SELECT i.id, d.seq, i.grade, i.seq, i.text
FROM descriptor i JOIN domain d ON d.id = i.domain_id
WHERE d.template_id = :template
ORDER BY d.seq, i.grade, i.seq

-- :descriptor_add
INSERT INTO descriptor (domain_id, grade, seq, text) VALUES (:domain, :grade, :seq, :text)
