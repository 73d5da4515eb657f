/* Runs kept inputs through their targets, without libFuzzer: replay FILE..., the file's folder naming
 * the target (kept/csv/x). Names each before it runs, so that a fault can be placed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { LONGEST = 1 << 22 };

static fuzz_target *target_of(const char *path) {
    char folder[64];
    const char *end = strrchr(path, '/'), *from = end;
    while (end && from > path && from[-1] != '/')
        from--;
    size_t len = end ? (size_t)(end - from) : 0;
    if (len == 0 || len >= sizeof folder)
        return NULL;
    memcpy(folder, from, len);
    folder[len] = 0;
    return fuzz_named(folder);
}

int main(int argc, char **argv) {
    unsigned char *bytes = malloc(LONGEST);
    int ran = 0;
    for (int i = 1; bytes && i < argc; i++) {
        fuzz_target *target = target_of(argv[i]);
        FILE *in = fopen(argv[i], "rb");
        if (target == NULL || in == NULL) {
            printf("FAILED %s: no such target or file\n", argv[i]);
            return 1;
        }
        size_t len = fread(bytes, 1, LONGEST, in);
        fclose(in);
        printf("%s\n", argv[i]);
        fflush(stdout);
        fuzz_run(target, bytes, len);
        ran++;
    }
    free(bytes);
    printf("fuzz: %d kept inputs passed, 0 failed\n", ran);
    return ran == 0;
}
