/* People who stand twice in a file of many: found however they are written, told in the lines' order. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baopan.h"
#include "rules/person_id.h"

enum { PEOPLE = 70000 };

/* Somebody who stands at `line` again (both from 1), and how the ID is written there. */
static const struct {
    unsigned line, as;
    const char *written;
} AGAIN[] = {
    {20001, 1, "%s"}, {20002, 5, "%s"}, {30000, 20001, "%s"}, {31000, 2, " %s"}, {31001, 3, "'%s"}, {65000, 31000, "%s"}, {69999, 31000, "%s "},
};
enum { AGAIN_COUNT = sizeof AGAIN / sizeof *AGAIN };

static unsigned who_stands_at(unsigned line) {
    for (size_t i = 0; i < AGAIN_COUNT; i++)
        if (AGAIN[i].line == line)
            return who_stands_at(AGAIN[i].as);
    return line;
}

static const char *written_at(unsigned line) {
    for (size_t i = 0; i < AGAIN_COUNT; i++)
        if (AGAIN[i].line == line)
            return AGAIN[i].written;
    return "%s";
}

/* Everybody's ID differs: the birth date and the number of the day count on. */
static void write_id(char out[static 24], unsigned who) {
    (void)snprintf(out, 24, "239901%04u%02u%02u%03u", 1950 + who / 336000, 1 + who / 28000 % 12, 1 + who / 1000 % 28, who % 1000);
    out[17] = person_id_check(out);
    out[18] = 0;
}

/* With `half`, the second half of the people are the first half once more. */
static size_t write_people(char *text, bool half) {
    size_t n = 0;
    for (unsigned line = 1; line <= PEOPLE; line++) {
        char id[24], shown[32];
        write_id(id, half ? line % (PEOPLE / 2) : who_stands_at(line));
        (void)snprintf(shown, sizeof shown, half ? "%s" : written_at(line), id);
        n += (size_t)sprintf(text + n, "%u,\xCD\xF5\xCE\xB0,%s,%u.00\n", line, shown, 30000 + line % 977);
    }
    return n;
}

static void last_first(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

START_TEST(whoever_stands_twice_is_told) {
    char *text = malloc(PEOPLE * 64);
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123, .hash_seed = 77, .hands = 3,
                      .side_by_side = _i % 2 ? last_first : NULL};
    baopan_result *result;
    size_t seen = 0;
    job.limits.max_findings = _i / 2 ? 2 : 0; /* the first ones are kept */
    job.input = (baopan_input){"people.txt", text, write_people(text, false), true};
    ck_assert_int_eq(baopan_run(&job, &result), BAOPAN_OK);
    ck_assert_uint_eq(baopan_result_counts(result).insured, PEOPLE);
    for (size_t i = 0; i < baopan_result_findings(result); i++) {
        baopan_finding f = baopan_result_finding(result, i);
        if (strcmp(f.code, "ID-007"))
            continue;
        ck_assert_uint_lt(seen, AGAIN_COUNT);
        ck_assert_uint_eq(f.line, AGAIN[seen++].line);
    }
    ck_assert_uint_eq(seen, _i / 2 ? 2 : AGAIN_COUNT);
    baopan_result_free(result);
    free(text);
}
END_TEST

START_TEST(everybody_may_stand_twice) {
    char *text = malloc(PEOPLE * 64);
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123, .hash_seed = 77, .hands = 3,
                      .side_by_side = _i ? last_first : NULL};
    baopan_result *result;
    job.input = (baopan_input){"people.txt", text, write_people(text, true), true};
    ck_assert_int_eq(baopan_run(&job, &result), BAOPAN_OK);
    ck_assert_uint_eq(baopan_result_counts(result).errors, PEOPLE / 2);
    baopan_result_free(result);
    free(text);
}
END_TEST

Suite *twice_suite(void) {
    Suite *s = suite_create("twice");
    TCase *t = tcase_create("twice");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, whoever_stands_twice_is_told, 0, 4);
    tcase_add_loop_test(t, everybody_may_stand_twice, 0, 2);
    suite_add_tcase(s, t);
    return s;
}
