// SPDX-License-Identifier: MIT
// Steps marked by hand: from a month on, the limits of a chart are computed anew, because something was changed.
#pragma once

#include "core/chart.h"
#include "core/session.h"

// Marks a step of a chart (of XmR or p, core/charts.h) in a month (any day of it) for a service, 0 the whole council; a
// step of the council holds for its services too, and one of a service for its teams. why is one line, required; one that
// is there is given the new reason. Needs RIGHT_REPORT on the service, for the whole council on everything. One
// transaction, with its row in the trail. -1: 65, 66 no such chart, 77.
int chart_step_mark(struct session *session, const char *code, int64_t service_id, date month,
	const char *why);

// Takes it away again; -1 (66) where there is none.
int chart_step_remove(
	struct session *session, const char *code, int64_t service_id, date month);

struct chart_step_row {
	char *code, *service; // service: name; "" the whole council
	int64_t service_id;
	int month; // year * 100 + month
	char *why, *by, *at;
};

// All steps, by chart and month. *rows is yours: chart_steps_free().
int chart_step_list(struct session *session, struct chart_step_row **rows, size_t *count);
void chart_steps_free(struct chart_step_row *rows, size_t count);

// Puts the steps of the chart's code that hold for a service into the chart, whose first column is the month
// `first` (year * 12 + month - 1).
int chart_step_apply(
	struct session *session, struct chart *chart, int64_t service_id, int first);
