// SPDX-License-Identifier: MIT
// Writing to child and family when their case is audited, so that both have time to take part.
#include "core/contact.h"

int contact_begin(struct session *session, int64_t audit_id)
{
	return db_run(session->db, QUERY_CONTACT_BEGIN, ARGS(INT("audit", audit_id)));
}
