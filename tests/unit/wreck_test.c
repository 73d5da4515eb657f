/* What spreadsheets do to IDs and wages, seen singly. */
#include <check.h>
#include <string.h>

#include "fill/wreck.h"
#include "rules/person_id.h"
#include "rules/tally.h"

/* ID as it was, as it came back, and whether one explains the other (domain.md, section 5). */
static const struct {
    const char *was, *is;
    bool rounded;
} WRECKS[] = {
    {"440524188001010014", "440524188001010000", true},  /* cut to fifteen digits */
    {"440524188001010014", "440524188001009984", true},  /* int(double) */
    {"440524188001010614", "440524188001011000", true},  /* rounded up to fifteen digits */
    {"440524188001010014", "440524188001010014", false}, /* untouched */
    {"440524188001010014", "440524188001010024", false}, /* a typing error */
    {"44052418800101001X", "440524188001010000", false}, /* an X never was a number */
    {"440524188001010014", "44052418800101", false},
};

static bool exact(span field) {
    const person_id id = person_id_read(field);
    return person_id_double(&id);
}

START_TEST(wrecks_are_known_by_what_they_were) {
    bool got = person_id_rounded(span_cstr(WRECKS[_i].is), span_cstr(WRECKS[_i].was));
    ck_assert_msg(got == WRECKS[_i].rounded, "%s from %s", WRECKS[_i].is, WRECKS[_i].was);
}
END_TEST

/* A number cell of a payroll workbook, and whether it may have been that ID. */
static const struct {
    const char *cell, *id;
    bool may;
} CELLS[] = {
    {"2.3991E+17", "239910199602146811", true},              /* as shown */
    {"2.39910199602147E+17", "239910199602146811", true},   /* as Excel keeps it, rounded */
    {"2.39910199602146e+17", "239910199602146811", true},   /* and cut */
    {"2.399101996021468e+17", "239910199602146811", true},  /* sixteen digits of the double */
    {"2.3991019960214682e+17", "239910199602146811", true}, /* seventeen */
    {"239910199602146816", "239910199602146811", true},     /* all of it */
    {"2.399101996021468e+17", "239910199602146911", false},
    {"2.399101996021469e+17", "239910199602146811", false},
    {"2.3991019960214682e+17", "239910199602146844", false},
    {"2.399101996021468e+17", "23991019960214681X", false},
};

START_TEST(number_cells_find_their_id) {
    wreck w = wreck_read(span_cstr(CELLS[_i].cell), true);
    ck_assert_msg(wreck_matches(&w, span_cstr(CELLS[_i].id)) == CELLS[_i].may, "%s and %s", CELLS[_i].cell, CELLS[_i].id);
}
END_TEST

START_TEST(doubles_are_told_from_other_numbers) {
    ck_assert(exact(SPAN("440524188001009984")));
    ck_assert(!exact(SPAN("440524188001010014")));
    ck_assert(!exact(SPAN("44052418800100998X")));
    ck_assert(!exact(SPAN("4405241880010099840")));
}
END_TEST

/* The provinces of GB/T 2260 of all years, and the permits'. */
START_TEST(provinces_are_the_first_two_digits) {
    static const char all[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
                              "61 62 63 64 65 71 81 82 83";
    for (int n = 0; n < 100; n++) {
        char two[] = {(char)('0' + n / 10), (char)('0' + n % 10), 0};
        ck_assert_msg(person_id_province(span_cstr(two)) == (strstr(all, two) != NULL), "%s", two);
    }
    ck_assert(!person_id_province(SPAN("1")));
    ck_assert(!person_id_province(SPAN("A1")));
}
END_TEST

/* New wages against an old one of 60,000.00: which factor they are off by, or -1. */
static const struct {
    fen now;
    int times, parts;
} SLIPS[] = {
    {530000, 1, 12},  {75600000, 12, 1}, {630, 1, 10000}, {630000000, 100, 1},
    {63000000, 10, 1}, {63000, 1, 100},   {6300000, 0, 0},
};

START_TEST(slips_are_told_apart) {
    for (int i = 0; i < FACTOR_COUNT; i++) {
        bool wanted = FACTORS[i].times == SLIPS[_i].times && FACTORS[i].parts == SLIPS[_i].parts;
        ck_assert_msg(off_by(FACTORS[i], SLIPS[_i].now, 6000000, true) == wanted, "slip %d, factor %d", _i, i);
    }
}
END_TEST

Suite *wreck_suite(void) {
    Suite *s = suite_create("wreck");
    TCase *t = tcase_create("wreck");
    tcase_add_loop_test(t, wrecks_are_known_by_what_they_were, 0, sizeof WRECKS / sizeof *WRECKS);
    tcase_add_loop_test(t, number_cells_find_their_id, 0, sizeof CELLS / sizeof *CELLS);
    tcase_add_test(t, doubles_are_told_from_other_numbers);
    tcase_add_test(t, provinces_are_the_first_two_digits);
    tcase_add_loop_test(t, slips_are_told_apart, 0, sizeof SLIPS / sizeof *SLIPS);
    suite_add_tcase(s, t);
    return s;
}
