#!/bin/sh
# SPDX-License-Identifier: MIT
# What the program writes as HTML, read in a headless Chromium: check.js says what is looked for. TAP.
# The argument is the program. CASEAUDIT_PICTURES names a folder that gets a picture and a PDF of each document.
# Without browser, node or axe-core it is skipped, but failed where ./check says that all were set up.
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
axe=$here/../../build/html/node_modules/axe-core/axe.min.js

lacking=
command -v chromium >/dev/null || lacking="chromium"
command -v node >/dev/null || lacking="$lacking node"
[ -e "$axe" ] || lacking="$lacking axe-core (./check installs it)"
if [ -n "$lacking" ]; then
    if [ -n "$CASEAUDIT_CHECK" ]; then
        echo "1..1"
        echo "not ok 1 - HTML is checked in a browser"
        echo "# missing: $lacking"
        exit 1
    fi
    echo "missing: $lacking"
    exit 77
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 1' HUP INT TERM
export HOME="$place" XDG_CONFIG_HOME="$place/config" XDG_DATA_HOME="$place/data" CASEAUDIT_DB="$place/demo.db"
cd "$place" || exit 1

"$program" --today 2026-11-16 init --demo --audits 400 --seed 1 >/dev/null || exit 1

# writes FILE COMMAND...: as QA; where the command fails, so does the test, for want of the file.
writes() {
    file=$1
    shift
    "$program" --as lharris --today 2026-11-16 "$@" --format html -o "$file" >/dev/null 2>"$file.said" || cat "$file.said"
}

audit=$("$program" --as lharris --today 2026-11-16 list audits --state moderated --grade inadequate --first 1 --json |
    sed -n 's/.*"audit_ref": "\(.*\)".*/\1/p')
writes month.html report --month 2026-10 --with-narratives
writes briefing.html report --briefing 'Drift and delay'
writes agenda.html challenge agenda 2026-11
writes record.html show "$audit"
writes family.html show "$audit" --for family

node "$here/check.js" chromium "$axe" "$CASEAUDIT_PICTURES" \
    month.html briefing.html agenda.html record.html family.html
