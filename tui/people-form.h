// SPDX-License-Identifier: MIT
// The forms for a person, a team and a service.
#pragma once

#include "core/user.h"

struct session;

// Each opens a form with what is there, or an empty one for NULL. 0, or -1 with fail().
int people_form_user(struct session *session, const struct user_row *user);
int people_form_team(struct session *session, const struct team_row *team);
int people_form_service(struct session *session, const struct service_row *service);
