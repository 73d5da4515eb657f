/* Names of files and folders within a zip. */
#include "base/utf8.h"
#include "bundle/cover.h"

/* Those of systems and programs are nobody's, and findings rest on them. */
static bool nobodys(span part) {
    static const char *const names[] = {"__macosx", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "..", ".",
                                        "[content_types].xml", "mimetype", "content.xml", "xl", "worksheets", "word",
                                        "ppt", "workbook.xml", "meta-inf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_eq_nocase(part, span_cstr(names[i])))
            return true;
    return false;
}

/* Endings of kinds of files, of which several may stand behind each other; others are somebody's word. */
static bool known_ending(span word) {
    static const char *const endings[] = {"txt", "zip", "csv", "xls", "xlsx", "xlsm", "et", "ods", "wps", "doc", "docx", "pdf",
                                          "rar", "7z", "gz", "tar", "tgz", "bz2", "xz", "html", "htm", "mht", "xml", "json",
                                          "jpg", "png", "bak", "old", "orig", "tmp", "part", "download", "log", "ini", "db",
                                          "dat", "dbf", "exe", "lnk", "url", "text", "rels", "md", "rtf", "tsv", "prn"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (span_eq_nocase(word, span_cstr(endings[i])))
            return true;
    return word.len == 0;
}

static span without_tail(span word) {
    while (word.len && (word.ptr[word.len - 1] == ' ' || word.ptr[word.len - 1] == '~'))
        word.len--;
    return word;
}

/* Where the endings begin: ".txt", ".txt.bak" of the last part, blanks behind it too. */
static size_t endings_at(span part) {
    size_t at = part.len;
    for (size_t i = part.len; i-- > 0;)
        if (part.ptr[i] == '.') {
            if (!known_ending(without_tail(span_cut(part, i + 1, at - i - 1))))
                break;
            at = i;
        }
    return at;
}

static void cover_words(cover *c, arena *a, encoding e, span words, uint8_t *out) {
    units was = units_read(a, e, words), now = units_copy(a, &was);
    cover_plain(c, now.items, now.count);
    units_write(&now, e, a, out, &was);
    arena_reset(c->scratch);
}

static void cover_part(cover *c, arena *a, encoding e, span part, bool last, uint8_t *out) {
    if (nobodys(part))
        return;
    size_t from = span_starts(part, SPAN("._")) || span_starts(part, SPAN("~$")) ? 2 : 0;
    size_t to = last ? endings_at(part) : part.len;
    if (to > from)
        cover_words(c, a, e, span_cut(part, from, to - from), out + from);
}

static encoding encoding_of(span raw) { return utf8_valid(raw) ? ENCODING_UTF8 : ENCODING_GB18030; }

span cover_comment(void *context, arena *a, span raw) {
    buf out = buf_new(a);
    buf_add(&out, raw);
    cover_words(context, a, encoding_of(raw), raw, out.ptr);
    return buf_span(&out);
}

span cover_name(void *context, arena *a, span raw) {
    cover *c = context;
    encoding e = encoding_of(raw);
    buf out = buf_new(a);
    buf_add(&out, raw);
    for (size_t from = 0, n = 0; from < raw.len; from += n + 1) {
        for (n = 0; from + n < raw.len && raw.ptr[from + n] != '/' && raw.ptr[from + n] != '\\';) {
            size_t step = char_len(e, span_from(raw, from + n));
            n += step ? step : 1;
        }
        cover_part(c, a, e, span_cut(raw, from, n), from + n == raw.len, out.ptr + from);
    }
    return buf_span(&out);
}
