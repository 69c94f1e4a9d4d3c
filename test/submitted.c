// SPDX-License-Identifier: MIT
// The council of world.h with audits that wait for moderation.
#include "test/test.h"

#include "test/submitted.h"

static const char audits[] =
	"INSERT INTO casefile (id, ref, team_id) VALUES (101, 'X1', 1), (201, 'Y1', 3);"
	"WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)"
	"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, "
	"lead_id, allocated_on, due_on, completed_on, final_overall)"
	" SELECT '2026-10-' || (100 + i), 101, 1, 1, (SELECT max(id) FROM template), "
	"'2026-10', "
	"3, (SELECT id FROM user WHERE login = 'ann'), '2026-10-01', '2026-10-30', "
	"'2026-10-05', iif(i % 3 = 0, 4, 2) FROM n;"
	"WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2)"
	"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, "
	"lead_id, allocated_on, due_on, completed_on, final_overall)"
	" SELECT '2026-10-' || (200 + i), 201, 3, 2, (SELECT max(id) FROM template), "
	"'2026-10', "
	"3, (SELECT id FROM user WHERE login = 'max'), '2026-10-01', '2026-10-30', "
	"'2026-10-06', 2 FROM n;"
	// More senior managers of Assessment.
	"INSERT INTO user (login, name, post, roles) VALUES ('ida', 'Ida Iron', 'service "
	"manager', 2), ('ivy', 'Ivy Inn', 'head of service', 2);"
	"INSERT INTO user_service SELECT id, 1 FROM user WHERE login IN ('ida', 'ivy');";

int submitted_setup(void **state)
{
	struct world *world;

	if (world_setup(state))
		return -1;
	world = *state;
	base_tamper(world->base, audits);
	world_as(world, "quinn");
	return 0;
}
