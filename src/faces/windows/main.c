/* The Windows program: the command line; for whoever double-clicks it or drops files on it, dialogs (clerk.c). */
#include <stdlib.h>
#include <windows.h>

#include "faces/cli/cli.h"
#include "faces/os/windows/wide.h"
#include "faces/windows/clerk.h"

int _dowildcard = -1; /* cmd.exe leaves *.zip to the program */

/* The words as UTF-8. They live as long as the program. */
static char **words_of(int argc, wchar_t **argv) {
    char **words = calloc((size_t)argc + 1, sizeof *words);
    for (int i = 0; words && i < argc; i++)
        if ((words[i] = narrow_text(argv[i])) == NULL)
            return NULL;
    return words;
}

int wmain(int argc, wchar_t **argv);
int wmain(int argc, wchar_t **argv) {
    char **words = words_of(argc, argv);
    if (words == NULL)
        return EXIT_SYSTEM;
    if (is_clerk(argc, words))
        return serve_clerk(argc, words);
    console_begin();
    int status = command_line(argc, words);
    console_end();
    return status;
}
