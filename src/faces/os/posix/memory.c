#define _DEFAULT_SOURCE /* madvise: POSIX has none that gives memory back */
#include <sys/mman.h>
#include <unistd.h>

#include "faces/os/os.h"

/* Whole pages only; what else lies in the first and the last stays. */
void os_forget(const void *bytes, size_t len) {
    long size = sysconf(_SC_PAGESIZE);
    if (size < 1)
        return;
    uintptr_t page = (uintptr_t)size, from = ((uintptr_t)bytes + page - 1) / page * page;
    uintptr_t to = ((uintptr_t)bytes + len) / page * page;
    if (from < to)
        (void)madvise((void *)from, to - from, MADV_DONTNEED);
}
