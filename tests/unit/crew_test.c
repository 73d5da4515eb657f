/* Work cut into parts: all of them done, each on its own memory, failures told by the caller. */
#include <check.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/crew.h"

enum { MOST = 16 };

/* ---- Two faces that lend hands: one that goes backwards, one with a thread for every part. */
static void backwards(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

struct errand {
    void (*part)(void *, unsigned);
    void *argument;
    unsigned index;
};

static void *run_errand(void *context) {
    struct errand *e = context;
    e->part(e->argument, e->index);
    return NULL;
}

static void at_once(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    pthread_t threads[MOST];
    struct errand errands[MOST];
    (void)context;
    for (unsigned i = 0; i < parts; i++) {
        errands[i] = (struct errand){part, argument, i};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, run_errand, &errands[i]), 0);
    }
    for (unsigned i = 0; i < parts; i++)
        pthread_join(threads[i], NULL);
}

static const crew CREWS[] = {{.hands = 0}, {.hands = 4}, {.hands = 4, .side_by_side = backwards}, {.hands = MOST, .side_by_side = at_once}};
enum { CREW_COUNT = sizeof CREWS / sizeof *CREWS };

/* ---- An allocator that counts, and says no from the nth time on; threads share it. */
struct purse {
    pthread_mutex_t lock;
    size_t left, out;
};

static void *spend(void *context, void *old, size_t size) {
    struct purse *p = context;
    pthread_mutex_lock(&p->lock);
    bool refused = size && p->left == 0;
    p->left -= size && p->left;
    if (size && old == NULL && !refused)
        p->out++;
    if (old && size == 0)
        p->out--;
    pthread_mutex_unlock(&p->lock);
    if (refused)
        return NULL;
    if (size)
        return realloc(old, size);
    free(old);
    return NULL;
}

/* ---- Work. */
struct sums {
    span text[MOST];
};

/* Each part writes its number so often that its memory grows several times. */
static void write_numbers(arena *own, void *argument, unsigned index) {
    struct sums *s = argument;
    buf b = buf_new(own);
    for (unsigned i = 0; i < 20000; i++)
        buf_int(&b, index);
    s->text[index] = buf_span(&b);
}

static void all_numbers(arena *a, void *context) {
    struct sums s;
    crew_run(context, a, write_numbers, &s, MOST);
    for (unsigned i = 0; i < MOST; i++)
        for (size_t k = 0, width = i < 10 ? 1 : 2; k < s.text[i].len; k += width)
            ck_assert_uint_eq(s.text[i].ptr[k + width - 1], '0' + i % 10);
}

START_TEST(every_part_is_done_once_on_its_own_memory) {
    struct purse p = {PTHREAD_MUTEX_INITIALIZER, SIZE_MAX, 0};
    arena a;
    arena_init(&a, &(allocator){spend, &p});
    ck_assert_int_eq(arena_run(&a, all_numbers, (void *)(uintptr_t)&CREWS[_i]), STATUS_OK);
    ck_assert_uint_gt(p.out, MOST);
    arena_free(&a);
    ck_assert_uint_eq(p.out, 0);
}
END_TEST

START_TEST(memory_that_runs_out_in_a_part_is_the_callers_failure) {
    status s = STATUS_NO_MEMORY;
    size_t failures = 0;
    for (size_t n = 0; s != STATUS_OK; n += 3, failures++) {
        struct purse p = {PTHREAD_MUTEX_INITIALIZER, n, 0};
        arena a;
        arena_init(&a, &(allocator){spend, &p});
        s = arena_run(&a, all_numbers, (void *)(uintptr_t)&CREWS[_i]);
        ck_assert(s == STATUS_OK || s == STATUS_NO_MEMORY);
        arena_free(&a);
        ck_assert_uint_eq(p.out, 0);
    }
    ck_assert_uint_gt(failures, MOST);
}
END_TEST

static void fail_odd(arena *own, void *argument, unsigned index) {
    unsigned *done = argument;
    done[index]++;
    if (index % 2)
        arena_fail(own, index == 3 ? STATUS_BAD_ARGUMENT : STATUS_BUG);
}

static void all_but_odd(arena *a, void *context) {
    crew_run(&CREWS[2], a, fail_odd, context, 6);
    ck_abort_msg("a part has failed");
}

START_TEST(the_first_failing_part_is_told_after_all_are_done) {
    unsigned done[6] = {0};
    arena a;
    arena_init(&a, NULL);
    ck_assert_int_eq(arena_run(&a, all_but_odd, done), STATUS_BUG);
    for (unsigned i = 0; i < 6; i++)
        ck_assert_uint_eq(done[i], 1);
    arena_free(&a);
}
END_TEST

START_TEST(parts_are_worth_their_while) {
    ck_assert_uint_eq(crew_parts(NULL, 1000, 10), 1);
    ck_assert_uint_eq(crew_parts(&CREWS[1], 1000, 10), 1); /* hands, but no way to lend them */
    ck_assert_uint_eq(crew_parts(&CREWS[2], 1000, 10), 4);
    ck_assert_uint_eq(crew_parts(&CREWS[2], 29, 10), 2);
    ck_assert_uint_eq(crew_parts(&CREWS[2], 0, 10), 1);
    ck_assert_uint_eq(crew_parts(&CREWS[2], 3, 0), 3);
    crew small = CREWS[2];
    small.least = 1;
    ck_assert_uint_eq(crew_parts(&small, 3, 1000), 3);
}
END_TEST

Suite *crew_suite(void) {
    Suite *s = suite_create("crew");
    TCase *t = tcase_create("crew");
    tcase_add_loop_test(t, every_part_is_done_once_on_its_own_memory, 0, CREW_COUNT);
    tcase_add_loop_test(t, memory_that_runs_out_in_a_part_is_the_callers_failure, 0, CREW_COUNT);
    tcase_add_test(t, the_first_failing_part_is_told_after_all_are_done);
    tcase_add_test(t, parts_are_worth_their_while);
    suite_add_tcase(s, t);
    return s;
}
