// SPDX-License-Identifier: MIT
// Into which file something is written: asked, with the form that its name's end says.
#pragma once

enum file_form { FILE_TEXT, FILE_CSV, FILE_HTML };

// Asks for a file, `offer` at first. The name ends in .txt, .csv or .html; a file that is there is replaced only after a
// typed word. *path is yours; NULL: no answer. 0, or -1 with fail(): another end.
int file_name_ask(const char *offer, char **path, enum file_form *form);
