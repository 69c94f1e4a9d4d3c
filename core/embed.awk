# SPDX-License-Identifier: MIT
# Text files to one C file at build time: core/data/bank-holidays.csv becomes data_bank_holidays.
BEGIN {
    print "// Made from core/data by core/embed.awk."
    print "#include \"core/data.h\""
}

FNR == 1 {
    if (NR > 1)
        print ";"
    name = FILENAME
    sub(/.*\//, "", name)
    sub(/\.[^.]*$/, "", name)
    gsub(/[^A-Za-z0-9]/, "_", name)
    printf "\nconst char data_%s[] =\n", name
}

{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    gsub(/\r/, "\\r")
    gsub(/\t/, "\\t")
    printf "\t\"%s\\n\"\n", $0
}

END {
    print ";"
}
