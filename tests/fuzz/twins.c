/* Quick ways beside the plain ones that are their twins: over any bytes both must tell the same. */
#include "container/deflate.h"
#include "container/deflate_long.h"
#include "container/inflate_long.h"
#include "container/inflate_stream.h"
#include "fuzz.h"
#include "job.h"
#include "table/readers.h"
#include "tests/unit/zip_maker.h"

/* ---- Deflate data. */
enum { MOST = 1 << 24 };

/* What came of it, in pieces; *whole: to the end and without damage. */
static span in_pieces(arena *a, span packed, bool *whole) {
    inflate_stream *s = inflate_stream_new(a, packed);
    inflate_state now;
    buf out = buf_new(a);
    do {
        span piece;
        now = inflate_next(s, &piece);
        buf_add(&out, piece);
    } while (now == INFLATE_GOES_ON && out.len < MOST);
    *whole = now == INFLATE_AT_END;
    return buf_span(&out);
}

static void keep(void *context, const void *bytes, size_t len) {
    (void)context;
    (void)bytes;
    (void)len;
}

/* libdeflate is the more lenient of the two: what it refuses must be refused. */
void fuzz_inflate(arena *a, span input) {
    bool whole;
    span pieces = in_pieces(a, input, &whole);
    inflated all = inflate_whole(a, input, input.len * 4, MOST);
    promise(!whole || (all.result == INFLATE_WHOLE && span_eq(all.bytes, pieces)));
    inflated kept = inflate_long(a, input, input.len * 4, MOST, keep, NULL);
    promise(pieces.len >= MOST || (kept.result == INFLATE_WHOLE) == whole);
    promise(kept.result != INFLATE_WHOLE || (span_eq(kept.bytes, pieces) && kept.used == all.used));
}

/* The input over and over, so that there is more than a block and a window of it. */
void fuzz_deflate(arena *a, span input) {
    enum { ENOUGH = 200000 };
    bool whole;
    buf long_one = buf_new(a);
    if (input.len == 0)
        return;
    do
        buf_add(&long_one, input);
    while (input.len > 1 && long_one.len < ENOUGH && input.ptr[0] & 1);
    buf out = buf_new(a);
    deflate_long(NULL, buf_span(&long_one), &out);
    span packed = buf_span(&out);
    inflated back = inflate_whole(a, packed, long_one.len, long_one.len);
    promise(back.result == INFLATE_WHOLE && back.used == packed.len && span_eq(back.bytes, buf_span(&long_one)));
    promise(span_eq(in_pieces(a, packed, &whole), buf_span(&long_one)) && whole);
    promise(deflate_long_proved(a, NULL, packed, buf_span(&long_one)));
}

/* ---- Tables: rows as lines of text. */
static void write_row(buf *out, const row *r) {
    buf_format(out, "%u %llu %d:", r->number, (unsigned long long)r->line, r->hidden);
    for (size_t i = 0; i < r->count; i++) {
        const cell *c = &r->cells[i];
        buf_format(out, " %u %d%d%d %lld ", c->column, (int)c->kind, c->formula, c->hidden, (long long)c->offset);
        buf_add(out, c->value);
    }
    buf_byte(out, '\n');
}

static bool note_row(void *context, const sheet *s, const row *r) {
    (void)s;
    write_row(context, r);
    return true;
}

static span rows_of(arena *a, table_reader *reader, span bytes, bool all_expat) {
    table_limits limits = TABLE_LIMITS;
    buf out = buf_new(a);
    findings *found = findings_new(a, 10);
    limits.max_unpacked = limits.max_strings = MOST;
    limits.all_expat = all_expat;
    bool told = reader(a, bytes, &limits, &(table_sink){.context = &out, .row = note_row}, found);
    buf_format(&out, "%d %llu\n", told, (unsigned long long)findings_total(found));
    return buf_span(&out);
}

static bool csv_utf8(arena *a, span bytes, const table_limits *limits, const table_sink *into, findings *found) {
    return csv_read(a, bytes, ENCODING_UTF8, NULL, limits, into, found);
}

/* Every line a record: as far as they can be read so they are those of the reader for all. */
void fuzz_lines(arena *a, span input) {
    const table_source from = {.bytes = input, .encoding = ENCODING_UTF8};
    plain_table t;
    buf out = buf_new(a);
    cell cells[PLAIN_FIELDS];
    plain_record r;
    if (!table_plain(a, &from, &t))
        return;
    uint32_t number = 0;
    for (size_t at = 0; at < t.records.len && plain_record_read(&t, at, &r); at = r.next) {
        row told = plain_row(&t, &r, ++number, cells);
        if (told.count)
            write_row(&out, &told);
        promise(r.next == at + 1 || plain_record_from(&t, r.next - 1) == r.next);
    }
    promise(span_starts(rows_of(a, csv_utf8, input, false), buf_span(&out)));
}

/* A sheet and its strings, divided by a form feed. */
void fuzz_sheet(arena *a, span input) {
    span rows = span_cut(input, 0, span_find(input, '\f'));
    const made parts[] = {
        {.name = "xl/worksheets/sheet1.xml", .text = rows, .stored = true},
        {.name = "xl/sharedStrings.xml", .text = span_from(input, rows.len + 1), .stored = true},
        {.name = "xl/workbook.xml", .stored = true,
         .text = SPAN("<workbook xmlns:r=\"http://x\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")},
        {.name = "xl/_rels/workbook.xml.rels", .stored = true,
         .text = SPAN("<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                      "<Relationship Id=\"rId3\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>")},
        {.name = "[Content_Types].xml", .text = SPAN("<Types/>"), .stored = true},
    };
    zip z;
    zip_start(&z);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        zip_add(&z, &parts[i]);
    span bytes = zip_end(&z);
    promise(span_eq(rows_of(a, xlsx_read, bytes, false), rows_of(a, xlsx_read, bytes, true)));
    arena_free(&z.a);
}

/* ---- A check by one hand and by many. */
static void last_first(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

static span judged(arena *a, const baopan_job *job, crew c) {
    baopan_result *out = ARENA_NEW(a, baopan_result);
    const document *templ = NULL;
    reading r = reading_begin(a, job);
    r.crew = c;
    if (job->templ.path) {
        open_both(&r, &job->input, &job->templ);
        read_template(&r, &job->templ, &out->templ);
        templ = out->templ.usable && !out->templ.layout.ambiguous ? &out->templ : NULL;
    }
    read_upload(&r, &job->input, templ, &out->doc, &out->expected);
    check_document(&r, out, templ);
    set_report(out, &r, REPORT_CHECK, &job->input, templ);
    const report_file *file = &out->file;
    buf json = buf_new(a);
    report_json(&json, &file, 1, &(report_options){.reveal = {true, true, true}, .version = "0"});
    return buf_span(&json);
}

/* An upload and, behind a form feed, the template it is compared with. */
void fuzz_hands(arena *a, span input) {
    span upload = span_cut(input, 0, span_find(input, '\f')), templ = span_from(input, upload.len + 1);
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123, .hash_seed = 5, .limits = {.max_findings = 20},
                      .input = {"u", upload.ptr, upload.len, true}, .templ = {templ.len ? "t" : NULL, templ.ptr, templ.len, true}};
    span alone = judged(a, &job, (crew){.hands = 1});
    promise(span_eq(alone, judged(a, &job, (crew){.hands = 3, .side_by_side = last_first, .least = 40})));
    promise(span_eq(alone, judged(a, &job, (crew){.hands = 61, .side_by_side = last_first, .least = 1})));
}
