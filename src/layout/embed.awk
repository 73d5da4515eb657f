# Makes build/gen/formats.h of the format files: their bytes (od's hexadecimal) as C arrays, a table
# of them all, and the names of those that are formats. Usage, one line a file before its bytes:
#   for f in formats/*.yaml; do echo "= $f"; od -An -v -tx1 "$f"; done | LC_ALL=C awk -f embed.awk
BEGIN { count = 0 }
$1 == "=" {
    if (count)
        print "};"
    name[count] = $2
    sub(/.*\//, "", name[count])
    sub(/\.yaml$/, "", name[count])
    printf "static const uint8_t FORMAT_%d[] = {\n", count++
    next
}
{
    for (i = 1; i <= NF; i++)
        printf "0x%s,", $i
    print ""
}
END {
    print "};\nstatic const shipped SHIPPED[] = {"
    for (i = 0; i < count; i++)
        printf "    {\"%s\", FORMAT_%d, sizeof FORMAT_%d},\n", name[i], i, i
    print "};\nstatic const char *const FORMAT_NAMES[] = {"
    for (i = 0; i < count; i++)
        if (name[i] != "headers")
            printf "    \"%s\",\n", name[i]
    print "};"
}
