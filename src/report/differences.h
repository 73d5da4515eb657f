#ifndef REPORT_DIFFERENCES_H
#define REPORT_DIFFERENCES_H
/* Facts in which a refused file differs from an accepted one, layer by layer. Private to report/. */
#include "report/report.h"

typedef struct difference {
    layer layer;            /* ZIP, ENC, ROW, ID (people) or PAY (wages) */
    const char *key;        /* for programs: "descriptor" */
    const char *label[2];   /* by language */
    span accepted, refused; /* as told in the report's language */
} difference;
typedef struct differences {
    VEC(difference) list;
    unsigned told[5]; /* by layer_at: facts that both files show */
} differences;
void differences_find(arena *a, const report_file *f, const report_options *o, differences *out);
/* "压缩包", "The zip"; and "container", for programs. */
int layer_at(layer l);
const char *layer_name(layer l, lang in);
const char *difference_layer(layer l);

#endif
