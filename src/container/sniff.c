/* What bytes are, by their content. Nothing is unpacked and nothing allocated. */
#include <string.h>

#include "container/sniff_text.h"
#include "container/zip_raw.h"

term file_kind_term(file_kind k) {
    static const term TERMS[] = {
        [KIND_EMPTY] = TERM_kind_empty,   [KIND_ZIP] = TERM_kind_zip,   [KIND_XLSX] = TERM_kind_xlsx,
        [KIND_ODS] = TERM_kind_ods,       [KIND_OLE] = TERM_kind_ole,   [KIND_BIFF] = TERM_kind_biff,
        [KIND_HTML] = TERM_kind_html,     [KIND_SS2003] = TERM_kind_ss2003, [KIND_XML] = TERM_kind_xml,
        [KIND_RAR] = TERM_kind_rar,       [KIND_7Z] = TERM_kind_7z,     [KIND_GZIP] = TERM_kind_gzip,
        [KIND_BZIP2] = TERM_kind_bzip2,   [KIND_XZ] = TERM_kind_xz,     [KIND_ZSTD] = TERM_kind_zstd,
        [KIND_TAR] = TERM_kind_tar,       [KIND_CAB] = TERM_kind_cab,   [KIND_PDF] = TERM_kind_pdf,
        [KIND_PNG] = TERM_kind_png,       [KIND_JPEG] = TERM_kind_jpeg, [KIND_EXE] = TERM_kind_exe,
        [KIND_RTF] = TERM_kind_rtf,       [KIND_TEXT] = TERM_kind_text, [KIND_BINARY] = TERM_kind_binary,
    };
    return TERMS[k];
}

