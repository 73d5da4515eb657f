#include <signal.h>
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "faces/cli/cli.h"

/* glibc keeps what is freed the longer, the larger a program's blocks are (mallopt(3)): the text of one step would
 * lie about as long as the next step needs room for its own. */
static void give_back_blocks(void) {
#if defined(__GLIBC__)
    enum { LARGE = 1 << 20 };
    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

int main(int argc, char **argv) {
    give_back_blocks();
    (void)signal(SIGPIPE, SIG_IGN); /* a reader that leaves is an error of writing: other outputs are still finished */
    return command_line(argc, argv);
}
