#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "faces/os/os.h"
#include "faces/os/windows/wide.h"

struct os_folder {
    HANDLE search;
    WIN32_FIND_DATAW found;
    bool fresh; /* `found` was not handed out yet */
    char *name;
};

static HANDLE first_in(const char *path, WIN32_FIND_DATAW *found) {
    static const char all[] = "/*";
    size_t len = strlen(path);
    char *pattern = calloc(len + sizeof all, 1);
    wchar_t *wide = pattern ? wide_path(strcat(strcpy(pattern, path), all)) : NULL;
    HANDLE search = wide ? FindFirstFileW(wide, found) : INVALID_HANDLE_VALUE;
    if (search == INVALID_HANDLE_VALUE)
        (void)wide_failed();
    free(pattern);
    free(wide);
    return search;
}

os_folder *os_folder_open(const char *path) {
    os_folder *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    f->search = first_in(path, &f->found);
    f->fresh = true;
    if (f->search != INVALID_HANDLE_VALUE)
        return f;
    free(f);
    return NULL;
}

const char *os_folder_next(os_folder *f) {
    if (!f->fresh && !FindNextFileW(f->search, &f->found))
        return NULL;
    f->fresh = false;
    free(f->name);
    f->name = narrow_text(f->found.cFileName);
    return f->name;
}

void os_folder_close(os_folder *f) {
    (void)FindClose(f->search);
    free(f->name);
    free(f);
}

/* Folders kept in a cloud are marked as links are, but are folders all the same: the tag tells. */
bool os_is_real_folder(const char *path) {
    WIN32_FIND_DATAW found;
    wchar_t *wide = wide_path(path);
    HANDLE search = wide ? FindFirstFileW(wide, &found) : INVALID_HANDLE_VALUE;
    free(wide);
    if (search == INVALID_HANDLE_VALUE)
        return false;
    (void)FindClose(search);
    bool link = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) && IsReparseTagNameSurrogate(found.dwReserved0);
    return (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) && !link;
}
