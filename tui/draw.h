// SPDX-License-Identifier: MIT
// The draws of the months: a list, a form to draw, and the receipts.
#pragma once

struct session;

// Opens the list of draws. 0, or -1 with fail(): who may read them.
int draw_screen(struct session *session);

// Opens the receipt of one draw, by its name.
int draw_receipt_open(struct session *session, const char *name);
