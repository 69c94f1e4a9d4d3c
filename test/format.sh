#!/bin/sh
# SPDX-License-Identifier: MIT
# Fails for each C file that clang-format would write otherwise; TAP, one case.
cd "$(dirname "$0")/.." || exit 1

if ! command -v clang-format >/dev/null; then
    echo '1..0 # SKIP clang-format is not installed'
    exit 77
fi

echo 1..1
wrong=$(find db core tui test -name '*.[ch]' -exec clang-format --dry-run --Werror {} + 2>&1) &&
    echo 'ok 1 - the code is formatted by .clang-format' && exit
echo 'not ok 1 - the code is formatted by .clang-format'
echo "$wrong" | sed -n 's/^\([^: ]*:[0-9]*\):.*/# \1/p' | sort -u
exit 1
