/* Judging zips: every lie a header can tell, and what is made of it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "zip_maker.h"

/* ---- Opening, and what was found, as a string: "ZIP-003 ZIP-020". */
typedef struct opened {
    container c;
    char codes[200];
} opened;

/* Every placeholder of a message is to be filled. */
static void check_filled(arena *a, const finding *f) {
    static const char *const keys[] = {"{name}", "{is}", "{was}", "{what}", "{n}", "{limit}", "{ratio}", "{looked}"};
    for (int l = LANG_ZH; l < LANG_COUNT; l++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            buf b = buf_new(a);
            finding_message(&b, f, (lang)l, (reveal){0});
            bool filled = span_search(buf_span(&b), span_cstr(keys[k])) == b.len;
            ck_assert_msg(filled, "%.*s", (int)b.len, (const char *)b.ptr);
        }
}

static void open_with(arena *a, span bytes, bool is_text, const container *templ,
                      const container_options *o, opened *out) {
    findings *f = findings_new(a, 0);
    memset(out, 0, sizeof *out);
    container_open(a, bytes, is_text, INPUT_UPLOAD, o, f, &out->c);
    container_compare(&out->c, templ, f);
    findings_settle(f);
    for (size_t i = 0; i < findings_shown(f); i++) {
        check_filled(a, findings_at(f, i));
        if (i)
            strcat(out->codes, " ");
        strcat(out->codes, catalogue_get(findings_at(f, i)->code)->id);
    }
}

static void open_bytes(arena *a, span bytes, opened *out) {
    open_with(a, bytes, false, NULL, &CONTAINER_DEFAULTS, out);
}

/* One entry, and exactly these findings. */
static void expect(const made *m, const char *codes, bool usable) {
    zip z;
    opened o;
    span bytes = zip_of(&z, m);
    open_bytes(&z.a, bytes, &o);
    ck_assert_msg(strcmp(o.codes, codes) == 0, "%s: '%s', not '%s'", m->name, o.codes, codes);
    ck_assert(o.c.usable == usable);
    if (usable)
        ck_assert(span_eq(o.c.text, m->text));
    arena_free(&z.a);
}

