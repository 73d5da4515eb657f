#include "faces/windows/hear.h"

#include <io.h>
#include <stdlib.h>
#include <string.h>
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

/* Without the character that may be cut at the end. */
static size_t whole_characters(const char *text, size_t len) {
    while (len && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--;
    return len && (unsigned char)text[len - 1] >= 0xC0 ? len - 1 : len;
}

/* What was written to a file; `otherwise` where there is none. */
static char *text_of(FILE *passing, const char *otherwise) {
    static const char more[] = "…";
    char *text = calloc(HEARD_MAX + sizeof more, 1);
    if (text == NULL || passing == NULL)
        return text ? strncpy(text, otherwise, HEARD_MAX) : NULL;
    size_t len = fseek(passing, 0, SEEK_SET) == 0 ? fread(text, 1, HEARD_MAX, passing) : 0;
    if (len == HEARD_MAX)
        (void)strcpy(text + whole_characters(text, len), more);
    (void)fclose(passing);
    return text;
}

int hear_command(int argc, char **argv, heard *out) {
    FILE *said = tmpfileplus(NULL, NULL, NULL, 0), *complaints = tmpfileplus(NULL, NULL, NULL, 0);
    if (said)
        send_to(stdout, _fileno(said));
    if (complaints)
        send_to(stderr, _fileno(complaints));
    int status = command_line(argc, argv);
    (void)fflush(stdout);
    (void)fflush(stderr);
    *out = (heard){text_of(said, ""), text_of(complaints, "临时文件夹里写不了东西，所以看不到原因。多半是磁盘满了。")};
    return status;
}
