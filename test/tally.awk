# SPDX-License-Identifier: MIT
# Counts the test cases in meson's testlog.txt: every program speaks TAP. Prints "tally passed NAME" or
# "tally failed NAME" for each case, and what a program said where one of its cases failed.
# A program that ends badly or promises more cases than it runs has a failed case more.
function finish() {
    if (name == "")
        return
    if (bad && !failed) {
        print "tally failed " build "/" name ": " result
        failed++
    }
    if (planned > cases) {
        print "tally failed " build "/" name ": " (planned - cases) " cases did not run"
        failed++
    }
    if (!bad && !cases && !skipped)
        print "tally failed " build "/" name ": it ran nothing"
    if (failed)
        printf "---- %s/%s ----\n%s", build, name, said
    all = planned > cases ? planned : cases
    print "check: " build "/" name ": " (cases - bad_cases) " of " all
    programs++
}

/^=+ [0-9]+\/[0-9]+ =+$/ {
    finish()
    name = result = said = ""
    cases = bad_cases = failed = bad = planned = skipped = inside = silent = 0
    next
}

!inside && /^test: / {
    name = $NF
}

!inside && /^result: / {
    result = substr($0, index($0, $2))
    bad = result !~ /^exit status 0/
    skipped = result ~ /^exit status 77/
}

/^-+ std(out|err) -+$/ {
    inside = 1
    next
}

# What a failed case left behind is no leak to read about.
inside && /==ERROR: LeakSanitizer/ && failed {
    silent = 1
}

inside && !silent {
    said = said $0 "\n"
}

inside && /^1\.\.[0-9]+/ {
    planned += substr($1, 4)
}

inside && /^(not )?ok [0-9]+/ {
    cases++
    label = $0
    sub(/^(not )?ok [0-9]+ *-? */, "", label)
    if (/^not/) {
        bad_cases++
        failed++
    }
    print "tally " (/^not/ ? "failed " : "passed ") build "/" name ": " label
}

END {
    finish()
    exit programs ? 0 : 1
}
