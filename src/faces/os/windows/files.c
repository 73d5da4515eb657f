#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "faces/os/os.h"
#include "faces/os/windows/wide.h"

/* Others may read, write, rename and delete meanwhile: a workbook that Excel has open can be read. */
enum { SHARED = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE };

static DWORD attributes_of(const char *path) {
    wchar_t *wide = wide_path(path);
    DWORD attributes = wide ? GetFileAttributesW(wide) : INVALID_FILE_ATTRIBUTES;
    if (attributes == INVALID_FILE_ATTRIBUTES)
        (void)wide_failed();
    free(wide);
    return attributes;
}

os_kind os_kind_of(const char *path) {
    DWORD attributes = attributes_of(path);
    return attributes == INVALID_FILE_ATTRIBUTES       ? OS_NOTHING
           : attributes & FILE_ATTRIBUTE_DIRECTORY ? OS_FOLDER
           : attributes & FILE_ATTRIBUTE_DEVICE    ? OS_OTHER
                                                   : OS_FILE;
}

bool os_is_there(const char *path) { return attributes_of(path) != INVALID_FILE_ATTRIBUTES; }

/* A folder can be opened too, so that it can be told from what is missing. */
static HANDLE handle_of(const char *path, DWORD access, DWORD share, DWORD how, DWORD flags) {
    wchar_t *wide = wide_path(path);
    HANDLE h = wide ? CreateFileW(wide, access, share, NULL, how, flags, NULL) : INVALID_HANDLE_VALUE;
    if (h == INVALID_HANDLE_VALUE)
        (void)wide_failed();
    free(wide);
    return h;
}

static bool identity_of(const char *path, BY_HANDLE_FILE_INFORMATION *info) {
    HANDLE h = handle_of(path, 0, SHARED, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
    bool known = h != INVALID_HANDLE_VALUE && GetFileInformationByHandle(h, info);
    if (h != INVALID_HANDLE_VALUE)
        (void)CloseHandle(h);
    return known;
}

bool os_same_file(const char *path, const char *other) {
    BY_HANDLE_FILE_INFORMATION a, b;
    return identity_of(path, &a) && identity_of(other, &b) && a.dwVolumeSerialNumber == b.dwVolumeSerialNumber &&
           a.nFileIndexHigh == b.nFileIndexHigh && a.nFileIndexLow == b.nFileIndexLow;
}

static int number_for(HANDLE h, int flags) {
    int file = h == INVALID_HANDLE_VALUE ? -1 : _open_osfhandle((intptr_t)h, flags | _O_BINARY | _O_NOINHERIT);
    if (file < 0 && h != INVALID_HANDLE_VALUE)
        (void)CloseHandle(h);
    return file;
}

int os_open(const char *path) {
    return number_for(handle_of(path, GENERIC_READ, SHARED, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS), _O_RDONLY);
}

/* `alone` is the folder's own affair here: a user's folders are closed to other users. */
int os_create(const char *path, bool alone) {
    (void)alone;
    return number_for(handle_of(path, GENERIC_WRITE, FILE_SHARE_READ, CREATE_NEW, FILE_ATTRIBUTE_NORMAL), _O_WRONLY);
}

int os_open_to_write(const char *path) {
    return number_for(handle_of(path, GENERIC_WRITE, SHARED, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL), _O_WRONLY);
}

/* Links among files are rare here and need a privilege: one is replaced. */
char *os_led_to(const char *path) { return _strdup(path); }

os_kind os_kind_of_open(int file, uint64_t *size) {
    HANDLE h = (HANDLE)_get_osfhandle(file);
    BY_HANDLE_FILE_INFORMATION info;
    *size = 0;
    if (h == INVALID_HANDLE_VALUE)
        return OS_NOTHING;
    if (GetFileType(h) != FILE_TYPE_DISK || !GetFileInformationByHandle(h, &info))
        return OS_OTHER;
    if (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)
        return OS_FOLDER;
    *size = (uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow;
    return OS_FILE;
}

static unsigned piece(size_t len) { return len > INT_MAX ? INT_MAX : (unsigned)len; }

ptrdiff_t os_read(int file, void *bytes, size_t len) { return _read(file, bytes, piece(len)); }
ptrdiff_t os_write(int file, const void *bytes, size_t len) { return _write(file, bytes, piece(len)); }
bool os_sync(int file) { return _commit(file) == 0; }
bool os_close(int file) { return _close(file) == 0; }
FILE *os_stream(int file) { return _fdopen(file, "wb"); }
int os_file_of(FILE *stream) { return _fileno(stream); }

/* Windows says "access denied" also of a file that another program has open: asking for it alone tells. */
static bool is_open_elsewhere(const wchar_t *path) {
    HANDLE h = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    bool refused = h == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION;
    if (h != INVALID_HANDLE_VALUE)
        (void)CloseHandle(h);
    return refused;
}

/* A virus scanner holds a new file for a moment: it is asked for again, for half a second. */
static bool move(const wchar_t *from, const wchar_t *to, DWORD how) {
    enum { TRIES = 10, PAUSE = 50 };
    DWORD error = 0;
    for (int i = 0; i < TRIES; i++) {
        if (MoveFileExW(from, to, how))
            return true;
        error = GetLastError();
        if (error != ERROR_SHARING_VIOLATION && error != ERROR_ACCESS_DENIED)
            break;
        Sleep(PAUSE);
    }
    if (error == ERROR_ACCESS_DENIED && is_open_elsewhere(to))
        error = ERROR_SHARING_VIOLATION;
    SetLastError(error);
    return wide_failed();
}

bool os_put_in_place(const char *from, const char *to, bool replace) {
    wchar_t *wide_from = wide_path(from), *wide_to = wide_path(to);
    DWORD how = MOVEFILE_WRITE_THROUGH | (replace ? MOVEFILE_REPLACE_EXISTING : 0);
    bool moved = wide_from && wide_to && move(wide_from, wide_to, how);
    free(wide_from);
    free(wide_to);
    return moved;
}

bool os_remove(const char *path) {
    wchar_t *wide = wide_path(path);
    bool removed = wide && (DeleteFileW(wide) || wide_failed());
    free(wide);
    return removed;
}

bool os_make_folder(const char *path) {
    wchar_t *wide = wide_path(path);
    bool made = wide && (CreateDirectoryW(wide, NULL) || os_kind_of(path) == OS_FOLDER || wide_failed());
    free(wide);
    return made;
}

const char *os_name_in(const char *path) {
    const char *name = path;
    for (const char *p = path; *p; p++)
        if (*p == '/' || *p == '\\' || (*p == ':' && p == path + 1))
            name = p + 1;
    return name;
}
