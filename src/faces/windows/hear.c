#include "faces/windows/hear.h"

#include <io.h>
#include <stdlib.h>
#include <windows.h>

#include "faces/cli/cli.h"
#include "faces/os/windows/wide.h"

/* More does not fit a message. */
enum { HEARD_MAX = 1500 };

/* Without a console the C library has no stream open: it opens one on nothing first. */
static void send_to(FILE *from, int to) {
    if (_fileno(from) < 0 && freopen("NUL", "w", from) == NULL)
        return;
    (void)_dup2(to, _fileno(from));
}

int hear_command(int argc, char **argv, char **heard) {
    FILE *passing = tmpfileplus(NULL, NULL, NULL, 0);
    *heard = NULL;
    if (passing == NULL)
        return EXIT_SYSTEM;
    send_to(stdout, _fileno(passing));
    send_to(stderr, _fileno(passing));
    int status = command_line(argc, argv);
    (void)fflush(stdout);
    (void)fflush(stderr);
    *heard = calloc(HEARD_MAX + 1, 1);
    if (*heard && fseek(passing, 0, SEEK_SET) == 0)
        (void)fread(*heard, 1, HEARD_MAX, passing);
    (void)fclose(passing);
    return status;
}
