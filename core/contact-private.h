// SPDX-License-Identifier: MIT
// What the files of contacts share among themselves.
#pragma once

#include "core/contact.h"

// A row with {contact_columns} of db/query/contact.sql.
void contact_read(struct stmt *row, struct contact *contact);
