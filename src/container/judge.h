#ifndef CONTAINER_JUDGE_H
#define CONTAINER_JUDGE_H
/* Private to the room: facts about a zip turned into findings. */
#include "container/container.h"

/* One job of judging; `found` NULL judges in silence. */
typedef struct judging {
    arena *a;
    input_role input;
    const container_options *options;
    findings *found;
    container *out;
} judging;

/* A place in the input, by the entry's label where that is not empty. */
place judge_place(const judging *j, span label);

/* The archive as a whole. False where what is wrong explains whatever else is found. */
bool judge_archive(const judging *j);
/* What is worth saying only once the text was read, since wrong sizes give the same picture. */
void judge_layout(const judging *j, const zip_entry *e);
/* Names of all entries: unsafe, symlinks, twice the same. */
void judge_names(const judging *j);
/* The headers and data of one entry (judge_entry.c). Its unpacked bytes, with ptr NULL where they
 * could not be had whole. */
span judge_entry(const judging *j, const zip_entry *e);
/* Which entry is the txt (choose.c): sets out->chosen, and reports what else is in the zip. */
void choose_entry(const judging *j);

#endif