#define T .text = sample()
START_TEST(entries_are_judged) {
    const span zip64 = SPAN("\1\0\10\0\0\0\0\0\0\0\0\0");
    const struct {
        made m;
        const char *codes;
        bool usable;
    } cases[] = {
        {{"a.txt", T}, "", true},
        {{"a.txt", T, .stored = true}, "", true},
        {{"a.txt", T, .descriptor = true}, "", true},
        {{"a.txt", T, .descriptor = true, .stored = true}, "ZIP-010", true},
        {{"a.txt", T, .crc = 7}, "ZIP-005", false},
        {{"a.txt", T, .size = 5}, "ZIP-006", true},
        {{"a.txt", T, .size = 5000}, "ZIP-006", true},
        {{"a.txt", T, .size = 5000, .stored = true}, "ZIP-006", true},
        {{"a.txt", T, .packed = 9}, "ZIP-006", false},
        {{"a.txt", T, .packed = 70000}, "ZIP-006", false},
        {{"a.txt", T, .local_crc = 7}, "ZIP-007", true},
        {{"a.txt", T, .local_name = "b.txt"}, "ZIP-007", true},
        {{"a.txt", T, .local_method = 12}, "ZIP-007", true},
        {{"a.txt", T, .flags = 1, .crc = 7}, "ZIP-008", false},
        {{"a.txt", T, .method = 99, .flags = 1}, "ZIP-008", false},
        {{"a.txt", T, .method = 9}, "ZIP-009", false},
        {{"a.txt", T, .method = 14}, "ZIP-009", false},
        {{"a.txt", T, .extra = zip64}, "ZIP-012", true},
        {{"a.png", .text = SPAN("\x89PNG\r\n\x1A\n....")}, "ZIP-014", false},
        {{"x/a.txt", T}, "ZIP-016", true},
        {{"x\\a.txt", T}, "ZIP-016", true},
        {{"a.txt", .text = SPAN("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")}, "ZIP-017", false},
        {{"a.zip", .text = SPAN("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")}, "ZIP-017", false},
        {{"\xB9\xA4.txt", T, .flags = ZIP_FLAG_UTF8}, "ZIP-019", true},
        {{"\xB9\xA4.txt", T}, "ZIP-020", true},
        {{"工.txt", T}, "ZIP-020", true},
        {{"工.txt", T, .flags = ZIP_FLAG_UTF8}, "", true},
        {{"a\\\xD5\x5C.txt", T}, "ZIP-016 ZIP-020", true},
        {{"\xD5\x5C.txt", T}, "ZIP-020", true},
        {{"a", T}, "ZIP-023", true},
        {{"a.TXT", T}, "ZIP-025", true},
        {{"a.txt.txt", T}, "ZIP-025", true},
        {{"a.txt ", T}, "ZIP-025", true},
        {{"../a.txt", T}, "ZIP-030", true},
        {{"/a.txt", T}, "ZIP-030", true},
        {{"C:a.txt", T}, "ZIP-030", true},
        {{"a.txt", T, .external = 0120777u << 16}, "ZIP-032", false},
        {{"a.txt", T, .extra = SPAN("\1\0\xFF\0x")}, "ZIP-004", true},
        {{"a.txt", .text = SPAN("{\\rtf1}")}, "ZIP-036", false},
        {{"a.txt", .text = SPAN("")}, "ZIP-002", false},
        {{"~$a.txt", T}, "ZIP-014", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(&cases[i].m, cases[i].codes, cases[i].usable);
}
END_TEST

/* A crafted ratio and size: the limits hold, whatever the headers say. */
START_TEST(limits_hold) {
    zip z;
    opened o;
    made m = {.name = "a.txt", .size = 10};
    container_options tight = CONTAINER_DEFAULTS;
    zip_start(&z);
    m.text = long_text(&z.a);
    zip_add(&z, &m);
    span bytes = zip_end(&z);
    open_with(&z.a, bytes, false, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "ZIP-006");
    ck_assert_uint_eq(o.c.text.len, 3 << 20);
    tight.max_ratio = 100;
    open_with(&z.a, bytes, false, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "ZIP-029");
    tight.max_ratio = 1000;
    tight.max_size = (3 << 20) - 1;
    open_with(&z.a, bytes, false, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "ZIP-029");
    tight.max_size++;
    open_with(&z.a, bytes, false, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "ZIP-006");
    tight.max_entries = 0;
    open_with(&z.a, bytes, false, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "SYS-001");
    open_with(&z.a, m.text, true, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "ZIP-033");
    tight.max_size--;
    open_with(&z.a, m.text, true, NULL, &tight, &o);
    ck_assert_str_eq(o.codes, "SYS-001");
    arena_free(&z.a);
}
END_TEST

static void expect_many(const made *m, size_t n, const char *codes, const char *chosen) {
    zip z;
    opened o;
    zip_start(&z);
    for (size_t i = 0; i < n; i++)
        zip_add(&z, &m[i]);
    open_bytes(&z.a, zip_end(&z), &o);
    ck_assert_msg(strcmp(o.codes, codes) == 0, "%s: '%s', not '%s'", m->name, o.codes, codes);
    ck_assert(span_eq(o.c.entry_name, span_cstr(chosen)));
    arena_free(&z.a);
}

START_TEST(the_txt_is_chosen) {
    const made mac[] = {{"a.txt", T}, {"__MACOSX/", .stored = true}, {"__MACOSX/._a.txt", T}, {".DS_Store", T}};
    expect_many(mac, 4, "ZIP-018", "a.txt");
    const made two[] = {{"b.txt", .text = SPAN("b")}, {"a.txt", T}};
    expect_many(two, 2, "ZIP-015", "a.txt");
    const made same[] = {{"a.txt", .text = SPAN("b")}, {"a.txt", T}};
    expect_many(same, 2, "ZIP-027", "a.txt");
    const made folder[] = {{"x/", .stored = true}, {"x/a.txt", T}};
    expect_many(folder, 2, "ZIP-016", "x/a.txt");
    const made by_content[] = {{"a.png", .text = SPAN("\x89PNG\r\n\x1A\n....")}, {"a.dat", T}};
    expect_many(by_content, 2, "ZIP-018 ZIP-023", "a.dat");
    const made texts[] = {{"a.dat", T}, {"b.dat", T}};
    expect_many(texts, 2, "ZIP-014", "");
    const made locked[] = {{"a.dat", T, .flags = 1}};
    expect_many(locked, 1, "ZIP-008", "a.dat");
    const made junk[] = {{"Thumbs.db", T}, {"desktop.ini", T}};
    expect_many(junk, 2, "ZIP-014", "");
    expect_many(mac, 0, "ZIP-013", "");
}
END_TEST

/* The template decides what is right about the name. */
START_TEST(names_are_compared) {
    static const struct {
        const char *templ, *upload;
        uint16_t templ_flags, upload_flags;
        const char *codes;
    } cases[] = {
        {"\xB9\xA4.txt", "\xB9\xA4.txt", 0, 0, ""},
        {"\xB9\xA4.txt", "\xB9\xA5.txt", 0, 0, "ZIP-022"},
        {"\xB9\xA4.txt", "工.txt", 0, ZIP_FLAG_UTF8, "ZIP-021"},
        {"工.txt", "工.txt", ZIP_FLAG_UTF8, 0, "ZIP-021"},
        {"工.txt", "a.txt", ZIP_FLAG_UTF8, 0, "ZIP-022"},
        {"a.txt", "\xB9\xA4.txt", 0, 0, "ZIP-020"},
        {"a.TXT", "a.TXT", 0, 0, ""},
        {"a.txt", "a.TXT", 0, 0, "ZIP-025"},
        {"a", "a", 0, 0, ""},
        {"a.txt", "x/a.txt", 0, 0, "ZIP-016"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zip z, t;
        opened o, ot;
        open_bytes(&t.a, zip_of(&t, &(made){cases[i].templ, T, .flags = cases[i].templ_flags}), &ot);
        span bytes = zip_of(&z, &(made){cases[i].upload, T, .flags = cases[i].upload_flags});
        open_with(&z.a, bytes, false, &ot.c, &CONTAINER_DEFAULTS, &o);
        ck_assert_msg(strcmp(o.codes, cases[i].codes) == 0, "%zu: '%s'", i, o.codes);
        arena_free(&z.a);
        arena_free(&t.a);
    }
}
END_TEST

/* A zip with bytes before, between, behind. */
static void expect_around(span before, span between, span behind, const char *codes) {
    zip z;
    opened o;
    zip_start(&z);
    zip_add(&z, &(made){"a.txt", T});
    buf_add(&z.b, between);
    span bytes = zip_end(&z);
    buf all = buf_new(&z.a);
    buf_add(&all, before);
    buf_add(&all, bytes);
    buf_add(&all, behind);
    open_bytes(&z.a, buf_span(&all), &o);
    ck_assert_msg(strcmp(o.codes, codes) == 0, "'%s', not '%s'", o.codes, codes);
    ck_assert(span_eq(o.c.text, sample()));
    arena_free(&z.a);
}

START_TEST(foreign_bytes_are_told) {
    span no = {0};
    expect_around(SPAN("junk"), no, no, "ZIP-024");
    expect_around(no, SPAN("junk"), no, "ZIP-034");
    expect_around(no, no, SPAN("junk"), "ZIP-026");
    expect_around(SPAN("PK"), no, SPAN("PK\5\6 PK\5\6 and more of the same kind"), "ZIP-024 ZIP-026");
}
END_TEST

/* What the end record says, one byte of it changed: `at` counts from its beginning. */
static void expect_end(size_t at, uint8_t is, const char *codes) {
    zip z;
    opened o;
    span bytes = zip_of(&z, &(made){"a.txt", T});
    z.b.ptr[bytes.len - 22 + at] = is;
    open_bytes(&z.a, bytes, &o);
    ck_assert_msg(strcmp(o.codes, codes) == 0, "%zu: '%s', not '%s'", at, o.codes, codes);
    ck_assert(span_eq(o.c.text, sample())); /* found all the same */
    arena_free(&z.a);
}

START_TEST(the_end_record_is_not_believed) {
    expect_end(0, 'Q', "ZIP-003");
    expect_end(4, 1, "ZIP-011");
    expect_end(10, 2, "ZIP-004");
    expect_end(10, 0, "ZIP-004");
    expect_end(12, 99, "ZIP-004");
    expect_end(16, 0, "ZIP-004");
    expect_end(19, 0x7F, "ZIP-004");
    expect_end(21, 1, "ZIP-003");
}
END_TEST

/* The second entry's header lies in the first one's data, as in a bomb that unpacks twice. */
START_TEST(overlap_is_told) {
    zip z, inner;
    opened o;
    span bytes = zip_of(&inner, &(made){"b.txt", T});
    zip_start(&z);
    zip_add(&z, &(made){"a.txt", .text = bytes, .stored = true});
    buf_add(&z.directory, span_cut(bytes, bytes.len - 22 - 51, 51));
    z.directory.ptr[51 + 42] = 35;
    z.entries = 2;
    open_bytes(&z.a, zip_end(&z), &o);
    ck_assert_ptr_nonnull(strstr(o.codes, "ZIP-031"));
    arena_free(&inner.a);
    arena_free(&z.a);
}
END_TEST

/* Cut anywhere, it never passes and never crashes; whatever text is still given is the right one. */
START_TEST(truncation_never_passes) {
    zip z;
    span bytes = zip_of(&z, &(made){"a.txt", T, .descriptor = _i & 1, .stored = _i & 2});
    for (size_t len = 0; len < bytes.len; len++) {
        opened o;
        arena passing;
        arena_init(&passing, NULL);
        uint8_t *copy = malloc(len ? len : 1); /* so that sanitizers see its end */
        memcpy(copy, bytes.ptr, len);
        open_bytes(&passing, span_of(copy, len), &o);
        const char *want = len == 0 ? "ZIP-002" : len < 4 ? "ZIP-001" : "ZIP-003";
        ck_assert_msg(strcmp(o.codes, want) == 0, "%zu: '%s'", len, o.codes);
        ck_assert(len < 4 || !o.c.usable || span_eq(o.c.text, sample()));
        arena_free(&passing);
        free(copy);
    }
    arena_free(&z.a);
}
END_TEST

/* Any single byte changed in any way is told, or changes nothing that is read. */
START_TEST(corruption_is_told_or_harmless) {
    zip z;
    span bytes = zip_of(&z, &(made){"a.txt", T, .descriptor = _i & 1, .stored = _i & 2});
    uint8_t *copy = malloc(bytes.len);
    memcpy(copy, bytes.ptr, bytes.len);
    for (size_t at = 0; at < bytes.len; at++)
        for (unsigned change = 1; change < 256; change += change < 4 ? 1 : 9) {
            opened o;
            arena passing;
            arena_init(&passing, NULL);
            copy[at] ^= (uint8_t)change;
            open_bytes(&passing, span_of(copy, bytes.len), &o);
            bool same = o.c.usable && span_eq(o.c.text, sample());
            ck_assert_msg(o.codes[0] || same, "byte %zu ^ %u", at, change);
            copy[at] ^= (uint8_t)change;
            arena_free(&passing);
        }
    free(copy);
    arena_free(&z.a);
}
END_TEST

Suite *container_suite(void) {
    Suite *s = suite_create("container");
    TCase *c = tcase_create("container");
    tcase_add_test(c, entries_are_judged);
    tcase_add_test(c, limits_hold);
    tcase_add_test(c, the_txt_is_chosen);
    tcase_add_test(c, names_are_compared);
    tcase_add_test(c, foreign_bytes_are_told);
    tcase_add_test(c, overlap_is_told);
    tcase_add_test(c, the_end_record_is_not_believed);
    tcase_add_loop_test(c, truncation_never_passes, 0, 4);
    tcase_add_loop_test(c, corruption_is_told_or_harmless, 0, 4);
    tcase_set_timeout(c, 60);
    suite_add_tcase(s, c);
    return s;
}
