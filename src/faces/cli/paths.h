#ifndef FACES_CLI_PATHS_H
#define FACES_CLI_PATHS_H
/* The files of a batch: operands, what folders hold, and lists. */
#include "faces/cli/cli.h"

typedef struct path_list {
    char **items; /* owned */
    size_t count, room;
} path_list;

/* Every operand, a folder giving all its .zip and .txt files at any depth, in order of name, without hidden
 * ones; then the lines (or NUL-ended names) of --files-from. The worst exit status: a folder that cannot be
 * read, or that holds nothing, is complained about and left out. */
int paths_gather(const options *o, path_list *out);
void paths_free(path_list *l);

#endif
