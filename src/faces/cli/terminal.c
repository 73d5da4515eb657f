/* The terminal: language, colour, complaints, and a line of progress. */
#include <stdio.h>
#include <stdlib.h>

#include "faces/cli/cli.h"
#include "faces/os/os.h"

baopan_lang lang_of_locale(void) { return os_speaks_chinese() ? BAOPAN_ZH : BAOPAN_EN; }

bool terminal_colour(void) {
    const char *no = getenv("NO_COLOR");
    return !(no && *no) && os_is_terminal(OS_STDOUT);
}

/* ---- stderr: complaints, and a line of progress that they must not run into. */
static bool progress_shown; /* under stderr's lock */

static void wipe_progress(void) {
    if (progress_shown)
        (void)fputs("\r\033[K", stderr);
    progress_shown = false;
}

void progress_clear(void) {
    os_lock_stderr();
    wipe_progress();
    os_unlock_stderr();
}

void progress_show(const options *o, size_t done, size_t total, double seconds) {
    if (!os_is_terminal(OS_STDERR) || done == 0 || seconds <= 0)
        return;
    double rate = (double)done / seconds;
    os_lock_stderr();
    wipe_progress();
    (void)fprintf(stderr,
                  o->lang == BAOPAN_ZH ? "%zu / %zu 个文件   每秒 %.1f 个   还要 %.0f 秒"
                                       : "%zu of %zu files   %.1f a second   %.0f s left",
                  done, total, rate, (double)(total - done) / rate);
    (void)fflush(stderr);
    progress_shown = true;
    os_unlock_stderr();
}

void complain(const options *o, const char *zh, const char *en, const char *what) {
    baopan_bytes seen = {0};
    if (what)
        baopan_seen(what, &seen);
    os_lock_stderr();
    wipe_progress();
    (void)fprintf(stderr, what ? "baopan: %.*s: %s\n" : "baopan: %.*s%s\n", (int)seen.len, what ? (const char *)seen.ptr : "",
                  o->lang == BAOPAN_ZH ? zh : en);
    os_unlock_stderr();
    baopan_bytes_free(&seen);
}
