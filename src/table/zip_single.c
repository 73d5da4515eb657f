/* A table handed over in a zip: the one file in it. */
#include "table/readers.h"

/* What Macs and Windows add by themselves is no file of the user's. */
static bool is_beside(span name) {
    static const char *const ENDS[] = {"/", ".DS_Store", "Thumbs.db", "desktop.ini"};
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (span_ends_nocase(name, span_cstr(ENDS[i])))
            return true;
    return span_starts(name, SPAN("__MACOSX/"));
}

static bool add_piece(void *context, span piece) {
    buf_add(context, piece);
    return true;
}

static bool unpack(arena *a, archive *z, size_t index, uint64_t max, findings *found, span *out) {
    buf bytes = buf_new(a);
    if (archive_encrypted(z, index)) {
        FIND(found, .code = SRC_encrypted, .place = place_whole(INPUT_TABLE));
        return false;
    }
    if (archive_size(z, index) > max) {
        table_limit(found, TERM_text_size, max);
        return false;
    }
    if (!archive_stream(z, index, max, add_piece, &bytes)) {
        table_refuse(found, TERM_unpack_broken);
        return false;
    }
    *out = buf_span(&bytes);
    return true;
}

bool zip_single(arena *a, span bytes, const table_limits *limits, findings *found, span *out) {
    archive *z = archive_open(a, bytes);
    size_t files = 0, which = 0;
    if (z == NULL) {
        table_refuse(found, TERM_damaged_directory);
        return false;
    }
    for (size_t i = 0; i < archive_count(z); i++)
        if (!is_beside(archive_name(z, i))) {
            files++;
            which = i;
        }
    if (files != 1) {
        table_refuse(found, files ? TERM_zip_of_several : TERM_kind_empty);
        return false;
    }
    return unpack(a, z, which, limits->max_packed, found, out);
}
