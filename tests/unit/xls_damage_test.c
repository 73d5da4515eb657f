/* Workbooks that are damaged, or no workbooks; and those that real programs wrote, whole and
 * damaged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/ole.h"
#include "xls_maker.h"

static arena on;
static buf w; /* the stream being made */
static void setup(void) {
    arena_init(&on, NULL);
    w = buf_new(&on);
}
static void teardown(void) { arena_free(&on); }

/* ---- Damage. */
START_TEST(passwords_are_named_as_such) {
    bof(&w, 0x0600, BIFF_GLOBALS);
    REC(&w, BIFF_FILEPASS, B2(1), B4(0));
    struct told t = read_all(&on, buf_span(&w));
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
    ck_assert_uint_eq(findings_total(t.found), 1);
    ck_assert(!t.result);
    w.len = 0; /* within a sheet without globals */
    bof(&w, 0x0500, BIFF_SHEET);
    number(&w, 0, 0, 0, 1);
    REC(&w, BIFF_FILEPASS, B2(0), B4(0));
    t = read_all(&on, buf_span(&w));
    ck_assert_uint_eq(findings_count(t.found, SRC_encrypted), 1);
    ck_assert_uint_eq(t.out.len, 0);
}
END_TEST

START_TEST(what_is_cut_off_keeps_its_rows_and_is_told) {
    bof(&w, 0x0500, BIFF_SHEET);
    number(&w, 0, 0, 0, 1);
    number(&w, 1, 0, 0, 2);
    struct told t = read_all(&on, span_cut(buf_span(&w), 0, w.len - 3));
    ck_text(buf_span(&t.out), "0 \nA1 n 1\n");
    ck_assert_uint_eq(complaints(&t), 1);
    t = read_all(&on, buf_span(&w)); /* an EOF is all that tells the end of a bare stream */
    ck_assert_uint_eq(complaints(&t), 1);
    REC(&w, BIFF_NUMBER, B2(2), B2(0)); /* a record too short for its kind */
    eof(&w);
    t = read_all(&on, buf_span(&w));
    ck_text(buf_span(&t.out), "0 \nA1 n 1\nA2 n 2\n");
    ck_assert_uint_eq(complaints(&t), 1);
}
END_TEST

START_TEST(sheets_that_are_not_where_they_should_be) {
    globals8(&w, 2);
    eof(&w);
    sheet8(&w, 0, BIFF_SHEET);
    number(&w, 0, 0, 0, 1);
    eof(&w);
    struct told t = read_all(&on, buf_span(&w)); /* the second begins with the globals */
    ck_text(buf_span(&t.out), "0 a\nA1 n 1\n");
    ck_assert(t.result);
    w.ptr[BOF_SIZE + TAB_SIZE + 4 + 3] = 0x7F; /* and now beyond the end */
    t = read_all(&on, buf_span(&w));
    ck_assert_uint_eq(complaints(&t), 1);
    t = read_all(&on, SPAN("BM no workbook at all"));
    ck_assert(!t.result && complaints(&t) == 1);
    t = read_all(&on, (span){0});
    ck_assert(!t.result && complaints(&t) == 1);
}
END_TEST

START_TEST(sheets_in_one_place_are_not_walked_again_and_again) {
    enum { SHEETS = 200, CELLS = 1000 };
    bof(&w, 0x0600, BIFF_GLOBALS);
    for (unsigned i = 0; i < SHEETS; i++)
        REC(&w, BIFF_BOUNDSHEET, B4(0), B1(0), B1(0), B1(0), B1(0));
    eof(&w);
    for (unsigned i = 0; i < SHEETS; i++) {
        sheet8(&w, i, BIFF_SHEET);
        w.len -= BOF_SIZE;
    }
    bof(&w, 0x0600, BIFF_SHEET);
    for (unsigned i = 0; i < CELLS; i++)
        number(&w, i, 0, 0, i);
    eof(&w);
    struct told t = read_all(&on, buf_span(&w));
    ck_assert(complaints(&t) > 0);
    ck_assert_uint_lt(t.out.len, 2 * CELLS * sizeof "A1000 n 1000");
}
END_TEST

