/* The catalogue itself: ids, and prose that can be read out. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "finding/catalogue.h"
#include "rules/person_id.h"

enum { PROSE_PARTS = 4, KEYS_MAX = 16 };

/* Words that voice.md replaces by others; those with another sense elsewhere are left out. */
static const char *const NOT_OUR_WORDS[] = {"样表",   "条目",   "花名册", "源表",   "定界符", "字符集", "告警",
                                            "警告",   "证件号", "您弄错", "请勿",   "非法",   "无效"};

static const char *part(const prose *p, int i) {
    const char *const parts[PROSE_PARTS] = {p->title, p->message, p->why, p->how};
    return parts[i];
}

static bool holds(const char *text, const char *word) {
    return span_search(span_cstr(text), span_cstr(word)) < strlen(text);
}

static int digits(const char *s) {
    int n = 0;
    while (s[n] >= '0' && s[n] <= '9')
        n++;
    return n;
}

START_TEST(ids_are_well_formed_and_unique) {
    const catalogue_row *row = catalogue_get((code)_i);
    size_t prefix = strlen(layer_word(row->layer));
    ck_assert_msg(!strncmp(row->id, layer_word(row->layer), prefix), "%s", row->id);
    ck_assert_msg(row->id[prefix] == '-' && digits(row->id + prefix + 1) == 3 && strlen(row->id) == prefix + 4,
                  "%s", row->id);
    ck_assert_msg(strspn(row->slug, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(row->slug), "%s",
                  row->slug);
    for (int c = CODE_NONE + 1; c < _i; c++) {
        const catalogue_row *other = catalogue_get((code)c);
        ck_assert_str_ne(row->id, other->id);
        ck_assert_msg(row->layer != other->layer || strcmp(row->slug, other->slug), "%s and %s are both %s",
                      row->id, other->id, row->slug);
    }
}
END_TEST

START_TEST(ids_lead_back_to_their_rows) {
    const catalogue_row *row = catalogue_get((code)_i);
    char lower[16];
    ck_assert_int_eq(catalogue_find(span_cstr(row->id)), _i);
    for (size_t i = 0; i <= strlen(row->id); i++)
        lower[i] = row->id[i] >= 'A' && row->id[i] <= 'Z' ? (char)(row->id[i] | 0x20) : row->id[i];
    ck_assert_int_eq(catalogue_find(span_cstr(lower)), _i);
}
END_TEST

START_TEST(unknown_ids_lead_nowhere) {
    static const char *const unknown[] = {"", "PAY", "PAY-", "PAY-1", "PAY-0001", "PAY-999", "XYZ-001", "PAY-001 "};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        ck_assert_int_eq(catalogue_find(span_cstr(unknown[i])), CODE_NONE);
}
END_TEST

/* ---- Prose. */
/* Whole UTF-8 without control characters other than newlines, nothing blank at either end. */
static void check_part(const catalogue_row *row, const char *text) {
    size_t len = strlen(text);
    ck_assert_msg(len > 0, "%s lacks prose", row->id);
    for (size_t i = 0; i < len; i++)
        ck_assert_msg(((unsigned char)text[i] >= 0x20 || text[i] == '\n') && text[i] != 0x7F,
                      "%s holds a control character: %s", row->id, text);
    ck_assert_msg(!strchr(" \n", text[0]) && !strchr(" \n", text[len - 1]), "%s: %s", row->id, text);
    for (size_t i = 0; i < sizeof NOT_OUR_WORDS / sizeof *NOT_OUR_WORDS; i++)
        ck_assert_msg(!holds(text, NOT_OUR_WORDS[i]), "%s says %s", row->id, NOT_OUR_WORDS[i]);
}

START_TEST(prose_is_complete_and_speakable) {
    const catalogue_row *row = catalogue_get((code)_i);
    for (int l = 0; l < LANG_COUNT; l++)
        for (int i = 0; i < PROSE_PARTS; i++)
            check_part(row, part(&row->prose[l], i));
}
END_TEST

static bool has_hanzi(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text >= 0xE4 && (unsigned char)*text <= 0xE9)
            return true;
    return false;
}

START_TEST(each_language_is_its_own) {
    const catalogue_row *row = catalogue_get((code)_i);
    for (int i = 0; i < PROSE_PARTS; i++) {
        ck_assert_msg(has_hanzi(part(&row->prose[LANG_ZH], i)), "%s: no Chinese", row->id);
        ck_assert_msg(!holds(part(&row->prose[LANG_EN], i), "。"), "%s: Chinese in the English", row->id);
    }
}
END_TEST

/* Each step is a line "1. …", counted from 1 without a gap. */
static int count_steps(const catalogue_row *row, const char *how) {
    span rest = span_cstr(how);
    int step = 0;
    while (rest.len) {
        char want[16];
        size_t end = span_find(rest, '\n');
        snprintf(want, sizeof want, "%d. ", ++step);
        ck_assert_msg(span_starts(rest, span_cstr(want)), "%s, step %d: %s", row->id, step, how);
        ck_assert_msg(end > strlen(want), "%s, step %d is empty", row->id, step);
        rest = span_from(rest, end + 1);
    }
    return step;
}

