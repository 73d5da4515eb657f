/* Files in and out. Outputs appear whole or not at all; inputs are only ever read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faces/cli/cli.h"
#include "faces/os/os.h"

static int trouble(const options *o, const char *path, const char *zh, const char *en) {
    char said[512];
    bool chinese = o->lang == BAOPAN_ZH;
    if (strcmp(path, "-") == 0 && os_reader_left())
        return EXIT_SYSTEM;
    (void)snprintf(said, sizeof said, "%s (%s)", chinese ? zh : en, os_reason(chinese));
    complain(o, said, said, path);
    return EXIT_SYSTEM;
}

static bool ends_in_txt(const char *path) {
    size_t n = strlen(path);
    return n >= 4 && (strcmp(path + n - 4, ".txt") == 0 || strcmp(path + n - 4, ".TXT") == 0);
}

/* Reads to the end, or to one byte beyond BAOPAN_MAX_FILE. Who asks for a byte more than the file is long, and
 * is given as much as it is long, has seen its end. */
static bool read_all(int fd, size_t expected, unsigned char **bytes, size_t *len) {
    size_t room = expected ? expected + 1 : 1 << 16;
    *len = 0;
    *bytes = malloc(room);
    while (*bytes && *len <= BAOPAN_MAX_FILE) {
        ptrdiff_t n = os_read(fd, *bytes + *len, room - *len);
        if (n <= 0)
            return n == 0;
        *len += (size_t)n;
        if (*len == expected && (size_t)n == expected)
            return true;
        if (*len < room)
            continue;
        room *= 2;
        unsigned char *grown = realloc(*bytes, room);
        if (grown == NULL)
            return false;
        *bytes = grown;
    }
    return *bytes != NULL;
}

static int take_all(const options *o, int fd, uint64_t size, file *out) {
    unsigned char *bytes = NULL;
    size_t len = 0;
    if (size > BAOPAN_MAX_FILE) {
        out->in.len = (size_t)size;
        return EXIT_FINE;
    }
    if (!read_all(fd, (size_t)size, &bytes, &len)) {
        free(bytes);
        return trouble(o, out->in.path, "读不了这个文件", "this file cannot be read");
    }
    out->in.len = len;
    if (len > BAOPAN_MAX_FILE) {
        free(bytes);
        return EXIT_FINE;
    }
    out->owned = bytes;
    out->in.bytes = bytes;
    return EXIT_FINE;
}

static int is_folder(const options *o, const char *path) {
    complain(o, "这是文件夹，请给出其中的文件", "this is a folder; please name a file in it", path);
    return EXIT_SYSTEM;
}

int file_read(const options *o, const char *path, file *out) {
    bool standard = strcmp(path, "-") == 0;
    uint64_t size;
    *out = (file){.in = {.path = path, .is_text = standard || ends_in_txt(path)}};
    int fd = standard ? OS_STDIN : os_open(path);
    if (fd < 0)
        return trouble(o, path, "打不开这个文件", "this file cannot be opened");
    os_kind kind = os_kind_of_open(fd, &size);
    int status = kind == OS_NOTHING  ? trouble(o, path, "读不了这个文件", "this file cannot be read")
                 : kind == OS_FOLDER ? is_folder(o, path)
                                     : take_all(o, fd, size, out);
    if (!standard)
        (void)os_close(fd);
    return status;
}

void file_free(file *f) {
    free(f->owned);
    *f = (file){0};
}

/* ---- Memory of files that are done with. */
static void forget_own(void *context, const void *bytes, size_t len) {
    const baopan_input *const *own = context;
    for (; *own; own++) {
        const char *from = (*own)->bytes, *piece = bytes;
        if (from && piece >= from && piece + len <= from + (*own)->len)
            os_forget(bytes, len);
    }
}

void forget_spent(baopan_job *job, const baopan_input **own) {
    job->spent = forget_own;
    job->spent_context = own;
}

bool file_same(const char *path, const char *other) { return strcmp(path, "-") != 0 && os_same_file(path, other); }

bool file_exists(const char *path) { return strcmp(path, "-") != 0 && os_is_there(path); }

int folder_make(const options *o, const char *path) {
    return os_make_folder(path) ? EXIT_FINE : trouble(o, path, "建不了这个文件夹", "this folder cannot be made");
}

