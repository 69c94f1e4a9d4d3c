#!/bin/sh
# SPDX-License-Identifier: MIT
# What `meson install` puts where, and that it works from there; TAP. The argument is the build folder.
build=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export HOME="$place" XDG_DATA_HOME="$place/data"
unset CASEAUDIT_DB
number=0
status=0

# holds SENTENCE COMMAND...: a case, with what the command said where it failed.
holds() {
    number=$((number + 1))
    sentence=$1
    shift
    if said=$("$@" 2>&1); then
        echo "ok $number - $sentence"
    else
        echo "not ok $number - $sentence"
        echo "$said" | head -n 20 | sed 's/^/# /'
        status=1
    fi
}

find_one() {
    found=$(find "$place" -path "*/$1" -type f -size +0)
    [ -n "$found" ] || { echo "there is no $1"; return 1; }
}

# Each command stands in the manual with its name, as .It Ic or .Ss.
every_command_is_in_the_manual() {
    find_one share/man/man1/caseaudit.1 || return
    commands=$("$program" --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p')
    [ -n "$commands" ] || { echo 'no commands in --help'; return 1; }
    for command in $commands; do
        grep -qE "^\.(It|Ss) .*\<$command\>" "$found" || { echo "not in the manual: $command"; return 1; }
    done
}

the_manual_is_sound() {
    find_one share/man/man1/caseaudit.1 || return
    command -v mandoc >/dev/null || return 0 # not a package of the tests
    ! mandoc -T lint -W warning "$found" 2>&1 | grep .
}

bash_completes() {
    find_one share/bash-completion/completions/caseaudit.bash || return
    PATH=$(dirname "$program"):$PATH bash -c '
        . "$1"
        COMP_WORDS=(caseaudit wor) COMP_CWORD=1 COMP_LINE="caseaudit wor" COMP_POINT=13
        _caseaudit
        [ "${COMPREPLY[*]}" = workdays ] || { echo "wor becomes: ${COMPREPLY[*]}"; exit 1; }
        ' bash "$found"
}

meson install -C "$build" --no-rebuild --destdir "$place" >"$place/log" 2>&1 || cat "$place/log"
program=$(find "$place" -path '*/bin/caseaudit')

holds 'the program says its version' "$program" --version
holds 'the program makes a database where people expect it' "$program" init --practice
holds 'the database lies in the data folder' find_one data/caseaudit/caseaudit.db
holds 'every command is in the manual' every_command_is_in_the_manual
holds 'the manual is sound' the_manual_is_sound
holds 'bash completes a command' bash_completes
holds 'zsh has its completion' find_one share/zsh/site-functions/_caseaudit
holds 'fish has its completion' find_one share/fish/vendor_completions.d/caseaudit.fish
echo "1..$number"
exit $status