/* ---- Kinds that begin with fixed bytes. */
static const struct {
    file_kind kind;
    span magic;
} MAGIC[] = {
    {KIND_OLE, SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")},
    {KIND_RAR, SPAN("Rar!\x1A\x07")},
    {KIND_7Z, SPAN("7z\xBC\xAF\x27\x1C")},
    {KIND_GZIP, SPAN("\x1F\x8B\x08")},
    {KIND_XZ, SPAN("\xFD" "7zXZ\0")},
    {KIND_ZSTD, SPAN("\x28\xB5\x2F\xFD")},
    {KIND_CAB, SPAN("MSCF\0\0\0\0")},
    {KIND_PDF, SPAN("%PDF-")},
    {KIND_PNG, SPAN("\x89PNG\r\n\x1A\n")},
    {KIND_JPEG, SPAN("\xFF\xD8\xFF")},
    {KIND_EXE, SPAN("\x7F" "ELF")},
    {KIND_RTF, SPAN("{\\rtf")},
};

static bool is_bzip2(span s) {
    return s.len >= 10 && span_starts(s, SPAN("BZh")) && s.ptr[3] >= '1' && s.ptr[3] <= '9' &&
           (span_starts(span_from(s, 4), SPAN("1AY&SY")) ||
            span_starts(span_from(s, 4), SPAN("\x17\x72\x45\x38\x50\x90")));
}

/* "MZ" alone could begin a text. */
static bool is_exe(span s) {
    if (s.len < 64 || !span_starts(s, SPAN("MZ")))
        return false;
    return memchr(s.ptr, 0, 64) != NULL;
}

/* A bare BIFF stream begins with a BOF record (MS-XLS 2.4.21): its kind, its length, then the
 * version and what the stream holds. */
static bool is_biff(span s) {
    if (s.len < 8)
        return false;
    uint16_t id = le16(s.ptr), len = le16(s.ptr + 2), holds = le16(s.ptr + 6);
    bool known = id == 0x0009 || id == 0x0209 || id == 0x0409 || id == 0x0809;
    bool sane = len >= 4 && len <= 32 && s.len >= 4u + len;
    return known && sane && holds > 0 && (holds <= 0x40 || holds == 0x100);
}

/* The header's checksum, an octal number at 148, counts its own eight bytes as blanks. */
static bool is_tar(span s) {
    enum { BLOCK = 512, SUM_AT = 148, SUM_LEN = 8 };
    if (s.len < BLOCK || s.ptr[0] == 0)
        return false;
    uint32_t sum = 0, stated = 0;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= SUM_AT && i < SUM_AT + SUM_LEN ? ' ' : s.ptr[i];
    size_t i = SUM_AT;
    while (i < SUM_AT + SUM_LEN && s.ptr[i] == ' ')
        i++;
    for (; i < SUM_AT + SUM_LEN && s.ptr[i] >= '0' && s.ptr[i] <= '7'; i++)
        stated = stated * 8 + (s.ptr[i] - '0');
    return sum == stated;
}

static file_kind by_magic(span s) {
    for (size_t i = 0; i < sizeof MAGIC / sizeof *MAGIC; i++)
        if (span_starts(s, MAGIC[i].magic))
            return MAGIC[i].kind;
    if (is_bzip2(s))
        return KIND_BZIP2;
    if (is_biff(s))
        return KIND_BIFF;
    return is_tar(s) ? KIND_TAR : KIND_BINARY;
}

/* ---- Zips: a workbook is one as well. */
typedef struct parts {
    bool types, workbook, content, document;
} parts;

static bool has_nocase(span s, span what) {
    for (size_t i = 0; i + what.len <= s.len; i++)
        if (span_eq_nocase(span_cut(s, i, what.len), what))
            return true;
    return false;
}

/* Some writers name the workbook's parts as they like; other Office documents keep to theirs. */
static void see_part(parts *p, span name) {
    p->types |= span_eq_nocase(name, SPAN("[Content_Types].xml"));
    p->workbook |= has_nocase(name, SPAN("xl/")) || has_nocase(name, SPAN("sheet")) ||
                   has_nocase(name, SPAN("workbook"));
    p->document |= has_nocase(name, SPAN("word/")) || has_nocase(name, SPAN("ppt/"));
    p->content |= span_eq(name, SPAN("content.xml"));
}

static file_kind kind_of_parts(const parts *p, bool spreadsheet) {
    if (p->types && p->workbook && !p->document)
        return KIND_XLSX;
    return p->content && spreadsheet ? KIND_ODS : KIND_ZIP;
}

/* OpenDocument stores its kind as the first entry, to be seen by such as us. A workbook that was unpacked and
 * zipped again has it packed: its checksum then tells which it is. */
static bool says_spreadsheet(span bytes, const zip_entry *e, uint64_t shift) {
    const uint32_t of_ods = 0x8A396C85, of_ots = 0x4EA3967B; /* checksums of the two media types of spreadsheets */
    static const char *const ODS = "application/vnd.oasis.opendocument.spreadsheet";
    zip_header local;
    uint64_t data;
    if (!span_eq(e->central.name, SPAN("mimetype")))
        return false;
    if (e->central.method != ZIP_STORED)
        return e->central.crc == of_ods || e->central.crc == of_ots;
    bool there = e->local_offset <= bytes.len && e->central.packed <= bytes.len &&
                 zip_local_read(bytes, e->local_offset + shift, &local, &data);
    return there && span_starts(span_cut(bytes, (size_t)data, (size_t)e->central.packed), span_cstr(ODS));
}

static file_kind kind_of_zip(span bytes, const zip_end *end) {
    enum { PARTS_MAX = 10000 };
    parts p = {0};
    bool spreadsheet = false;
    uint64_t at = end->start;
    for (int i = 0; i < PARTS_MAX; i++) {
        zip_entry e = {0};
        if (!zip_central_read(bytes, at, end->stop, &e, &at))
            break;
        see_part(&p, e.central.name);
        spreadsheet |= says_spreadsheet(bytes, &e, end->shift);
    }
    return kind_of_parts(&p, spreadsheet);
}

/* Without a directory the first local header must do. */
static file_kind kind_of_broken_zip(span bytes) {
    zip_header first;
    uint64_t data;
    bool types = zip_local_read(bytes, 0, &first, &data) &&
                 span_eq_nocase(first.name, SPAN("[Content_Types].xml"));
    return types ? KIND_XLSX : KIND_ZIP;
}

static bool begins_like_zip(span s) {
    return zip_local_at(s, 0) || zip_signature(s, 0, 5, 6) ||
           (zip_local_at(s, 4) && (zip_signature(s, 0, 7, 8) || zip_signature(s, 0, '0', '0')));
}

file_kind file_sniff(span bytes) {
    enum { TAIL = 66000 }; /* an end record and the longest comment */
    zip_end end;
    if (bytes.len == 0)
        return KIND_EMPTY;
    bool begins = begins_like_zip(bytes);
    file_kind k = begins ? KIND_BINARY : by_magic(bytes);
    if (k != KIND_BINARY)
        return k;
    if (zip_end_find(bytes, begins ? SIZE_MAX : TAIL, &end) && end.start_found)
        return kind_of_zip(bytes, &end);
    if (begins)
        return kind_of_broken_zip(bytes);
    return is_exe(bytes) ? KIND_EXE : sniff_text(bytes);
}
