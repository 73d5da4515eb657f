/* What bytes are, the safe zip, and archives of many parts. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "container/deflate.h"
#include "zip_maker.h"

#define T .text = sample()

/* ---- What bytes are. */
START_TEST(kinds_are_told) {
    static const struct {
        file_kind kind;
        span bytes;
    } cases[] = {
        {KIND_EMPTY, {0}},
        {KIND_TEXT, SPAN("a\tb\r\n")},
        {KIND_TEXT, SPAN("MZ is how this text begins, and it goes on and on so as to be long enough.")},
        {KIND_TEXT, SPAN("\xD5\xC5\xC8\xFD,5000\r\n\x1A")},
        {KIND_TEXT, SPAN("one NUL\0 here and there\0 is no harm at all in some longer text")},
        {KIND_TEXT, SPAN("\xFF\xFE" "a\0b\0")},
        {KIND_TEXT, SPAN("1\0" "2\0\t\0\x20\x5F\t\0" "5\0" "0\0\r\0\n\0")},
        {KIND_TEXT, SPAN("\0" "1\0" "2\0\t\x5F\x20\0\t\0" "5\0" "0\0\r\0\n")},
        {KIND_TEXT, SPAN("1\0\0\0\t\0\0\0\x20\x5F\0\0" "2\0\0\0\r\0\0\0\n\0\0\0")},
        {KIND_BINARY, SPAN("\1\2\3\4\5\6\7\1\2\3\4\5\6\7\0\0\0\0\0\0")},
        {KIND_HTML, SPAN("\xEF\xBB\xBF \r\n<!-- x --><TABLE border=1><tr>")},
        {KIND_HTML, SPAN("\xFF\xFE<\0h\0t\0m\0l\0>\0")},
        {KIND_HTML, SPAN("<?xml version='1.0'?><html xmlns='x'>")},
        {KIND_XML, SPAN("<?xml version='1.0'?><a/>")},
        {KIND_SS2003, SPAN("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>")},
        {KIND_OLE, SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....")},
        {KIND_BIFF, SPAN("\x09\x08\x08\x00\x00\x05\x05\x00\xAB\x1F\xCD\x07")},
        {KIND_BIFF, SPAN("\x09\x00\x04\x00\x07\x00\x10\x00\x0B\x00")},
        {KIND_RAR, SPAN("Rar!\x1A\x07\x01\x00")},
        {KIND_7Z, SPAN("7z\xBC\xAF\x27\x1C\x00\x04")},
        {KIND_GZIP, SPAN("\x1F\x8B\x08\x00")},
        {KIND_BZIP2, SPAN("BZh91AY&SY..")},
        {KIND_TEXT, SPAN("BZh9 is no magic here")},
        {KIND_XZ, SPAN("\xFD" "7zXZ\0\0\4")},
        {KIND_ZSTD, SPAN("\x28\xB5\x2F\xFD.")},
        {KIND_PDF, SPAN("%PDF-1.7")},
        {KIND_PNG, SPAN("\x89PNG\r\n\x1A\n")},
        {KIND_JPEG, SPAN("\xFF\xD8\xFF\xE0")},
        {KIND_RTF, SPAN("{\\rtf1\\ansi}")},
        {KIND_ZIP, SPAN("PK\3\4")},
        {KIND_ZIP, SPAN("junkPK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        file_kind k = file_sniff(cases[i].bytes);
        ck_assert_msg(k == cases[i].kind, "case %zu: %d", i, (int)k);
        ck_assert_ptr_nonnull(term_text(file_kind_term(k), LANG_ZH));
    }
}
END_TEST

static file_kind kind_of_two(const made *m) {
    zip z;
    zip_start(&z);
    zip_add(&z, &m[0]);
    zip_add(&z, &m[1]);
    file_kind k = file_sniff(zip_end(&z));
    arena_free(&z.a);
    return k;
}

START_TEST(workbooks_are_told_from_zips) {
    const made xlsx[] = {{"[Content_Types].xml", T}, {"xl/workbook.xml", T}};
    const made docx[] = {{"[Content_Types].xml", T}, {"word/document.xml", T}};
    const made ods[] = {{"mimetype", .text = SPAN("application/vnd.oasis.opendocument.spreadsheet"), .stored = true},
                        {"content.xml", T}};
    const made odt[] = {{"mimetype", .text = SPAN("application/vnd.oasis.opendocument.text"), .stored = true},
                        {"content.xml", T}};
    /* unpacked and zipped again by a program that knows nothing of OpenDocument */
    const made rezipped[] = {{"content.xml", T}, {"mimetype", .text = ods[0].text}};
    const made rezipped_template[] = {
        {"content.xml", T}, {"mimetype", .text = SPAN("application/vnd.oasis.opendocument.spreadsheet-template")}};
    const made rezipped_odt[] = {{"content.xml", T}, {"mimetype", .text = odt[0].text}};
    ck_assert_int_eq(kind_of_two(rezipped), KIND_ODS);
    ck_assert_int_eq(kind_of_two(rezipped_template), KIND_ODS);
    ck_assert_int_eq(kind_of_two(rezipped_odt), KIND_ZIP);
    ck_assert_int_eq(kind_of_two(xlsx), KIND_XLSX);
    ck_assert_int_eq(kind_of_two(docx), KIND_ZIP);
    ck_assert_int_eq(kind_of_two(ods), KIND_ODS);
    ck_assert_int_eq(kind_of_two(odt), KIND_ZIP);
}
END_TEST

START_TEST(tar_by_its_checksum) {
    uint8_t block[1024] = "a.txt";
    memcpy(block + 148, "        ", 8);
    unsigned sum = 0;
    for (int i = 0; i < 512; i++)
        sum += block[i];
    block[148] = (uint8_t)('0' + sum / 512);
    block[149] = (uint8_t)('0' + sum / 64 % 8);
    block[150] = (uint8_t)('0' + sum / 8 % 8);
    block[151] = (uint8_t)('0' + sum % 8);
    ck_assert_int_eq(file_sniff(span_of(block, sizeof block)), KIND_TAR);
    block[2] = 'x';
    ck_assert_int_eq(file_sniff(span_of(block, sizeof block)), KIND_BINARY);
}
END_TEST

/* ---- The safe zip. */
static void check_safe(arena *a, span name, bool flag, span text) {
    span bytes = container_pack(a, NULL, name, flag, text, 0);
    zip_facts f;
    zip_facts_read(a, bytes, 10, &f);
    ck_assert_uint_eq(f.entries.count, 1);
    const zip_entry *e = f.entries.items;
    ck_assert_int_eq(f.fault, ZIP_SOUND);
    ck_assert(!f.zip64 && !f.prefix && !f.suffix && !f.gaps && f.comment.len == 0);
    for (int i = 0; i < 2; i++) {
        const zip_header *h = i ? &e->central : &e->local;
        ck_assert(span_eq(h->name, name));
        ck_assert_uint_eq(h->flags, flag ? ZIP_FLAG_UTF8 : 0);
        ck_assert_uint_eq(h->method, ZIP_DEFLATED);
        ck_assert_uint_eq(h->extra.len, 0);
        ck_assert_uint_eq(h->needs, 20);
        ck_assert_uint_eq(h->date, 0x21);
        ck_assert_uint_eq(h->time, 0);
        ck_assert_uint_eq(h->size, text.len);
        ck_assert_uint_eq(h->crc, crc32_of(text));
    }
    ck_assert(span_eq(container_pack(a, NULL, name, flag, text, 0), bytes));
    archive *z = archive_open(a, bytes);
    ck_assert(z ? archive_size(z, 0) == text.len : flag); /* libzip takes no false flag */
}

static bool opens_clean(arena *a, span bytes) {
    findings *f = findings_new(a, 0);
    container c;
    container_open(a, bytes, false, INPUT_UPLOAD, &CONTAINER_DEFAULTS, f, &c);
    container_compare(&c, NULL, f);
    return findings_total(f) == 0 && span_eq(c.text, sample());
}

START_TEST(packing_is_safe_and_reads_back) {
    zip z;
    zip_start(&z);
    check_safe(&z.a, SPAN("a.txt"), false, sample());
    check_safe(&z.a, SPAN("\xB9\xA4\xD7\xCA.txt"), false, sample());
    check_safe(&z.a, SPAN("\xB9\xA4\xD7\xCA.txt"), true, sample());
    check_safe(&z.a, SPAN("工资.txt"), false, sample());
    check_safe(&z.a, SPAN("工资.txt"), true, sample());
    check_safe(&z.a, SPAN("a"), true, SPAN(""));
    ck_assert(opens_clean(&z.a, container_pack(&z.a, NULL, SPAN("a.txt"), false, sample(), 12)));
    arena_free(&z.a);
}
END_TEST

static void pack_nameless(arena *a, void *name) {
    (void)name;
    (void)container_pack(a, NULL, (span){0}, false, sample(), 0);
}

START_TEST(packing_refuses_what_it_cannot) {
    arena a;
    arena_init(&a, NULL);
    ck_assert_int_eq(arena_run(&a, pack_nameless, NULL), STATUS_BAD_ARGUMENT);
    arena_free(&a);
}
END_TEST

/* An allocator that says no from the nth time on. */
static void *runs_out(void *left, void *old, size_t size) {
    size_t *n = left;
    if (size && *n == 0)
        return NULL;
    *n -= size ? 1 : 0;
    if (size)
        return realloc(old, size);
    free(old);
    return NULL;
}

static void pack_and_open(arena *a, void *context) {
    (void)context;
    ck_assert(opens_clean(a, container_pack(a, NULL, SPAN("a.txt"), false, sample(), 0)));
}

START_TEST(memory_running_out_is_a_status) {
    status got = STATUS_NO_MEMORY;
    for (size_t n = 0; got == STATUS_NO_MEMORY; n++) {
        size_t left = n;
        arena a;
        arena_init(&a, &(allocator){runs_out, &left});
        got = arena_run(&a, pack_and_open, NULL);
        arena_free(&a);
        ck_assert(n < 200);
    }
    ck_assert_int_eq(got, STATUS_OK);
}
END_TEST

/* ---- Archives of many parts. */
static bool gather(void *context, span piece) {
    buf_add(context, piece);
    return true;
}

static bool stop_at_once(void *context, span piece) {
    (void)piece;
    ++*(int *)context;
    return false;
}

START_TEST(archives_stream_and_check) {
    zip z;
    made big = {.name = "big.xml"};
    zip_start(&z);
    big.text = long_text(&z.a);
    zip_add(&z, &big);
    zip_add(&z, &(made){"bad.xml", T, .crc = 7});
    zip_add(&z, &(made){"locked.xml", T, .flags = 1});
    archive *r = archive_open(&z.a, zip_end(&z));
    buf all = buf_new(&z.a);
    int pieces = 0;
    ck_assert_uint_eq(archive_count(r), 3);
    ck_assert(span_eq(archive_name(r, 1), SPAN("bad.xml")));
    ck_assert(archive_stream(r, 0, 3 << 20, gather, &all));
    ck_assert(span_eq(buf_span(&all), big.text));
    ck_assert(!archive_stream(r, 0, (3 << 20) - 1, gather, &all));
    ck_assert(archive_stream(r, 0, 3 << 20, stop_at_once, &pieces));
    ck_assert_int_eq(pieces, 1);
    ck_assert(!archive_stream(r, 1, 1000, gather, &all));
    ck_assert(archive_encrypted(r, 2) && !archive_encrypted(r, 0));
    ck_assert(!archive_stream(r, 2, 1000, gather, &all));
    ck_assert_ptr_null(archive_open(&z.a, sample()));
    arena_free(&z.a);
}
END_TEST

Suite *archive_suite(void) {
    Suite *s = suite_create("archive");
    TCase *c = tcase_create("archive");
    tcase_add_test(c, kinds_are_told);
    tcase_add_test(c, workbooks_are_told_from_zips);
    tcase_add_test(c, tar_by_its_checksum);
    tcase_add_test(c, packing_is_safe_and_reads_back);
    tcase_add_test(c, packing_refuses_what_it_cannot);
    tcase_add_test(c, memory_running_out_is_a_status);
    tcase_add_test(c, archives_stream_and_check);
    suite_add_tcase(s, c);
    return s;
}
