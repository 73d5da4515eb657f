/* Memory that is done with before it is freed. */
#include "faces/os/os.h"

/* Windows 7 has no way to take pages out of the C library's heap: they stay until they are freed. */
void os_forget(const void *bytes, size_t len) { (void)bytes, (void)len; }
