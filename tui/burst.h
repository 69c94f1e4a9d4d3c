// SPDX-License-Identifier: MIT
// A whole paint in one write.
#pragma once

// What is written to standard output between the two is held back and goes out at once at the end, in
// as few writes as the terminal takes. ncurses writes at each move of the cursor, some hundred times for a
// screen: each is a wake-up of the terminal, and over ssh easily a packet. Where the system gives no memory for
// it, nothing is held back.
void burst_begin(void);
void burst_end(void);
