#ifndef FACES_WINDOWS_CLERK_H
#define FACES_WINDOWS_CLERK_H
/* For whoever has no terminal: files that were chosen or dropped become words of the command line, and the
 * answer is a page in the browser. It speaks Chinese, as the portal does. */
#include <stdbool.h>

/* Double-clicked, or files dropped on the icon: no words, or nothing but files by their whole paths. */
bool is_clerk(int argc, char **argv);
/* The exit status of what was done. */
int serve_clerk(int argc, char **argv);

#endif
