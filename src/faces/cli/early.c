/* An output that is written while it is still being proved: beside its place, as file_write writes it, and by a
 * thread of its own, since a disk's answer is long awaited. It is given its name only once the job hands it out;
 * else it goes away again. */
#include <stdlib.h>
#include <string.h>

#include "faces/cli/cli.h"
#include "faces/os/os.h"

enum { WORTH_IT = 1 << 20 }; /* bytes */

static void write_it(void *context) {
    early *e = context;
    e->whole = file_write_beside(e->temporary, e->bytes, e->len);
}

static void await(early *e) {
    if (e->writing)
        os_thread_join(e->writing);
    e->writing = NULL;
}

/* Ctrl-C waits from here on, as in file_write. */
static void begin(early *e, const void *bytes, size_t len) {
    e->temporary = file_name_beside(e->path);
    if (e->temporary == NULL)
        return;
    os_interrupt_hold();
    e->bytes = bytes;
    e->len = len;
    e->writing = os_thread_start(write_it, e);
    if (e->writing == NULL)
        early_end(e);
}

static void made(void *context, const void *bytes, size_t len) {
    early *e = context;
    if (bytes == NULL)
        await(e);
    else if (e->temporary == NULL && len >= WORTH_IT)
        begin(e, bytes, len);
}

void early_begin(early *e, const char *path, baopan_job *job) {
    *e = (early){.path = path};
    if (strcmp(path, "-") == 0 || file_is_device(path))
        return;
    job->made = made;
    job->made_context = e;
}

bool early_put(early *e, const void *bytes, size_t len, bool replace) {
    if (e == NULL || e->temporary == NULL)
        return false;
    await(e);
    bool done = e->whole && e->bytes == bytes && e->len == len && file_put_in_place(e->temporary, e->path, replace);
    e->placed = done;
    early_end(e);
    return done;
}

void early_end(early *e) {
    if (e)
        await(e);
    if (e == NULL || e->temporary == NULL)
        return;
    if (!e->placed)
        (void)os_remove(e->temporary);
    free(e->temporary);
    e->temporary = NULL;
    os_interrupt_release();
}
