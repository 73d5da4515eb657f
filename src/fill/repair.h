#ifndef FILL_REPAIR_H
#define FILL_REPAIR_H
/* A change that fix makes, as data, for people to look at first. */
#include "finding/finding.h"

typedef struct repair {
    uint64_t line;  /* of the broken file, from 1; 0 = the file as a whole */
    code code;      /* what is wrong there */
    value from, to; /* VALUE_NONE where there is nothing to show */
    fix fix;        /* confirm: done only when the user says yes to the code; none: only a person can, in the file */
} repair;
typedef VEC(repair) repairs;

#endif
