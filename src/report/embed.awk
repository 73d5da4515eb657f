# Makes build/gen/NAME.h of a file's bytes (od's hexadecimal): one constant array.
# Usage: od -An -v -tx1 FILE | LC_ALL=C awk -v name=SCHEMA_JSON -f embed.awk
BEGIN { printf "static const uint8_t %s[] = {\n", name }
{
    for (i = 1; i <= NF; i++)
        printf "0x%s,", $i
    print ""
}
END { print "};" }
