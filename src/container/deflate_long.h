#ifndef CONTAINER_DEFLATE_LONG_H
#define CONTAINER_DEFLATE_LONG_H
/* Private to the room: long texts of lines as deflate data, quickly. Its twin is deflate_whole, and its
 * proof that inflating gives the text back.
 *
 * The columns of a wage file are mostly digits in no order, which no search for repetitions makes
 * shorter, and such a search is what deflating spends its time on. What does repeat begins where a field begins:
 * names of units, the beginnings of numbers. So it is looked for there only, and everything else is
 * written by how often its bytes occur. The result is as long as that of the usual level 1, and there
 * in a fifth of its time. */
#include "base/buf.h"
#include "base/crew.h"
#include "base/span.h"

/* Appends raw deflate data of a text that is not empty. It consists of pieces, one for each DEFLATE_PIECE bytes
 * of text, that begin on a byte and refer to nothing before them; the bytes do not depend on the crew. */
enum { DEFLATE_PIECE = 1 << 20 };
void deflate_long(const crew *c, span text, buf *out);

/* The proof: is `packed` such data of this `text`, and nothing else? Each piece is inflated by itself, by many
 * hands, and only room for pieces is needed. False also where it is, but what closes pieces occurs within one, as in long
 * texts of very few different bytes and in one other of some hundreds: then only inflating the whole can tell. */
bool deflate_long_proved(arena *a, const crew *c, span packed, span text);

#endif
