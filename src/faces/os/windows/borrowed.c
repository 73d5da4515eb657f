/* What libraries ask the C library for, with UTF-8 names: the linker sends their calls here (--wrap). */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

#include "faces/os/windows/wide.h"

FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode) {
    wchar_t *wide = wide_path(path), *wide_mode = wide_text(mode);
    FILE *f = wide && wide_mode ? _wfopen(wide, wide_mode) : NULL;
    free(wide);
    free(wide_mode);
    return f;
}

/* libxlsxwriter's passing files, in the user's own temporary folder whatever its name. */
FILE *tmpfileplus(const char *dir, const char *prefix, char **pathname, int keep) {
    wchar_t folder[MAX_PATH + 1], name[MAX_PATH + 1];
    (void)dir, (void)prefix, (void)pathname, (void)keep;
    if (!GetTempPathW(MAX_PATH, folder) || !GetTempFileNameW(folder, L"bp", 0, name))
        return NULL;
    HANDLE h = CreateFileW(name, GENERIC_READ | GENERIC_WRITE | DELETE, 0, NULL, CREATE_ALWAYS,
                           FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    int file = h == INVALID_HANDLE_VALUE ? -1 : _open_osfhandle((intptr_t)h, _O_RDWR | _O_BINARY);
    return file < 0 ? NULL : _fdopen(file, "w+b");
}
