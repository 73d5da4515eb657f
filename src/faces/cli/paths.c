#include "faces/cli/paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "faces/cli/run.h"
#include "faces/os/os.h"

/* ---- Lists. Takes `path` over, NULL included; false when memory is out. */
static bool add(path_list *l, char *path) {
    if (path && l->count == l->room) {
        size_t room = l->room ? 2 * l->room : 64;
        char **grown = realloc(l->items, room * sizeof *grown);
        if (grown) {
            l->items = grown;
            l->room = room;
        }
    }
    if (path == NULL || l->count == l->room) {
        free(path);
        return false;
    }
    l->items[l->count++] = path;
    return true;
}

void paths_free(path_list *l) {
    for (size_t i = 0; i < l->count; i++)
        free(l->items[i]);
    free(l->items);
    *l = (path_list){0};
}

static char *joined(const char *folder, const char *name) {
    size_t len = strlen(folder), room = len + strlen(name) + 2;
    char *path = malloc(room);
    if (path)
        (void)snprintf(path, room, len && folder[len - 1] == '/' ? "%s%s" : "%s/%s", folder, name);
    return path;
}

/* ---- Folders: a stack of those still to be read, so that depth costs no recursion. */
static bool wanted(const char *name) {
    size_t n = strlen(name);
    return n > 4 && (strcasecmp(name + n - 4, ".zip") == 0 || strcasecmp(name + n - 4, ".txt") == 0);
}

/* One name of a folder goes where it belongs. Links to folders are not followed: they may run in circles. */
static bool sort_in(path_list *files, path_list *folders, const char *folder, const char *name) {
    char *path = joined(folder, name);
    if (path == NULL)
        return false;
    if (wanted(name) && os_kind_of(path) == OS_FILE)
        return add(files, path);
    if (os_is_real_folder(path))
        return add(folders, path);
    free(path);
    return true;
}

static int read_folder(const options *o, const char *folder, path_list *files, path_list *folders) {
    os_folder *dir = os_folder_open(folder);
    if (dir == NULL) {
        complain(o, "打不开这个文件夹，其中的文件没有检查", "this folder cannot be opened; its files were not checked", folder);
        return EXIT_SYSTEM;
    }
    bool room = true;
    for (const char *name; room && (name = os_folder_next(dir));)
        if (name[0] != '.')
            room = sort_in(files, folders, folder, name);
    os_folder_close(dir);
    return room ? EXIT_FINE : status_of(o, BAOPAN_NO_MEMORY, folder);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int add_folder(const options *o, const char *folder, path_list *out) {
    path_list left = {0};
    size_t from = out->count;
    int status = add(&left, strdup(folder)) ? EXIT_FINE : status_of(o, BAOPAN_NO_MEMORY, folder);
    while (left.count) {
        char *next = left.items[--left.count];
        status = worse(status, read_folder(o, next, out, &left));
        free(next);
    }
    paths_free(&left);
    if (out->count > from) {
        qsort(out->items + from, out->count - from, sizeof *out->items, by_name);
    } else if (status == EXIT_FINE) {
        complain(o, "这个文件夹里没有 .zip 或 .txt 文件", "this folder holds no .zip or .txt file", folder);
        status = EXIT_SYSTEM;
    }
    return status;
}

static int add_path(const options *o, const char *path, path_list *out) {
    if (strcmp(path, "-") != 0 && os_kind_of(path) == OS_FOLDER)
        return add_folder(o, path, out);
    return add(out, strdup(path)) ? EXIT_FINE : status_of(o, BAOPAN_NO_MEMORY, path);
}

/* ---- --files-from: names ended by NUL where there is one, else by line breaks. */
static int add_list(const options *o, path_list *out) {
    file list;
    int status = file_read(o, o->files_from, &list);
    const char *p = list.in.bytes, *end = p ? p + list.in.len : NULL;
    char ends_in = p && memchr(p, 0, list.in.len) ? 0 : '\n';
    while (status != EXIT_USAGE && p < end) {
        const char *stop = memchr(p, ends_in, (size_t)(end - p));
        stop = stop ? stop : end;
        size_t len = (size_t)(stop - p);
        if (ends_in && len && p[len - 1] == '\r')
            len--;
        char *path = len ? calloc(len + 1, 1) : NULL;
        if (path)
            status = worse(status, add_path(o, memcpy(path, p, len), out));
        free(path);
        p = stop + 1;
    }
    file_free(&list);
    return status;
}

int paths_gather(const options *o, path_list *out) {
    int status = EXIT_FINE;
    *out = (path_list){0};
    for (int i = 0; i < o->operand_count; i++)
        status = worse(status, add_path(o, o->operands[i], out));
    if (o->files_from)
        status = worse(status, add_list(o, out));
    return status;
}