START_TEST(limits_are_told) {
    globals8(&w, 1);
    REC_BYTES(&w, BIFF_SST, SPAN("abcdefgh"), B4(1), B4(1), B2(8), B1(0));
    eof(&w);
    sheet8(&w, 0, BIFF_SHEET);
    for (unsigned i = 0; i < 5; i++)
        number(&w, 0, i, 0, i);
    eof(&w);
    struct told t = {.limits = {.max_unpacked = 1 << 20, .max_strings = 4, .max_cells_row = 3}};
    read_into(&on, buf_span(&w), &t);
    ck_text(buf_span(&t.out), "0 a\nA1 n 0\nB1 n 1\nC1 n 2\n");
    ck_assert_uint_eq(findings_count(t.found, SYS_limit_exceeded), 2);
}
END_TEST

START_TEST(a_sink_may_say_no) {
    globals8(&w, 2);
    eof(&w);
    for (unsigned i = 0; i < 2; i++) {
        sheet8(&w, i, BIFF_SHEET);
        number(&w, 0, 0, 0, 1);
        number(&w, 1, 0, 0, 2);
        REC(&w, BIFF_MERGEDCELLS, B2(1), B4(0), B4(0));
        eof(&w);
    }
    struct told t = {.stop_at = 1};
    read_into(&on, buf_span(&w), &t);
    ck_text(buf_span(&t.out), "0 a\nA1 n 1\nmerged 1\n1 b\nA1 n 1\nmerged 1\n");
    t = (struct told){.skip_sheets = true};
    read_into(&on, buf_span(&w), &t);
    ck_text(buf_span(&t.out), "0 a\n1 b\n");
    const table_sink silent = {0};
    ck_assert(xls_read(&on, buf_span(&w), &t.limits, &silent, t.found));
}
END_TEST

/* ---- Compound files. */
/* One stream, in sectors 2 and up, in order or reversed; sector 0 is the FAT, 1 the directory. */
static span compound(const char *name, span stream, bool reversed) {
    uint32_t sectors = (uint32_t)((stream.len + 511) / 512), last = sectors + 1;
    buf b = buf_new(&on);
    buf_repeat(&b, 0, 512 * (size_t)(sectors + 3));
    uint8_t *p = b.ptr;
    memcpy(p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    p[30] = 9, p[32] = 6, p[48] = 1;                 /* sector sizes; the directory's sector */
    memset(p + 60, 0xFF, 4), memset(p + 68, 0xFF, 4); /* no mini FAT, no further FAT */
    memset(p + 80, 0xFF, 432);
    memset(p + 512, 0xFF, 512);
    for (uint32_t i = 0; i < sectors; i++) {
        uint32_t at = reversed ? last - i : i + 2, next = i + 1 == sectors ? 0xFFFFFFFE : reversed ? at - 1 : at + 1;
        for (unsigned k = 0; k < 4; k++)
            p[512 + at * 4 + k] = (uint8_t)(next >> 8 * k);
        span part = span_cut(stream, (size_t)i * 512, 512);
        memcpy(p + 512 * (size_t)(at + 1), part.ptr, part.len);
    }
    uint8_t *entry = p + 1024 + 128;
    p[1024 + 66] = 5, p[1024 + 76] = 1; /* the root, its child */
    memset(p + 1024 + 116, 0xFE, 1);
    for (size_t i = 0; name[i]; i++)
        entry[i * 2] = (uint8_t)name[i], entry[64] = (uint8_t)(i * 2 + 4);
    entry[66] = 2, entry[116] = (uint8_t)(reversed ? last : 2);
    memset(entry + 68, 0xFF, 8);
    for (unsigned k = 0; k < 4; k++)
        entry[120 + k] = (uint8_t)(stream.len >> 8 * k);
    return buf_span(&b);
}

START_TEST(streams_in_any_order_of_sectors) {
    bof(&w, 0x0500, BIFF_SHEET);
    for (unsigned i = 0; i < 300; i++)
        number(&w, i, 0, 0, i);
    for (int reversed = 0; reversed < 2; reversed++) { /* no EOF, but all the directory promises */
        struct told t = read_all(&on, compound("bOOK", buf_span(&w), reversed));
        ck_assert(t.result && findings_total(t.found) == 0);
        ck_assert(span_search(buf_span(&t.out), SPAN("A300 n 299\n")) < t.out.len);
    }
    span whole = compound("Workbook", buf_span(&w), true);
    struct told t = read_all(&on, span_cut(whole, 0, whole.len - 1000));
    ck_assert_uint_ge(findings_total(t.found), 1);
}
END_TEST

START_TEST(compound_files_of_other_programs) {
    static const struct {
        const char *stream;
        code want;
        term what;
    } OTHERS[] = {{"EncryptedPackage", SRC_encrypted, TERM_NONE},
                  {"WordDocument", SRC_unreadable, TERM_word_document},
                  {"Contents", SRC_unreadable, TERM_no_workbook}};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        struct told t = read_all(&on, compound(OTHERS[i].stream, SPAN("x"), false));
        findings_settle(t.found);
        ck_assert(!t.result);
        ck_assert_uint_eq(findings_total(t.found), 1);
        ck_assert_int_eq(findings_at(t.found, 0)->code, OTHERS[i].want);
        if (OTHERS[i].what)
            ck_assert_int_eq(findings_at(t.found, 0)->args[0].value.number, OTHERS[i].what);
    }
}
END_TEST

