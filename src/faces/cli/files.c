/* Files in and out. Outputs appear whole or not at all; inputs are only ever read. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faces/cli/cli.h"

static int trouble(const options *o, const char *path, const char *zh, const char *en) {
    char said[512];
    (void)snprintf(said, sizeof said, "%s (%s)", o->lang == BAOPAN_ZH ? zh : en, strerror(errno));
    complain(o, said, said, path);
    return EXIT_SYSTEM;
}

static bool ends_in_txt(const char *path) {
    size_t n = strlen(path);
    return n >= 4 && (strcmp(path + n - 4, ".txt") == 0 || strcmp(path + n - 4, ".TXT") == 0);
}

/* Reads to the end, or to one byte beyond BAOPAN_MAX_FILE. */
static bool read_all(int fd, size_t expected, unsigned char **bytes, size_t *len) {
    size_t room = expected ? expected + 1 : 1 << 16;
    *len = 0;
    *bytes = malloc(room);
    while (*bytes && *len <= BAOPAN_MAX_FILE) {
        ssize_t n = read(fd, *bytes + *len, room - *len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        *len += (size_t)n;
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

static int take_all(const options *o, int fd, const struct stat *st, file *out) {
    unsigned char *bytes = NULL;
    size_t len = 0;
    if (S_ISREG(st->st_mode) && (uint64_t)st->st_size > BAOPAN_MAX_FILE) {
        out->in.len = (size_t)st->st_size;
        return EXIT_FINE;
    }
    if (!read_all(fd, S_ISREG(st->st_mode) ? (size_t)st->st_size : 0, &bytes, &len)) {
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

int file_read(const options *o, const char *path, file *out) {
    bool standard = strcmp(path, "-") == 0;
    struct stat st;
    *out = (file){.in = {.path = path, .is_text = standard || ends_in_txt(path)}};
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return trouble(o, path, "打不开这个文件", "this file cannot be opened");
    int status;
    if (fstat(fd, &st) != 0) {
        status = trouble(o, path, "读不了这个文件", "this file cannot be read");
    } else if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        status = trouble(o, path, "这是文件夹，请给出其中的文件", "this is a folder; please name a file in it");
    } else {
        status = take_all(o, fd, &st, out);
    }
    if (!standard)
        (void)close(fd);
    return status;
}

void file_free(file *f) {
    free(f->owned);
    *f = (file){0};
}

bool file_same(const char *path, const char *other) {
    struct stat a, b;
    return strcmp(path, "-") != 0 && stat(path, &a) == 0 && stat(other, &b) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

bool file_exists(const char *path) {
    struct stat st;
    return strcmp(path, "-") != 0 && lstat(path, &st) == 0;
}

int folder_make(const options *o, const char *path) {
    struct stat st;
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return EXIT_FINE;
    return trouble(o, path, "建不了这个文件夹", "this folder cannot be made");
}

static bool write_all(int fd, const unsigned char *bytes, size_t len) {
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* Are the bytes really there? A disk may take them and lose them. */
static bool reads_back(const char *path, const void *bytes, size_t len) {
    unsigned char *read_bytes = NULL;
    size_t read_len = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool same = fd >= 0 && read_all(fd, len, &read_bytes, &read_len) && read_len == len &&
                (len == 0 || memcmp(read_bytes, bytes, len) == 0);
    if (fd >= 0)
        (void)close(fd);
    free(read_bytes);
    return same;
}

/* Gives the finished file its name; `replace` or not, never half of it. */
static bool put_in_place(const char *from, const char *to, bool replace) {
    if (replace)
        return rename(from, to) == 0;
    if (link(from, to) == 0)
        return unlink(from) == 0;
    if (errno == EEXIST || file_exists(to))
        return false;
    return rename(from, to) == 0; /* a file system without hard links */
}

static bool write_beside(const char *temporary, const void *bytes, size_t len) {
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool whole = write_all(fd, bytes, len) && fsync(fd) == 0;
    return close(fd) == 0 && whole && reads_back(temporary, bytes, len);
}

/* A name beside `path` that is ours alone. */
static char *name_beside(const char *path, const char *ending) {
    size_t room = strlen(path) + 48;
    char *name = malloc(room);
    if (name)
        (void)snprintf(name, room, "%s.baopan-%ld%s", path, (long)getpid(), ending);
    return name;
}

int file_scratch(const options *o, const char *path, char **name) {
    *name = name_beside(path, ".scratch");
    int fd = *name ? open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (fd >= 0 && close(fd) == 0)
        return EXIT_FINE;
    free(*name);
    *name = NULL;
    return trouble(o, path, "写不了这个文件，什么也没有留下", "this file cannot be written; nothing was left behind");
}

void file_unscratch(char *name) {
    if (name)
        (void)unlink(name);
    free(name);
}

/* Ctrl-C waits while a file is being written, so that nothing of it is left beside its place. */
static void hold_signals(sigset_t *before) {
    sigset_t these;
    sigemptyset(&these);
    sigaddset(&these, SIGINT);
    sigaddset(&these, SIGTERM);
    sigaddset(&these, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &these, before);
}

int file_write(const options *o, const char *path, const void *bytes, size_t len, bool replace) {
    if (strcmp(path, "-") == 0)
        return len == 0 || fwrite(bytes, 1, len, stdout) == len
                   ? EXIT_FINE
                   : trouble(o, path, "写不出去", "cannot be written");
    sigset_t before;
    char *temporary = name_beside(path, "");
    if (temporary == NULL)
        return trouble(o, path, "写不了这个文件", "this file cannot be written");
    hold_signals(&before);
    bool done = write_beside(temporary, bytes, len) && put_in_place(temporary, path, replace);
    int status = done ? EXIT_FINE
                      : trouble(o, path, "写不了这个文件，什么也没有留下", "this file cannot be written; nothing was left behind");
    if (!done)
        (void)unlink(temporary);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    free(temporary);
    return status;
}

/* ---- Files that grow. */
int stream_open(const options *o, const char *path, stream *s) {
    *s = (stream){.path = path, .to = stdout};
    if (strcmp(path, "-") == 0)
        return EXIT_FINE;
    s->temporary = name_beside(path, "");
    int fd = s->temporary ? open(s->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
    s->to = fd < 0 ? NULL : fdopen(fd, "wb");
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

int stream_close(const options *o, stream *s) {
    int status = EXIT_FINE;
    if (s->to == NULL)
        return status;
    bool whole = !ferror(s->to) && fflush(s->to) == 0;
    if (s->temporary) {
        whole = whole && fsync(fileno(s->to)) == 0;
        whole = fclose(s->to) == 0 && whole && put_in_place(s->temporary, s->path, true);
        if (!whole)
            (void)unlink(s->temporary);
    }
    if (!whole)
        status = trouble(o, s->path, "写不了这个文件，什么也没有留下", "this file cannot be written; nothing was left behind");
    free(s->temporary);
    *s = (stream){0};
    return status;
}
