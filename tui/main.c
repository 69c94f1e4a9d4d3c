// SPDX-License-Identifier: MIT
// The program: a command from the arguments, else the screens.
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("caseaudit " VERSION);
		return 0;
	}
	return 2;
}