START_TEST(loops_of_sectors_end) {
    uint8_t *p;
    bool whole;
    span file = compound("Book", SPAN("a stream"), false);
    p = (uint8_t *)(uintptr_t)file.ptr;
    memset(p + 512 + 8, 0, 4), p[512 + 8] = 2; /* the stream's sector follows itself */
    memset(p + 1024 + 128 + 120, 0x7F, 4);     /* and promises 2 GB */
    const ole *o = ole_open(&on, file);
    ck_assert_ptr_nonnull(o);
    ck_assert_uint_le(ole_stream(&on, o, "book", &whole).len, file.len);
    ck_assert(!whole);
    memset(p + 512 + 4, 0, 4), p[512 + 4] = 1;     /* so does the directory */
    memset(p + 68, 0, 4), p[68] = 2, p[3 * 512 + 508] = 2; /* and the list of the FAT's sectors */
    p[1024 + 128 + 68] = 1, memset(p + 1024 + 128 + 69, 0, 3); /* and the tree of entries */
    o = ole_open(&on, file);
    ck_assert(o && ole_has(o, "BOOK") && !ole_has(o, "Boo") && !ole_has(o, "Booka"));
    p[30] = 60; /* a sector of 2^60 bytes */
    ck_assert_ptr_null(ole_open(&on, file));
    ck_assert_ptr_null(ole_open(&on, span_cut(file, 0, 100)));
}
END_TEST

/* ---- What real programs wrote. */
static span fixture(const char *name) {
    const char *dir = getenv("BAOPAN_FIXTURES");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/table/%s", dir ? dir : "fixtures", name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    buf b = buf_new(&on);
    for (int c; (c = getc(f)) != EOF;)
        buf_byte(&b, (uint8_t)c);
    (void)fclose(f);
    return buf_span(&b);
}

static const char *const WRITTEN[] = {"gnumeric-biff8.xls", "gnumeric-cp936.xls", "gnumeric-both.xls", "office-biff8.xls"};
enum { WRITTEN_COUNT = sizeof WRITTEN / sizeof *WRITTEN };

