-- What a person may see, as core/right.c says for RIGHT_SEE: shared by every statement that reads many
-- audits. :all is 1 for those who see every audit; :moderator, :auditor and :team are 0 for those who see
-- none as a moderator, as an auditor, or of a team.

-- =reached
(:all OR a.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator)
 OR a.lead_id = :auditor OR a.peer_id = :auditor OR (a.team_id = :team AND a.state >= 3))

-- The reviews of audits that the person is still to grade blind: that there is one says that the first is Inadequate.
-- =kept_back
(SELECT x.review_id FROM audit f INDEXED BY audit_blind CROSS JOIN loop_step x ON x.audit_id = f.id
 WHERE f.blind_id = :moderator AND x.review_id IS NOT NULL)

-- So they are in no list and no count; only a safety concern on one is told to all whom it reaches. Of one audit it is
-- asked by the short index of all reviews: where few rows are read, making the list above is most of the work.
-- =seen
({reached} AND NOT EXISTS (
  SELECT 1 FROM loop_step k INDEXED BY loop_step_review CROSS JOIN audit f ON f.id = k.audit_id
  WHERE k.review_id = a.id AND f.blind_id = :moderator))

-- The same of the audit of an action or step at hand, and whether it is withdrawn.
-- =kept_of
EXISTS (SELECT 1 FROM loop_step k INDEXED BY loop_step_review CROSS JOIN audit f ON f.id = k.audit_id
        WHERE k.review_id = x.audit_id AND f.blind_id = :moderator)

-- =withdrawn_of
EXISTS (SELECT 1 FROM audit w INDEXED BY audit_withdrawn WHERE w.state = 6 AND w.id = x.audit_id)

-- What an action or step knows of its audit; rows of old and of retention ask it.
-- =ref_of
coalesce(x.audit_ref, (SELECT z.ref FROM audit z WHERE z.id = x.audit_id))

-- =team_of
coalesce(x.team_id, (SELECT z.team_id FROM audit z WHERE z.id = x.audit_id))

-- =service_of
coalesce(x.service_id, (SELECT z.service_id FROM audit z WHERE z.id = x.audit_id))

-- Of actions: those of the audits that a person may see, and their own ones elsewhere, once the audit is submitted.
-- =tracked
({seen} OR (a.state >= 3 AND x.owner_id > 0 AND x.owner_id IN (:auditor, :moderator)))

-- Which steps that close the loop a person sees, as core/right.c says for RIGHT_LOOP, and those of the audits that they
-- lead or are peer of; :all is 1 for those who have it over the whole council. Nobody sees those of an audit that they
-- are still to grade blind, because its steps tell its grade.
-- =looped
((:all OR x.service_id IN (SELECT service_id FROM user_service WHERE user_id = :moderator) OR x.team_id = :team
  OR a.lead_id = :auditor OR a.peer_id = :auditor) AND a.blind_id IS NOT :me)