START_TEST(steps_are_numbered_in_both_languages) {
    const catalogue_row *row = catalogue_get((code)_i);
    ck_assert_msg(count_steps(row, row->prose[LANG_ZH].how) == count_steps(row, row->prose[LANG_EN].how),
                  "%s has other steps in English", row->id);
    for (int l = 0; l < LANG_COUNT; l++)
        ck_assert_msg(!strchr(row->prose[l].title, '\n') && !strchr(row->prose[l].message, '\n'), "%s", row->id);
}
END_TEST

/* ---- Placeholders. */
/* The {keys} of a message; fails on a brace without its twin. */
static size_t keys_of(const char *message, span keys[static KEYS_MAX]) {
    span rest = span_cstr(message);
    size_t n = 0;
    for (;;) {
        size_t open = span_find(rest, '{');
        ck_assert_msg(!span_has(span_cut(rest, 0, open), '}'), "%s", message);
        if (open == rest.len)
            return n;
        rest = span_from(rest, open + 1);
        size_t close = span_find(rest, '}');
        ck_assert_msg(close > 0 && close < rest.len && n < KEYS_MAX, "%s", message);
        keys[n++] = span_cut(rest, 0, close);
        rest = span_from(rest, close + 1);
    }
}

static bool among(span key, const span *keys, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (span_eq(key, keys[i]))
            return true;
    return false;
}

START_TEST(messages_take_the_same_placeholders) {
    const catalogue_row *row = catalogue_get((code)_i);
    span zh[KEYS_MAX], en[KEYS_MAX];
    size_t zh_count = keys_of(row->prose[LANG_ZH].message, zh);
    size_t en_count = keys_of(row->prose[LANG_EN].message, en);
    for (size_t i = 0; i < zh_count; i++)
        ck_assert_msg(among(zh[i], en, en_count), "%s: a key is missing in English", row->id);
    for (size_t i = 0; i < en_count; i++)
        ck_assert_msg(among(en[i], zh, zh_count), "%s: a key is missing in Chinese", row->id);
    for (int l = 0; l < LANG_COUNT; l++) /* nothing fills these */
        ck_assert_msg(!strpbrk(row->prose[l].title, "{}") && !strpbrk(row->prose[l].why, "{}") &&
                          !strpbrk(row->prose[l].how, "{}"), "%s", row->id);
}
END_TEST

/* ---- Examples. */
/* Every run of 18 digits is an invented person's sound ID. */
static void check_ids(const catalogue_row *row, const char *text, bool sound) {
    while (*text) {
        int n = digits(text);
        if (n == 17 && text[n] == 'X')
            n++;
        if (n == 18) {
            ck_assert_msg(!strncmp(text, "2399", 4), "%s names a region that may be real", row->id);
            ck_assert_msg(!sound || person_id_check(text) == text[17], "%s: %.18s", row->id, text);
        }
        text += n ? n : 1;
    }
}

START_TEST(examples_come_in_pairs_of_invented_people) {
    const catalogue_row *row = catalogue_get((code)_i);
    ck_assert_msg(!row->before[0] == !row->after[0], "%s has half an example", row->id);
    ck_assert_msg(!row->before[0] || strcmp(row->before, row->after), "%s changes nothing", row->id);
    ck_assert_msg(!strchr(row->before, '\t') && !strchr(row->after, '\t'), "%s: write <TAB>", row->id);
    check_ids(row, row->before, false);
    check_ids(row, row->after, true);
}
END_TEST

START_TEST(the_version_is_stable) {
    char once[17], again[17];
    catalogue_version(once);
    catalogue_version(again);
    ck_assert_str_eq(once, again);
    ck_assert_uint_eq(strspn(once, "0123456789abcdef"), 16);
}
END_TEST

Suite *catalogue_suite(void) {
    Suite *s = suite_create("catalogue");
    TCase *t = tcase_create("catalogue");
    tcase_add_loop_test(t, ids_are_well_formed_and_unique, CODE_NONE + 1, CODE_COUNT);
    tcase_add_loop_test(t, ids_lead_back_to_their_rows, CODE_NONE + 1, CODE_COUNT);
    tcase_add_test(t, unknown_ids_lead_nowhere);
    tcase_add_loop_test(t, prose_is_complete_and_speakable, CODE_NONE + 1, CODE_COUNT);
    tcase_add_loop_test(t, each_language_is_its_own, CODE_NONE + 1, CODE_COUNT);
    tcase_add_loop_test(t, steps_are_numbered_in_both_languages, CODE_NONE + 1, CODE_COUNT);
    tcase_add_loop_test(t, messages_take_the_same_placeholders, CODE_NONE + 1, CODE_COUNT);
    tcase_add_loop_test(t, examples_come_in_pairs_of_invented_people, CODE_NONE + 1, CODE_COUNT);
    tcase_add_test(t, the_version_is_stable);
    suite_add_tcase(s, t);
    return s;
}
