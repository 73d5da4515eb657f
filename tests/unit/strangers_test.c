/* People whose IDs were altered are found again by what else they are known by, and nobody is who shares that
 * with others. The oracle compares everybody with everybody. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baopan.h"
#include "rules/person_id.h"

enum { PEOPLE = 300, KEY = 96, WAYS = 4, NOBODY = -1 };

typedef struct somebody {
    char number[12], name[16], id[20];
    unsigned old;
    int other; /* the line, from 0, that it is paired with, or NOBODY */
} somebody;

static uint64_t dice;

static unsigned roll(unsigned sides) {
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice >> 33) % sides;
}

static void give_id(somebody *s, unsigned day, unsigned who) {
    (void)snprintf(s->id, sizeof s->id, "2399%02u%04u%02u%02u%03u", 1 + day % 29, 1960 + day % 37, 1 + day % 12, 1 + day % 28, who % 899 + 101);
    s->id[17] = person_id_check(s->id);
    s->id[18] = 0;
}

/* Some numbers, names and old wages are shared. */
static void make_template(somebody *t) {
    static const char *const surnames[] = {"王", "李", "张", "刘", "陈"}, *const given[] = {"伟", "芳", "娜", "敏", "静", "丽", "强"};
    for (unsigned i = 0; i < PEOPLE; i++) {
        somebody *s = &t[i];
        *s = (somebody){.old = 3000 + 10 * roll(3), .other = NOBODY};
        (void)snprintf(s->number, sizeof s->number, "%08u", 10000000 + (roll(4) ? i : i / 8));
        (void)snprintf(s->name, sizeof s->name, "%s%s", surnames[roll(5)], given[roll(7)]);
        give_id(s, i, i);
    }
}

/* The upload: one in four has another ID, and perhaps another number; some the same birth date. */
static void make_upload(const somebody *t, somebody *u) {
    memcpy(u, t, PEOPLE * sizeof *u);
    for (unsigned i = 0; i < PEOPLE; i++) {
        u[i].other = (int)i;
        if (roll(4))
            continue;
        u[i].other = NOBODY;
        give_id(&u[i], roll(2) ? i : i + 7, i + 450);
        if (roll(2))
            (void)snprintf(u[i].number, sizeof u[i].number, "%08u", 20000000 + i);
    }
}

static void known_by(const somebody *s, int way, char key[static KEY]) {
    if (way == 0)
        (void)snprintf(key, KEY, "%.11s %.15s %u", s->number, s->name, s->old);
    else
        (void)snprintf(key, KEY, "%.15s%.*s", way == 1 ? s->number : s->name, way == 2 ? 14 : 0, s->id);
}

static bool same(const somebody *a, const somebody *b, int way) {
    char one[KEY], other[KEY];
    known_by(a, way, one);
    known_by(b, way, other);
    return strcmp(one, other) == 0;
}

/* Who of the template is alone, among those unseen when the way began, in being known as u is; NOBODY: none,
 * several, or somebody who was seen since. */
static int only_one(const somebody *t, const bool *unseen, const somebody *u, int way) {
    int only = NOBODY;
    for (int i = 0; i < PEOPLE; i++) {
        if (!unseen[i] || !same(&t[i], u, way))
            continue;
        if (only != NOBODY)
            return NOBODY;
        only = i;
    }
    return only != NOBODY && t[only].other == NOBODY ? only : NOBODY;
}

static void pair_all(somebody *t, somebody *u) {
    for (int i = 0; i < PEOPLE; i++)
        t[i].other = u[i].other;
    for (int way = 0; way < WAYS; way++) {
        bool unseen[PEOPLE];
        for (int i = 0; i < PEOPLE; i++)
            unseen[i] = t[i].other == NOBODY;
        for (int i = 0; i < PEOPLE; i++) {
            int other = u[i].other == NOBODY ? only_one(t, unseen, &u[i], way) : NOBODY;
            if (other == NOBODY)
                continue;
            u[i].other = other;
            t[other].other = i;
        }
    }
}

static baopan_input written(const somebody *s, bool filled, const char *path, char *text) {
    size_t n = (size_t)sprintf(text, "个人编号\t姓名\t身份证号\t原工资\t现工资\r\n");
    for (int i = 0; i < PEOPLE; i++, s++) {
        n += (size_t)sprintf(text + n, "%s\t%s\t%s\t%u.00\t", s->number, s->name, s->id, s->old);
        n += (size_t)sprintf(text + n, filled ? "%d.00\r\n" : "\r\n", 3100 + i);
    }
    return (baopan_input){path, text, n, true};
}

START_TEST(only_who_shares_nothing_is_known_again) {
    static char upload[PEOPLE * 128], templ[PEOPLE * 128];
    static somebody t[PEOPLE], u[PEOPLE];
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123};
    baopan_result *result;
    unsigned lost = 0, added = 0, altered = 0;
    dice = job.hash_seed = (uint64_t)_i + 1;
    make_template(t);
    make_upload(t, u);
    job.templ = written(t, false, "template.txt", templ);
    job.input = written(u, true, "upload.txt", upload);
    pair_all(t, u);
    for (int i = 0; i < PEOPLE; i++) {
        lost += t[i].other == NOBODY;
        added += u[i].other == NOBODY;
        altered += u[i].other != NOBODY && strcmp(u[i].id, t[u[i].other].id) != 0;
    }
    ck_assert_uint_gt(added, 0);
    ck_assert_uint_gt(altered, 20);
    ck_assert_int_eq(baopan_run(&job, &result), BAOPAN_OK);
    for (size_t k = 0; k < baopan_result_findings(result); k++) {
        baopan_finding f = baopan_result_finding(result, k);
        size_t i = (size_t)f.line - 2;
        bool was_lost = strcmp(f.code, "ROS-001") == 0, is_added = strcmp(f.code, "ROS-002") == 0;
        bool is_altered = strcmp(f.code, "ID-016") == 0;
        ck_assert(!was_lost || t[i].other == NOBODY);
        ck_assert(!is_added || u[i].other == NOBODY);
        ck_assert(!is_altered || u[i].other != NOBODY);
        lost -= was_lost;
        added -= is_added;
        altered -= is_altered;
    }
    ck_assert_msg(lost == 0 && added == 0 && altered == 0, "%u %u %u", lost, added, altered);
    baopan_result_free(result);
}
END_TEST

Suite *strangers_suite(void) {
    Suite *s = suite_create("strangers");
    TCase *t = tcase_create("strangers");
    tcase_add_loop_test(t, only_who_shares_nothing_is_known_again, 0, 20);
    suite_add_tcase(s, t);
    return s;
}
