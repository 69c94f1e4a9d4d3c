#!/bin/sh
# SPDX-License-Identifier: MIT
# The rules of the house that a compiler does not hold; TAP, one case for each rule.
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C
number=0
status=0

# rule SENTENCE BROKEN: holds when no line says where it is broken.
rule() {
    number=$((number + 1))
    if [ -z "$2" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        echo "$2" | head -n 20 | sed 's/^/# /'
        status=1
    fi
}

# includes PATTERN PLACE...: where in the places a file is included whose name fits the pattern.
includes() {
    pattern=$1
    shift
    grep -rnE --include='*.[ch]' "^[ 	]*#[ 	]*include[ 	]*[<\"]($pattern)[>\"]" "$@"
}

# sources NAME...: the files of the project that have such names.
sources() {
    for name; do
        find db core tui test -type f -name "$name"
    done
}

rule 'db and core know nothing of tui' "$(includes 'tui/.*' db core)"
rule 'db knows nothing of core' "$(includes 'core/.*' db)"
rule 'the program knows nothing of its tests' "$(includes 'test/.*' db core tui)"
rule 'SQLite stays in db' "$(includes 'sqlite3.*' core tui test)"
rule 'libical stays in core/ical.c, and its test' \
    "$(includes '(libical/)?ical\.h' db core tui test | grep -vE '^(core/(ical|calendar)|test/calendar-test)\.c:')"
rule 'curses stays in tui' \
    "$(includes '(ncursesw/|ncurses/)?(n?curses|panel|term|menu|form)\.h' db core test)"
rule 'libcsv stays in core/csv.c' "$(grep -rnE --include='*.[ch]' 'include *<csv.h>' db core tui test |
    grep -v '^core/csv\.c:')"
rule 'an include names its folder' \
    "$(grep -rnE --include='*.[ch]' '^#include "' db core tui test | grep -vE '"(db|core|tui|test)/')"
rule 'no file is longer than 500 lines' \
    "$(sources '*.c' '*.h' '*.sql' '*.awk' '*.sh' '*.py' | xargs wc -l |
        awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines" }')"
rule 'no function is longer than 60 lines' "$(sources '*.c' | xargs awk '
    FNR == 1 { inside = 0 }
    /^\{/ { opened = FNR; inside = 1; name = before }
    /^\}/ && inside {
        inside = 0
        if (FNR - opened + 2 > 60)
            print FILENAME ":" opened ": " FNR - opened + 2 " lines: " name
    }
    { before = $0 }')"
rule 'a file opens with its licence and a sentence on what it is' "$(sources '*.c' '*.h' | xargs awk '
    FNR == 1 && $0 != "// SPDX-License-Identifier: MIT" { print FILENAME ": " $0 }
    FNR == 2 && !/^\/\/ ./ { print FILENAME ": no sentence on what it is" }')"
rule 'a header is read once' "$(sources '*.h' | xargs grep -L '^#pragma once')"
rule 'a statement is there to be used' "$(sources '*.sql' | xargs sed -n 's/^-- :\([a-z_0-9]*\)$/QUERY_\1/p' |
    tr '[:lower:]' '[:upper:]' | sort >"${TMPDIR:-/tmp}/queries.$$"
    sources '*.c' '*.h' | grep -v '^test/' | xargs grep -ohwE 'QUERY_[A-Z_0-9]+' | sort -u |
        comm -13 - "${TMPDIR:-/tmp}/queries.$$"
    rm -f "${TMPDIR:-/tmp}/queries.$$")"
rule 'a comment names files that are there' \
    "$(sources '*.c' '*.h' | xargs grep -noE '//.*' | grep -v '/N[A-Z]*\.' |
        grep -oE '^[^:]*:[0-9]*:|\b(core|db|tui|test)/[a-z0-9/-]+\.(c|h|sql|csv|tsv|awk|sh)\b' |
        awk '/:$/ { place = $0; next } system("test -e " $0) { print place " " $0 }')"
rule 'nothing is left to do' \
    "$(sources '*.c' '*.h' '*.sql' '*.awk' '*.sh' '*.py' | xargs grep -nwE 'TO[D]O|FIX[M]E|XX[X]')"
rule 'no call that cannot know its room or its failure' \
    "$(sources '*.c' '*.h' | xargs grep -nE \
        '(^|[^a-z_])(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|system)\(')"

echo "1..$number"
exit $status