START_TEST(workbooks_of_real_programs) {
    bool gnumeric = WRITTEN[_i][0] == 'g'; /* hands on to the other that the second sheet is shown */
    struct told t = read_all(&on, fixture(WRITTEN[_i]));
    buf want = buf_new(&on);
    buf_format(&want,
               "0 工资表\nA1 t 2026 年度工资表\n"
               "A2 t 姓名\nB2 t 身份证号\nC2 t 入职\nD2 t 基本工资\nE2!t 奖金\nF2 t 现工资\n"
               "A3 t 郑沐禾\nB3 t 239906199101248283\nC3 d 43647\nD3 n 60333.44\nE3!n 1000\nF3 n= 61333.44\n"
               "A4!t 谢知洲\nB4!n 239907198510202000\nC4!d 43906\nD4!n 69442\nE4!n -0.1\nF4!e= #DIV/0!\n"
               "A5 t 阿依·古丽\nB5 t= 239910198601233707\nD5 n 81499.38\nE5!b= 1\nF5 n 87856.33\n"
               "merged 1\n%s1 旧表\nA1 t 作废\n",
               gnumeric ? "!" : "");
    buf_byte(&want, 0);
    ck_text(buf_span(&t.out), (const char *)want.ptr);
    ck_assert_uint_eq(findings_total(t.found), 0);
}
END_TEST

/* Cut anywhere, or with any byte changed, a file is read or complained about; the sanitizers see to
 * the rest. */
START_TEST(damaged_workbooks_do_no_harm) {
    span file = fixture(WRITTEN[_i]);
    uint8_t *copy = arena_grow(&on, NULL, file.len);
    for (size_t at = 0; at < file.len; at += 13) {
        arena a;
        arena_init(&a, NULL);
        memcpy(copy, file.ptr, file.len);
        struct told t = read_all(&a, span_of(copy, at));
        ck_assert(t.result || findings_total(t.found));
        copy[at] = (uint8_t)(copy[at] ^ (1 << at % 8));
        t = read_all(&a, span_of(copy, file.len));
        ck_assert(t.result || findings_total(t.found));
        arena_free(&a);
    }
}
END_TEST

static void *runs_out(void *left, void *old, size_t size) {
    size_t *n = left;
    if (size && *n == 0)
        return NULL;
    *n -= size != 0;
    if (size)
        return realloc(old, size);
    free(old);
    return NULL;
}

static void read_body(arena *a, void *file) { (void)read_all(a, *(span *)file); }

START_TEST(memory_may_run_out_anywhere) {
    span file = fixture("gnumeric-biff8.xls");
    status s = STATUS_NO_MEMORY;
    for (size_t n = 0; s != STATUS_OK; n++) {
        size_t left = n;
        arena a;
        arena_init(&a, &(allocator){runs_out, &left});
        s = arena_run(&a, read_body, &file);
        ck_assert(s == STATUS_OK || s == STATUS_NO_MEMORY);
        arena_free(&a);
    }
}
END_TEST

Suite *xls_damage_suite(void) {
    Suite *s = suite_create("xls_damage");
    TCase *t = tcase_create("xls_damage");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, passwords_are_named_as_such);
    tcase_add_test(t, what_is_cut_off_keeps_its_rows_and_is_told);
    tcase_add_test(t, sheets_that_are_not_where_they_should_be);
    tcase_add_test(t, sheets_in_one_place_are_not_walked_again_and_again);
    tcase_add_test(t, limits_are_told);
    tcase_add_test(t, a_sink_may_say_no);
    tcase_add_test(t, streams_in_any_order_of_sectors);
    tcase_add_test(t, compound_files_of_other_programs);
    tcase_add_test(t, loops_of_sectors_end);
    tcase_add_loop_test(t, workbooks_of_real_programs, 0, WRITTEN_COUNT);
    tcase_add_loop_test(t, damaged_workbooks_do_no_harm, 0, WRITTEN_COUNT);
    tcase_add_test(t, memory_may_run_out_anywhere);
    suite_add_tcase(s, t);
    return s;
}
