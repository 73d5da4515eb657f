#include <dirent.h>
#include <sys/stat.h>

#include "faces/os/os.h"

os_folder *os_folder_open(const char *path) { return (os_folder *)opendir(path); }

const char *os_folder_next(os_folder *f) {
    struct dirent *e = readdir((DIR *)f);
    return e ? e->d_name : NULL;
}

void os_folder_close(os_folder *f) { (void)closedir((DIR *)f); }

bool os_is_real_folder(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
