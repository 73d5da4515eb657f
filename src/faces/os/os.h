#ifndef FACES_OS_OS_H
#define FACES_OS_OS_H
/* What the operating system does for a face that has files, threads and a terminal: the one place where
 * systems differ. posix/ and windows/ each hold the whole of it, file by file, but for reason.c.
 *
 * Paths and texts are UTF-8 on every system; '/' parts folders everywhere, and '\' on Windows too.
 * What fails says so by its result, and errno says why (os_reason). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ---- Files (files.c). A number stands for an open file; -1 for none. All is bytes, never text. */
typedef enum os_kind { OS_NOTHING, OS_FILE, OS_FOLDER, OS_OTHER } os_kind;
/* What is there under this name; a link is what it leads to. */
os_kind os_kind_of(const char *path);
/* Is anything there, if only a link that leads nowhere? */
bool os_is_there(const char *path);
bool os_same_file(const char *path, const char *other);

int os_open(const char *path); /* for reading; others may write it meanwhile */
/* A file that was not there before; `alone`: only its owner may read it. */
int os_create(const char *path, bool alone);
/* For writing what is there already and is no file to replace: a device, a pipe. */
int os_open_to_write(const char *path);
os_kind os_kind_of_open(int file, uint64_t *size); /* size of OS_FILE only */
/* At most `len` bytes; 0 at the end, negative when it fails. */
ptrdiff_t os_read(int file, void *bytes, size_t len);
ptrdiff_t os_write(int file, const void *bytes, size_t len);
bool os_sync(int file); /* to the disk itself */
bool os_close(int file);
FILE *os_stream(int file); /* takes the file over; NULL leaves it */
int os_file_of(FILE *stream);
enum { OS_STDIN = 0, OS_STDOUT = 1, OS_STDERR = 2 };

/* Gives a finished file its name, in one step; without `replace` what is there stays, and it fails. */
bool os_put_in_place(const char *from, const char *to, bool replace);
/* Where a path leads, links followed by name, also to what is not there yet; owned. NULL: it cannot be told. */
char *os_led_to(const char *path);
bool os_remove(const char *path);
bool os_make_folder(const char *path); /* true also where it is there already */
/* The last part of a path. */
const char *os_name_in(const char *path);
/* Why the last of these failed, for people (reason.c). Holds until the next call. */
const char *os_reason(bool chinese);
/* Did it fail because whoever read the other end of a pipe has gone? They want no more, also no complaint. */
bool os_reader_left(void);

/* ---- Folders (folders.c). */
typedef struct os_folder os_folder;
os_folder *os_folder_open(const char *path); /* NULL = it cannot be */
/* The next name, in no order, "." and ".." among them; NULL at the end. Holds until the next call. */
const char *os_folder_next(os_folder *f);
void os_folder_close(os_folder *f);
/* A folder itself, not a link to one? */
bool os_is_real_folder(const char *path);

/* ---- Threads (threads.c). */
typedef struct os_thread os_thread;
/* Starts one that leaves interrupts to the others; NULL = it cannot be. */
os_thread *os_thread_start(void (*run)(void *context), void *context);
void os_thread_join(os_thread *t); /* frees it */
typedef struct os_monitor os_monitor; /* a lock, and a change that can be waited for under it */
os_monitor *os_monitor_new(void);     /* NULL = out of memory */
void os_monitor_free(os_monitor *m);
void os_monitor_enter(os_monitor *m);
void os_monitor_leave(os_monitor *m);
void os_monitor_tell(os_monitor *m);                       /* to all who wait */
void os_monitor_wait(os_monitor *m);                       /* gives the lock up meanwhile */
void os_monitor_wait_for(os_monitor *m, unsigned milliseconds);
unsigned os_processors(void); /* at least 1 */

/* ---- Interrupts: Ctrl-C, being told to end, a terminal that closes (interrupt.c). */
void os_interrupt_listen(void); /* from here on one interrupt only sets a mark */
bool os_interrupted(void);
void os_interrupt_die(void);    /* as it would have without listening */
/* Between these two an interrupt waits. Pairs do not nest. */
void os_interrupt_hold(void);
void os_interrupt_release(void);

/* ---- The rest (system.c). */
bool os_speaks_chinese(void);    /* the locale */
uint32_t os_today(void);         /* yyyymmdd, local */
double os_seconds(void);         /* monotonic */
uint64_t os_random(void);        /* that an attacker cannot know */
/* Gives back the memory of these bytes but not their addresses: they may be freed, and not read. May do nothing. */
void os_forget(const void *bytes, size_t len);
unsigned long os_process(void);  /* a number that no other process has now */
bool os_is_terminal(int file);   /* OS_STDOUT or OS_STDERR: one that heeds escape sequences */
void os_lock_stderr(void);       /* so that lines of several threads do not mix; it nests */
void os_unlock_stderr(void);

#endif
