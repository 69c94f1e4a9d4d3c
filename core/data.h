// SPDX-License-Identifier: MIT
// The files of core/data as they come with the program, embedded by core/embed.awk: text in UTF-8.
#pragma once

extern const char data_bank_holidays[];  // date,name: England 2015 to 2035
extern const char data_case_file_2024[]; // the shipped template, as `template import` reads it
extern const char data_demo_council[];   // service, team, post: the practice database's
extern const char data_demo_staff[];     // its people
extern const char data_demo_words[];     // the grammar of its narratives
extern const char data_loop[]; // the rules of closing the loop, as `loop import` reads them
