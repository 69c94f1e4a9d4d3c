// SPDX-License-Identifier: MIT
// Contact with children and families: the form of one, and the acts of one key.
#pragma once

#include "core/contact.h"

// Opens the form of a row; takes the row over, also where it fails.
int contacts_form(struct session *session, struct contact *contact);

// Each asks for what it needs, keeps it, and says what is kept. 0, also where the person left the question; -1 with
// fail(). The row is borrowed.
int contacts_written(struct session *session, const struct contact *contact);
int contacts_replied(struct session *session, const struct contact *contact);
int contacts_none(struct session *session, const struct contact *contact);
