#ifndef CONTAINER_ENTRY_NAME_H
#define CONTAINER_ENTRY_NAME_H
/* Private to the room: what the raw name of an entry tells. Names may be UTF-8 or GBK, whose
 * second bytes can be a backslash or a letter: everything here knows lead bytes. */
#include "container/container.h"

/* The name for people: UTF-8, control characters escaped, cut when very long. */
span name_label(arena *a, span raw, const container_options *o);
/* What follows the last slash or backslash. */
span name_base(span raw);
bool name_in_folder(span raw);
/* What the system leaves behind: __MACOSX, ._x, .DS_Store, Thumbs.db, desktop.ini, ~$x, x.bak. */
bool name_is_junk(span raw);
/* Leaves the folder it is unpacked in, or cannot be a name: which way; TERM_NONE for none. */
term name_hostile(span raw);

/* Which readers understand the name (domain.md, section 2). */
typedef enum name_kind {
    NAME_ASCII,
    NAME_UTF8_FLAGGED,
    NAME_UTF8,       /* valid UTF-8 without the flag */
    NAME_OTHER,      /* neither: GBK in all likelihood */
    NAME_FALSE_FLAG  /* the UTF-8 flag on bytes that are none */
} name_kind;
name_kind name_kind_of(span raw, bool utf8_flag);
term name_kind_term(name_kind k);

typedef enum name_ending { ENDING_TXT, ENDING_NONE, ENDING_UPPER, ENDING_DOUBLE, ENDING_SPACED } name_ending;
/* .txt, none, .TXT, .txt.txt, or blanks behind it. */
name_ending name_ending_of(span raw);

#endif
