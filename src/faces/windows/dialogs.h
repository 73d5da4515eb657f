#ifndef FACES_WINDOWS_DIALOGS_H
#define FACES_WINDOWS_DIALOGS_H
/* What the clerk sees and presses. Paths are UTF-8. */
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

enum { CHOSEN_MAX = 1000 };
/* Files that the clerk chose, at most CHOSEN_MAX, each to be freed; 0 = changed their mind. */
size_t choose_files(const wchar_t *title, bool several, char **paths);
/* One of up to three answers, from 0; -1 = none. An answer's second line says what it does. */
int choose_one(const wchar_t *question, const wchar_t *const *answers, size_t count);
void say(const wchar_t *text, bool trouble);
/* Has Windows open a page or show a file in its folder; false where it would not. */
bool open_page(const char *path);

#endif
