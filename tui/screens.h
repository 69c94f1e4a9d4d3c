// SPDX-License-Identifier: MIT
// The screens of the program: which there are, and how each is opened.
#pragma once

#include <stdint.h>

struct session;

// Takes the terminal, shows Home, and returns when it was left. 0, or -1 with fail().
int screens_run(struct session *session);

// Opens an audit: to be written where the person may, else to be read. 0, or -1 with fail().
int screens_open_audit(struct session *session, int64_t audit_id);

// The same, at the safety concern that is still open on it.
int screens_open_concern(struct session *session, int64_t audit_id);

int agreement_screen(struct session *session);
int calibration_screen(struct session *session);
int home_open(struct session *session);
int audits_open(struct session *session);

// The same, narrowed for this once: "team=MASH 1\tstate=open" as tui/audits-private.h says. What the person had narrowed
// it to stands again the next time.
int audits_open_at(struct session *session, const char *wish);
int people_open(struct session *session);

// What is to be moderated, disputed, acknowledged.
int moderations_open_screen(struct session *session);

// The moderation of an audit in the screen that is the person's: to moderate it, or its outcome.
int screens_open_moderation(struct session *session, int64_t audit_id);
// Contact with children and families: a list of its own, or the two of one audit.
int contacts_screen(struct session *session);
int contacts_of_audit(struct session *session, int64_t audit_id);
