/* What a Java server would do with the container, by a table of facts. Which of the two readers
 * the portal has is not known; both are told. */
#include "base/utf8.h"
#include "diagnosis/diagnosis.h"

typedef bool fact(const container *box, const zip_entry *e);

static bool no_zip(const container *box, const zip_entry *e) {
    (void)e;
    bool workbook = box->kind == KIND_XLSX || box->kind == KIND_ODS; /* a zip, though not ours */
    return !workbook && !box->facts.end_found && box->facts.entries.count == 0;
}
static bool no_entries(const container *box, const zip_entry *e) {
    (void)e;
    return box->facts.end_found && box->facts.entries.count == 0;
}
static bool starts_otherwise(const container *box, const zip_entry *e) {
    (void)e;
    return box->facts.prefix > 0 || box->facts.split_marker;
}
static bool no_end(const container *box, const zip_entry *e) {
    (void)e;
    return box->zipped && !box->facts.end_found;
}
static bool directory_damaged(const container *box, const zip_entry *e) {
    (void)e;
    /* A wrong count alone does not stop ZipFile, which goes by the directory's size. */
    return box->facts.fault != ZIP_SOUND && box->facts.fault != ZIP_FAULT_COUNT;
}
static bool encrypted(const container *box, const zip_entry *e) {
    (void)box;
    return (e->local.flags | e->central.flags) & ZIP_FLAG_ENCRYPTED;
}
static bool method_unknown(const container *box, const zip_entry *e) {
    (void)box;
    return e->local.method != 0 && e->local.method != 8;
}
static bool stored_descriptor(const container *box, const zip_entry *e) {
    (void)box;
    return e->local.method == 0 && e->has_descriptor;
}
static bool zip64_streamed(const container *box, const zip_entry *e) {
    (void)box;
    return e->local.zip64 && e->has_descriptor;
}
static bool name_no_utf8(const container *box, const zip_entry *e) {
    (void)box;
    return (e->local.flags & ZIP_FLAG_UTF8) && !utf8_valid(e->local.name);
}
static bool name_unflagged(const container *box, const zip_entry *e) {
    (void)box;
    if (e->local.flags & ZIP_FLAG_UTF8)
        return false;
    for (size_t i = 0; i < e->local.name.len; i++)
        if (e->local.name.ptr[i] >= 0x80)
            return true;
    return false;
}
static bool extra_damaged(const container *box, const zip_entry *e) {
    (void)box;
    return e->central.extra_damaged;
}
static bool method_differs(const container *box, const zip_entry *e) {
    (void)box;
    return e->central.found && e->local.method != e->central.method;
}
static bool is_chosen(const container *box, const zip_entry *e) {
    return box->chosen < box->facts.entries.count && e == &box->facts.entries.items[box->chosen];
}
static bool data_broken(const container *box, const zip_entry *e) {
    return !e->data_found || (is_chosen(box, e) && box->data_broken);
}
/* The stream reader checks what came against the local header, or against the descriptor. */
static bool stream_disagrees(const container *box, const zip_entry *e) {
    if (!is_chosen(box, e) || !box->unpacked)
        return false;
    bool behind = e->has_descriptor && e->descriptor.found;
    uint64_t size = behind ? e->descriptor.size : e->local.size;
    uint32_t crc = behind ? e->descriptor.crc : e->local.crc;
    return size != box->actual_size || crc != box->actual_crc;
}

/* In the order in which the readers meet them (domain.md, section 2). */
static const struct {
    fact *holds;
    bool per_entry;
    reader_outcome stream, file;
    term why;
} FACTS[] = {
    {no_zip, false, READER_FINDS_NOTHING, READER_THROWS, TERM_java_no_zip},
    {no_entries, false, READER_FINDS_NOTHING, READER_FINDS_NOTHING, TERM_java_no_entry},
    {starts_otherwise, false, READER_FINDS_NOTHING, READER_READS, TERM_java_junk},
    {no_end, false, READER_READS, READER_THROWS, TERM_java_no_end},
    {directory_damaged, false, READER_READS, READER_THROWS, TERM_java_directory},
    {extra_damaged, true, READER_READS, READER_THROWS, TERM_java_directory},
    {encrypted, true, READER_THROWS, READER_THROWS, TERM_java_encrypted},
    {name_no_utf8, true, READER_THROWS, READER_THROWS, TERM_java_name},
    {name_unflagged, true, READER_DEPENDS, READER_DEPENDS, TERM_java_charset},
    {method_unknown, true, READER_THROWS, READER_THROWS, TERM_java_method},
    {stored_descriptor, true, READER_THROWS, READER_READS, TERM_java_stored},
    {zip64_streamed, true, READER_DEPENDS, READER_READS, TERM_java_zip64},
    {method_differs, true, READER_THROWS, READER_READS, TERM_java_method_differs},
    {data_broken, true, READER_THROWS, READER_THROWS, TERM_java_data},
    {stream_disagrees, true, READER_THROWS, READER_READS, TERM_java_sizes},
};

static bool holds(size_t f, const container *box) {
    if (!FACTS[f].per_entry)
        return FACTS[f].holds(box, NULL);
    for (size_t i = 0; i < box->facts.entries.count; i++)
        if (FACTS[f].holds(box, &box->facts.entries.items[i]))
            return true;
    return false;
}

static void answer(reader_answer *r, reader_outcome outcome, term why) {
    if (r->outcome == READER_READS && outcome != READER_READS)
        *r = (reader_answer){outcome, why};
}

void prediction_make(const container *box, const figures *figs, prediction *out) {
    *out = (prediction){0};
    for (size_t i = 0; i < figs->listed_count; i++)
        out->blank_last = out->blank_last || figs->listed[i].blank;
    for (size_t f = 0; f < sizeof FACTS / sizeof *FACTS; f++)
        if (holds(f, box)) {
            answer(&out->stream, FACTS[f].stream, FACTS[f].why);
            answer(&out->file, FACTS[f].file, FACTS[f].why);
        }
}

void reader_answer_write(buf *b, const reader_answer *r, lang l) {
    static const char *const words[][LANG_COUNT] = {
        {"能读", "reads it"},
        {"读不到文件，也不报错", "finds no entry and raises no error"},
        {"报错", "throws"},
        {"看门户怎样设置", "depends on how the portal is set up"},
    };
    buf_text(b, words[r->outcome][l]);
    if (r->why) {
        buf_text(b, l == LANG_ZH ? "：" : ": ");
        buf_text(b, term_text(r->why, l));
    }
}
