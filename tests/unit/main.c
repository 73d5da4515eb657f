/* Runs every unit suite: SUITE(x) for each tests/unit/x_test.c, listed at build time.
 * Arguments name suites to run alone. CK_FORK=no helps a debugger. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#define SUITE(name) Suite *name##_suite(void);
#include "suites.h"
#undef SUITE

static const struct {
    const char *name;
    Suite *(*make)(void);
} SUITES[] = {
#define SUITE(name) {#name, name##_suite},
#include "suites.h"
#undef SUITE
};

static int wanted(const char *name, int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return 1;
    return argc < 2;
}

int main(int argc, char **argv) {
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof SUITES / sizeof *SUITES; i++)
        if (wanted(SUITES[i].name, argc, argv))
            srunner_add_suite(runner, SUITES[i].make());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    int ran = srunner_ntests_run(runner);
    srunner_free(runner);
    return failed || ran == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
