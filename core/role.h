// SPDX-License-Identifier: MIT
// The roles of design section 2 as words.
#pragma once

// Reads roles by name in any case, several split by ; or , into the sum of enum role. An empty text is
// no role. Returns 0, or -1 (no message: the caller knows the place) where a word is none.
int roles_parse(const char *text, unsigned *roles);

// The roles split by ';', in the order of enum role. Yours.
char *roles_text(unsigned roles);

// "auditor, moderator, qa, admin": for messages. Borrowed.
const char *role_list(void);
