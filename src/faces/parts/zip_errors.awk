# libzip's table of error messages, which its cmake makes of zip.h: one line there is
#   #define ZIP_ER_MULTIDISK 1 /* N Multi-disk zip archives not supported */
# where the letter says what the second number of an error is: none, errno, or zlib's.
/^#define ZIP_ER_[A-Z_]+ +[0-9]+ +\/\* [NSZ] / {
    text = $0
    sub(/^.*\/\* /, "", text)
    kind = substr(text, 1, 1)
    text = substr(text, 3)
    sub(/ *\*\/.*$/, "", text)
    messages = messages "    \"" text "\",\n"
    kinds = kinds "    ZIP_ET_" (kind == "S" ? "SYS" : kind == "Z" ? "ZLIB" : "NONE") ",\n"
    count++
}
END {
    printf "#include \"zipint.h\"\nconst char *const _zip_err_str[] = {\n%s};\n", messages
    printf "const int _zip_nerr_str = %d;\nconst int _zip_err_type[] = {\n%s};\n", count, kinds
}
