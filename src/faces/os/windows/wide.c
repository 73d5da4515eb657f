#include "faces/os/windows/wide.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

wchar_t *wide_text(const char *utf8) {
    int room = MultiByteToWideChar(CP_UTF8, 0, utf8, -1, NULL, 0);
    wchar_t *wide = room > 0 ? calloc((size_t)room, sizeof *wide) : NULL;
    if (wide)
        (void)MultiByteToWideChar(CP_UTF8, 0, utf8, -1, wide, room);
    return wide;
}

char *narrow_text(const wchar_t *wide) {
    int room = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *utf8 = room > 0 ? calloc((size_t)room, 1) : NULL;
    if (utf8)
        (void)WideCharToMultiByte(CP_UTF8, 0, wide, -1, utf8, room, NULL, NULL);
    return utf8;
}

/* Windows takes a longer one only whole, with backslashes, and marked so. A folder needs twelve characters less. */
enum { PLAIN_MAX = 260 - 12 };

static wchar_t *long_path(const wchar_t *path, DWORD len) {
    static const wchar_t plain[] = L"\\\\?\\", share[] = L"\\\\?\\UNC";
    bool is_share = path[0] == L'\\' && path[1] == L'\\';
    wchar_t *marked = calloc(len + sizeof share / sizeof *share, sizeof *marked);
    if (marked == NULL)
        return NULL;
    (void)wcscpy(marked, is_share ? share : plain);
    return wcscat(marked, is_share ? path + 1 : path);
}

wchar_t *wide_path(const char *utf8) {
    wchar_t *given = wide_text(utf8), *full = NULL, *marked = NULL;
    DWORD room = given ? GetFullPathNameW(given, 0, NULL, NULL) : 0;
    if (room <= PLAIN_MAX || wcsncmp(given, L"\\\\?\\", 4) == 0)
        return given;
    full = calloc(room, sizeof *full);
    if (full && GetFullPathNameW(given, room, full, NULL))
        marked = long_path(full, room);
    free(given);
    free(full);
    return marked;
}

bool wide_failed(void) {
    static const struct {
        DWORD error;
        int number;
    } same[] = {{ERROR_FILE_NOT_FOUND, ENOENT},     {ERROR_PATH_NOT_FOUND, ENOENT}, {ERROR_INVALID_NAME, EINVAL},
                {ERROR_ACCESS_DENIED, EACCES},      {ERROR_WRITE_PROTECT, EROFS},   {ERROR_SHARING_VIOLATION, EBUSY},
                {ERROR_LOCK_VIOLATION, EBUSY},      {ERROR_USER_MAPPED_FILE, EBUSY}, {ERROR_FILE_EXISTS, EEXIST},
                {ERROR_ALREADY_EXISTS, EEXIST},     {ERROR_DISK_FULL, ENOSPC},      {ERROR_HANDLE_DISK_FULL, ENOSPC},
                {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},  {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG}};
    DWORD error = GetLastError();
    errno = EIO;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (same[i].error == error)
            errno = same[i].number;
    return false;
}
