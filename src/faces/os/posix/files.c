#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faces/os/os.h"

static os_kind kind_of(const struct stat *st) {
    return S_ISREG(st->st_mode) ? OS_FILE : S_ISDIR(st->st_mode) ? OS_FOLDER : OS_OTHER;
}

os_kind os_kind_of(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? kind_of(&st) : OS_NOTHING;
}

bool os_is_there(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0;
}

bool os_same_file(const char *path, const char *other) {
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

int os_open(const char *path) { return open(path, O_RDONLY | O_CLOEXEC); }

int os_create(const char *path, bool alone) {
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, alone ? 0600 : 0666);
}

int os_open_to_write(const char *path) { return open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC); }

os_kind os_kind_of_open(int file, uint64_t *size) {
    struct stat st;
    *size = 0;
    if (fstat(file, &st) != 0)
        return OS_NOTHING;
    if (S_ISREG(st.st_mode))
        *size = (uint64_t)st.st_size;
    return kind_of(&st);
}

ptrdiff_t os_read(int file, void *bytes, size_t len) {
    ssize_t n;
    do
        n = read(file, bytes, len);
    while (n < 0 && errno == EINTR);
    return n;
}

ptrdiff_t os_write(int file, const void *bytes, size_t len) {
    ssize_t n;
    do
        n = write(file, bytes, len);
    while (n < 0 && errno == EINTR);
    return n;
}

bool os_sync(int file) { return fsync(file) == 0; }
bool os_close(int file) { return close(file) == 0; }
FILE *os_stream(int file) { return fdopen(file, "wb"); }
int os_file_of(FILE *stream) { return fileno(stream); }

bool os_put_in_place(const char *from, const char *to, bool replace) {
    if (replace)
        return rename(from, to) == 0;
    if (link(from, to) == 0)
        return unlink(from) == 0;
    if (errno == EEXIST || os_is_there(to))
        return false;
    return rename(from, to) == 0; /* a file system without hard links */
}

/* A link's text, after the folder of the link where it is relative; takes `link` over. */
static char *link_step(char *link, const char *text) {
    size_t folder = text[0] == '/' ? 0 : (size_t)(os_name_in(link) - link);
    char *led = malloc(folder + strlen(text) + 1);
    if (led) {
        memcpy(led, link, folder);
        memcpy(led + folder, text, strlen(text) + 1);
    }
    free(link);
    return led;
}

char *os_led_to(const char *path) {
    enum { LINKS = 40 }; /* as many as Linux follows */
    char text[PATH_MAX], *led = strdup(path);
    for (int i = 0; led && i < LINKS; i++) {
        ssize_t len = readlink(led, text, sizeof text - 1);
        if (len < 0)
            return led;
        text[len] = 0;
        led = link_step(led, text);
    }
    if (led)
        errno = ELOOP;
    free(led);
    return NULL;
}

bool os_remove(const char *path) { return unlink(path) == 0; }

bool os_make_folder(const char *path) {
    return mkdir(path, 0777) == 0 || (errno == EEXIST && os_kind_of(path) == OS_FOLDER);
}

const char *os_name_in(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
