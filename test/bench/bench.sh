#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures the program against what people would use instead, in alternating rounds. See README.md beside.
#
#   test/bench/bench.sh [PART...]     all parts: start export exports import check paint keys month tracker due report writers
set -e
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
data=${BENCH_DIR:-/tmp/caseaudit-bench}
rounds=${BENCH_ROUNDS:-5}
audits=${BENCH_AUDITS:-1000000}
build=$root/build/release
program=$build/tui/caseaudit
mkdir -p "$data"

for tool in sqlite3 tig htop git python3; do
    command -v $tool >/dev/null || {
        echo "bench: $tool is missing: apt-get install sqlite3 tig htop git python3" >&2
        exit 1
    }
done
[ -d "$build" ] || meson setup "$build" "$root" --buildtype=release >/dev/null
ninja -C "$build" tui/caseaudit test/bench/run test/bench/sheet test/bench/writers >/dev/null
export BENCH_RUN="$build/test/bench/run"
export XDG_CONFIG_HOME="$data/config"
cd "$data"

say() {
    printf '\n%s\n' "$*"
}

alternate() {
    python3 "$here/alternate.py" -r "$rounds" "$@"
}

keys() {
    python3 "$here/keys.py" -r "$rounds" "$@"
}

# Each thing that takes long is made once and kept; a changed schema makes it again.
schema=$(cat "$root"/db/schema/*.sql | cksum | cut -d' ' -f1)
if [ "$(cat made 2>/dev/null)" != "$schema $audits" ]; then
    rm -rf ./*.db* ./*.csv ./*.sql repository
fi
[ -e audits.db ] || {
    "$program" --db audits.db init --demo --audits "$audits" >/dev/null
    echo "$schema $audits" >made
}

# As repositories are: several people, subjects of differing lengths.
make_repository() {
    [ -d repository ] || {
        git init -q repository
        awk 'BEGIN {
            split("Ann Lee,Tom Adeyemi,Zoe Marsh,Priya Khan,Llinos Rhys", people, ",")
            split("Correct the report,Say why,Count working days from the day after,Tidy,Remove what nobody used", said, ",")
            for (i = 1; i <= 5000; i++) {
                text = said[1 + i * 7 % 5] ": part " i "\n"
                printf "commit refs/heads/main\ncommitter %s <a@example.org> %d +0000\ndata %d\n%s\n", \
                    people[1 + i * 3 % 5], 1700000000 + i * 4321, length(text), text
            }
        }' | git -C repository fast-import --quiet
        git -C repository symbolic-ref HEAD refs/heads/main
    }
}

# The same audits with feedback, themes and answers.
make_parts() {
    [ -e parts.db ] || {
        cp audits.db work.db
        sqlite3 work.db <"$here/parts.sql"
        "$program" --db work.db workdays 2026-01-01 1 >/dev/null # counts for reports, anew
        mv work.db parts.db
    }
}

# Each export as one flat table, from which sqlite3 has nothing to do but write it.
make_flat() {
    [ -e flat.db ] || {
        for dataset in $exports; do
            "$program" --db parts.db export "$dataset" --raw -o flat.csv
            sqlite3 flat.db '.mode csv' ".import flat.csv $dataset"
            rm -f flat.csv
        done
    }
}

make_few() {
    [ -e few.db ] || "$program" --db few.db init --demo >/dev/null
}

# The same audits with as much to moderate and to allocate at once as can be.
make_month() {
    [ -e month.db ] || {
        cp audits.db work.db
        sqlite3 work.db <"$here/month.sql"
        "$program" --db work.db workdays 2026-01-01 1 >/dev/null # counts for reports, anew
        mv work.db month.db
    }
}

# Processes for htop to list.
sleepers=""
sleepers_start() {
    i=0
    while [ $i -lt 250 ]; do
        sleep 3600 &
        sleepers="$sleepers $!"
        i=$((i + 1))
    done
}
sleepers_stop() {
    # shellcheck disable=SC2086
    [ -z "$sleepers" ] || kill $sleepers
    sleepers=""
}
trap sleepers_stop EXIT

# The people, teams and cases that the audits belong to, in a database without any audits, and the audits as
# `import audits` takes them.
make_import() {
    [ -e audits.csv ] || "$program" --db audits.db export audits -o audits.csv --raw
    [ -e import.csv ] || python3 "$here/cut.py" audits.csv import.csv
    [ -e empty.db ] || {
        "$program" --db empty.db init --practice >/dev/null
        sqlite3 -csv -header audits.db 'SELECT name FROM service' >services.csv
        sqlite3 -csv -header audits.db \
            'SELECT t.name, s.name AS service FROM team t JOIN service s ON s.id = t.service_id' >teams.csv
        sqlite3 -csv -header audits.db "SELECT login, name, post, 'auditor;moderator' AS roles FROM user
            WHERE login <> '$(id -un)'" >users.csv
        sqlite3 -csv -header audits.db "SELECT c.ref AS case_ref, t.name AS team, c.worker, c.plan_type, c.status
            FROM casefile c JOIN team t ON t.id = c.team_id" >cases.csv
        "$program" --db empty.db user change "$(id -un)" --role admin,qa,auditor >/dev/null
        for kind in services teams users cases; do
            "$program" --db empty.db import $kind $kind.csv >/dev/null
        done
    }
}

part_start() {
    say "start: --version, 50 times a round, against tig"
    alternate -n 50 "tig --version=tig --version" "caseaudit --version=$program --version"
}

exports="audits judgements answers feedback themes moderations steps actions trail"

part_export() {
    make_parts
    make_flat
    say "export audits, $audits of them, against sqlite3 -csv -header of one flat table with the same columns"
    alternate "sqlite3, flat table, to /dev/null=sqlite3 -csv -header flat.db 'SELECT * FROM audits' >/dev/null" \
        "caseaudit, to /dev/null=$program --db parts.db export audits >/dev/null"
    alternate "sqlite3, flat table, to a file=sqlite3 -csv -header flat.db 'SELECT * FROM audits' >out.csv" \
        "caseaudit, to a file=$program --db parts.db export audits -o ours.csv"
    say "export audits, against sqlite3 -csv -header of the same columns from the same tables (one round)"
    python3 "$here/audits.py" >audits.sql
    python3 "$here/alternate.py" -r 1 "sqlite3, same tables=sqlite3 -csv -header parts.db <audits.sql >/dev/null" \
        "caseaudit=$program --db parts.db export audits >/dev/null"
}

# The figures of kpi and summary are kept with the data; SQL has to count.
part_exports() {
    make_parts
    make_flat
    say "exports, of $audits audits, to /dev/null: sqlite3 -csv -header of the same columns from the same tables, and of" \
        "one flat table that has them ready"
    for dataset in $exports; do
        [ "$dataset" != audits ] || continue
        python3 "$here/exports.py" "$dataset" >"$dataset.sql"
        alternate "sqlite3: $dataset=sqlite3 -csv -header parts.db <$dataset.sql >/dev/null" \
            "caseaudit: $dataset=$program --db parts.db export $dataset >/dev/null"
        alternate "sqlite3, flat: $dataset=sqlite3 -csv -header flat.db 'SELECT * FROM $dataset' >/dev/null" \
            "caseaudit: $dataset=$program --db parts.db export $dataset >/dev/null"
    done
    for dataset in summary kpi; do
        python3 "$here/exports.py" $dataset >$dataset.sql
        alternate "sqlite3: $dataset=sqlite3 -csv -header parts.db <$dataset.sql >/dev/null" \
            "caseaudit: $dataset=$program --db parts.db export $dataset >/dev/null"
    done
}

part_import() {
    make_import
    say "import audits, with every check, index and trail, against sqlite3 .import of the same file"
    alternate --before 'rm -f new.db* work.db*; cp empty.db work.db; sync' \
        "sqlite3 .import=sqlite3 new.db '.mode csv' '.import import.csv audits'" \
        "caseaudit import=$program --db work.db import audits import.csv"
}

part_check() {
    make_import
    say "validation: reading and checking alone, and import --dry-run, against Python's csv.reader"
    alternate "python3 csv.reader=python3 $here/parse.py import.csv" \
        "caseaudit, parsing and checking cells=$build/test/bench/sheet import.csv" \
        "our reader and its checks=$build/test/bench/sheet import.csv" \
        "caseaudit import --dry-run=$program --db empty.db import audits import.csv --dry-run"
}

part_paint() {
    make_repository
    say "first full paint: tig, Home on few and on many audits"
    make_few
    for size in 80x24 200x60; do
        keys --size $size "tig=tig -C repository" "caseaudit, 1,700 audits=$program --db few.db" \
            "caseaudit, $audits audits=$program --db audits.db"
    done
    say "first full paint of Audits (key a on Home)"
    for size in 80x24 200x60; do
        keys --size $size -n 1 --key a "caseaudit, 1,700 audits=$program --db few.db" \
            "caseaudit, $audits audits=$program --db audits.db"
    done
}

part_keys() {
    make_repository
    say "from a key to its last byte, in the list of $audits audits"
    sleepers_start
    for size in 80x24 200x60; do
        keys --size $size --key j "tig=tig -C repository" "caseaudit:a=$program --db audits.db"
        keys --size $size --key Down "htop=htop" "caseaudit:a=$program --db audits.db"
        keys --size $size --key PgDn -n 80 "tig=tig -C repository" "caseaudit:a=$program --db audits.db"
    done
    sleepers_stop
}

# The queue of moderations (m on Home) with 22,000 open ones, and the allocation of a month (e) with 350 audits, whose
# end paging would come to.
part_month() {
    make_repository
    make_month
    make_few
    month="$program --db month.db"
    say "the screens of a month, opened from Home: few audits, and $audits with a full month"
    for size in 80x24 200x60; do
        for key in e m; do
            keys --size $size -n 1 --key $key "1,700 audits=$program --db few.db" "$audits audits=$month"
        done
    done
    say "from a key to its last byte: allocation, one's own moderations, all open ones"
    sleepers_start
    for size in 80x24 200x60; do
        keys --size $size --key j "tig=tig -C repository" "allocation:e=$month" "moderations:m=$month" \
            "moderations, open:m,Tab=$month"
        keys --size $size --key Down "htop=htop" "allocation:e=$month" "moderations:m=$month" \
            "moderations, open:m,Tab=$month"
        keys --size $size --key PgDn,PgUp -n 80 "tig=tig -C repository" "allocation:e=$month" "moderations:m=$month"
        keys --size $size --key PgDn -n 80 "tig=tig -C repository" "moderations, open:m,Tab=$month"
    done
    sleepers_stop
}

# Everything that is open (A on Home), of three million actions, and what a filter leaves of it, read from its start.
part_tracker() {
    make_repository
    make_few
    tracker="$program --db audits.db"
    team=$(sqlite3 audits.db 'SELECT t.name FROM action x INDEXED BY action_open JOIN team t ON t.id = x.team_id
        WHERE x.progress < 5 GROUP BY t.id ORDER BY count(*) DESC LIMIT 1')
    owner=$(sqlite3 audits.db 'SELECT u.login FROM action x INDEXED BY action_owner JOIN user u ON u.id = x.owner_id
        WHERE x.progress < 5 GROUP BY u.id ORDER BY count(*) DESC LIMIT 1')
    say "the tracker, opened from Home: few actions, and $(sqlite3 audits.db 'SELECT count(*) FROM action')"
    for size in 80x24 200x60; do
        keys --size $size -n 1 --key A "few=$program --db few.db" "many=$tracker"
    done
    say "from a key to its last byte, in the tracker and in its steps"
    sleepers_start
    for size in 80x24 200x60; do
        keys --size $size --key j "tig=tig -C repository" "tracker:A=$tracker" \
            "steps:A,Tab;Tab=$tracker"
        keys --size $size --key Down "htop=htop" "tracker:A=$tracker"
        keys --size $size --key PgDn -n 80 "tig=tig -C repository" "tracker:A=$tracker" "steps:A,Tab;Tab=$tracker" \
            "audits:a=$tracker"
    done
    sleepers_stop
    say "the first 60 that a filter leaves: no filter, then each"
    alternate "no filter=$tracker list actions --first 60 >/dev/null" \
        "a team=$tracker list actions --first 60 --team '$team' >/dev/null" \
        "an owner=$tracker list actions --first 60 --owner '$owner' >/dev/null" \
        "red=$tracker list actions --first 60 --colour red >/dev/null" \
        "green=$tracker list actions --first 60 --colour green >/dev/null" \
        "grade I=$tracker list actions --first 60 --grade I >/dev/null" \
        "grade O, grey=$tracker list actions --first 60 --grade O --colour grey >/dev/null" \
        "a word that most have=$tracker list actions --first 60 --text plan >/dev/null" \
        "that word, grade O=$tracker list actions --first 60 --text plan --grade O >/dev/null" \
        "by owner=$tracker list actions --first 60 --by owner >/dev/null"
}

# For cron and mail: how it grows with the actions. --check leaves with 1 where something is overdue.
part_due() {
    make_few
    say "due: with few actions, and with $(sqlite3 audits.db 'SELECT count(*) FROM action'), of them open" \
        "$(sqlite3 audits.db 'SELECT count(*) FROM action INDEXED BY action_open WHERE progress < 5')"
    for command in "due --mine" "due --check" "due" "due --json"; do
        alternate "1,700 audits: $command=$program --db few.db $command >/dev/null || [ \$? = 1 ]" \
            "$audits audits: $command=$program --db audits.db $command >/dev/null || [ \$? = 1 ]"
    done
}

# The month, and six domains and four grades over five years.
part_report() {
    make_few
    say "report --month and five years of domains: few audits, and $audits"
    for command in "report --month 2026-08" "report --month 2026-08 --format html" "chart domains --months 60"; do
        alternate "1,700 audits: $command=$program --db few.db $command >/dev/null" \
            "$audits audits: $command=$program --db audits.db $command >/dev/null"
    done
}

part_writers() {
    say "writers in a loop, 5 s each: SQLite's busy timeout (Python), then our queue"
    [ -e blank.db ] || "$program" --db blank.db init --practice >/dev/null
    for writers in 1 16 50; do
        round=0
        while [ $round -lt "$rounds" ]; do
            round=$((round + 1))
            for how in "python3 $here/commits.py" "$build/test/bench/writers"; do
                rm -f work.db*
                cp blank.db work.db
                printf '  %-14s ' "$(basename "${how##* }")"
                $how work.db $writers 5
            done
        done
    done
}

parts=${*:-start export exports import check paint keys month tracker due report writers}
echo "caseaudit against others, $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg), $rounds rounds, $data"
for part in $parts; do
    part_"$part"
done
rm -f work.db* new.db* out.csv ours.csv
