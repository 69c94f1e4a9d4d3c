# SPDX-License-Identifier: MIT
# Turns .sql files into C. -v what=header: the enum of db/query/*.sql's names; what=queries: their texts;
# what=schema: the schema files whole, in the order given, which is their number.

function quoted(line)
{
    gsub(/\\/, "\\\\", line)
    gsub(/"/, "\\\"", line)
    return "\t\"" line "\\n\"\n"
}

function refuse(why)
{
    print why > "/dev/stderr"
    failed = 1
    exit 1
}

# A name may stand once: two statements or texts of one name would hide each other.
function open_query(name)
{
    if (name in seen)
        refuse(FILENAME ":" FNR ": the query " name " stands twice")
    seen[name] = 1
    names[++count] = name
}

function open_fragment(name)
{
    if (name in fragments)
        refuse(FILENAME ":" FNR ": the text {" name "} stands twice")
    fragments[name] = ""
    fragment = name
}

what == "schema" && FNR == 1 { texts[++count] = "" }
what == "schema" { texts[count] = texts[count] quoted($0); next }

# Text that several statements share: defined once, in any file, under `-- =name`, and put in where a
# statement or another such text says {name}.
function filled(text, where,    name)
{
    while (match(text, /\{[a-z_]+\}/)) {
        name = substr(text, RSTART + 1, RLENGTH - 2)
        if (!(name in fragments))
            refuse(where ": there is no text called {" name "}")
        used[name] = 1
        text = substr(text, 1, RSTART - 1) fragments[name] substr(text, RSTART + RLENGTH)
    }
    return text
}

function keep(fragment, line)
{
    gsub(/\\/, "\\\\", line)
    gsub(/"/, "\\\"", line)
    sub(/^ +/, "", line)
    fragments[fragment] = fragments[fragment] (fragments[fragment] == "" ? "" : " ") line
}

/^-- :[a-z_0-9]+$/ { open_query(substr($2, 2)); fragment = ""; next }
/^-- =[a-z_]+$/ { open_fragment(substr($2, 2)); next }
/^--/ || /^[ \t]*$/ { next }
fragment != "" { keep(fragment, $0); next }
count == 0 { refuse(FILENAME ":" FNR ": a statement before the first name") }
{ texts[count] = texts[count] quoted($0) }

END {
    if (failed)
        exit 1
    print "// Made by db/embed.awk."
    if (what == "header") {
        print "#pragma once\n\nenum query {"
        for (i = 1; i <= count; i++)
            print "\tQUERY_" toupper(names[i]) ","
        print "\tQUERY_COUNT\n};"
    } else if (what == "queries") {
        print "#include \"db/store.h\"\n\nconst struct query_text query_texts[] = {"
        for (i = 1; i <= count; i++)
            print "\t{\"" names[i] "\",\n" filled(texts[i], names[i]) "\t},"
        print "};\n\nconst int query_count = " count ";"
        for (name in fragments)
            if (!(name in used))
                refuse("no statement has the text {" name "}")
    } else {
        print "#include \"db/store.h\"\n\nconst char *const schema_texts[] = {"
        for (i = 1; i <= count; i++)
            print texts[i] "\t,"
        print "};\n\nconst int schema_count = " count ";"
    }
}