static bool write_all(int fd, const unsigned char *bytes, size_t len) {
    while (len) {
        ptrdiff_t n = os_write(fd, bytes, len);
        if (n <= 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* Are the bytes really there? A disk may take them and lose them. */
static bool reads_back(const char *path, const void *bytes, size_t len) {
    enum { PIECE = 1 << 16 };
    const unsigned char *rest = bytes;
    unsigned char piece[PIECE];
    int fd = os_open(path);
    bool same = fd >= 0;
    while (same) {
        ptrdiff_t n = os_read(fd, piece, PIECE);
        if (n <= 0) {
            same = n == 0 && len == 0;
            break;
        }
        same = (size_t)n <= len && memcmp(piece, rest, (size_t)n) == 0;
        rest += n;
        len -= (size_t)n;
    }
    if (fd >= 0)
        (void)os_close(fd);
    return same;
}

bool file_write_beside(const char *temporary, const void *bytes, size_t len) {
    int fd = os_create(temporary, false);
    if (fd < 0)
        return false;
    bool whole = write_all(fd, bytes, len) && os_sync(fd);
    return os_close(fd) && whole && reads_back(temporary, bytes, len);
}

bool file_is_device(const char *path) { return strcmp(path, "-") != 0 && os_kind_of(path) == OS_OTHER; }

/* A device or pipe takes the bytes as they come: it cannot be replaced, nor read back. */
static int write_device(const options *o, const char *path, const void *bytes, size_t len) {
    int fd = os_open_to_write(path);
    bool whole = fd >= 0 && write_all(fd, bytes, len);
    if (fd >= 0)
        whole = os_close(fd) && whole;
    return whole ? EXIT_FINE : trouble(o, path, "写不出去", "cannot be written");
}

/* A name beside `path` that is ours alone; beside what a link leads to, where it is renamed to. */
static char *name_beside(const char *path, const char *ending) {
    char *place = os_led_to(path);
    size_t room = place ? strlen(place) + 48 : 0;
    char *name = place ? malloc(room) : NULL;
    if (name)
        (void)snprintf(name, room, "%s.baopan-%lu%s", place, os_process(), ending);
    free(place);
    return name;
}

bool file_put_in_place(const char *temporary, const char *path, bool replace) {
    char *place = os_led_to(path);
    bool done = place && os_put_in_place(temporary, place, replace);
    free(place);
    return done;
}

char *file_name_beside(const char *path) { return name_beside(path, ""); }

int file_scratch(const options *o, const char *path, char **name) {
    *name = name_beside(path, ".scratch");
    int fd = *name ? os_create(*name, true) : -1;
    if (fd >= 0 && os_close(fd))
        return EXIT_FINE;
    free(*name);
    *name = NULL;
    return trouble(o, path, "写不了这个文件，什么也没有留下", "this file cannot be written; nothing was left behind");
}

void file_unscratch(char *name) {
    if (name)
        (void)os_remove(name);
    free(name);
}

/* Ctrl-C waits while the file is being written, so that nothing of it is left beside its place. */
int file_write(const options *o, const char *path, const void *bytes, size_t len, bool replace) {
    if (strcmp(path, "-") == 0)
        return len == 0 || fwrite(bytes, 1, len, stdout) == len
                   ? EXIT_FINE
                   : trouble(o, path, "写不出去", "cannot be written");
    if (file_is_device(path))
        return write_device(o, path, bytes, len);
    char *temporary = file_name_beside(path);
    if (temporary == NULL)
        return trouble(o, path, "写不了这个文件", "this file cannot be written");
    os_interrupt_hold();
    bool done = file_write_beside(temporary, bytes, len) && file_put_in_place(temporary, path, replace);
    int status = done ? EXIT_FINE
                      : trouble(o, path, "写不了这个文件，什么也没有留下", "this file cannot be written; nothing was left behind");
    if (!done)
        (void)os_remove(temporary);
    os_interrupt_release();
    free(temporary);
    return status;
}

/* ---- Files that grow. */
int stream_open(const options *o, const char *path, stream *s) {
    *s = (stream){.path = path, .to = stdout};
    if (strcmp(path, "-") == 0)
        return EXIT_FINE;
    bool device = file_is_device(path);
    s->temporary = device ? NULL : name_beside(path, "");
    int fd = device ? os_open_to_write(path) : s->temporary ? os_create(s->temporary, false) : -1;
    s->to = fd < 0 ? NULL : os_stream(fd);
    if (s->to)
        return EXIT_FINE;
    int status = trouble(o, path, "写不了这个文件", "this file cannot be written");
    free(s->temporary);
    s->temporary = NULL;
    return status;
}

bool stream_add(stream *s, const void *bytes, size_t len) {
    return s->to && (len == 0 || fwrite(bytes, 1, len, s->to) == len);
}

void stream_discard(stream *s) {
    if (s->to && s->to != stdout)
        (void)fclose(s->to);
    if (s->temporary)
        (void)os_remove(s->temporary);
    free(s->temporary);
    *s = (stream){0};
}

int stream_close(const options *o, stream *s) {
    int status = EXIT_FINE;
    if (s->to == NULL)
        return status;
    bool whole = fflush(s->to) == 0 && !ferror(s->to); /* flushed first, which says again why it cannot be */
    if (s->temporary) {
        whole = whole && os_sync(os_file_of(s->to));
        whole = fclose(s->to) == 0 && whole && file_put_in_place(s->temporary, s->path, true);
        if (!whole)
            (void)os_remove(s->temporary);
    } else if (s->to != stdout) {
        whole = fclose(s->to) == 0 && whole;
    }
    if (!whole)
        status = trouble(o, s->path, "写不了这个文件，什么也没有留下", "this file cannot be written; nothing was left behind");
    free(s->temporary);
    *s = (stream){0};
    return status;
}
