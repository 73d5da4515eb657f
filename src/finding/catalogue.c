#include "finding/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "finding/catalogue/phrases.h"

#define ZH(title, message, why, how) {title, message, why, how}
#define EN(title, message, why, how) {title, message, why, how}
#define EXAMPLE(before, after) before, after

static const catalogue_row ROWS[CODE_COUNT] = {
#define CODE(layer, number, slug, severity, consequence, fix, grouping, zh, en, example)           \
    [layer##_##slug] = {#layer "-" #number,                                                        \
                        #slug,                                                                     \
                        LAYER_##layer,                                                             \
                        SEVERITY_##severity,                                                       \
                        CONSEQUENCE_##consequence,                                                 \
                        FIX_##fix,                                                                 \
                        GROUPING_##grouping,                                                       \
                        {zh, en},                                                                  \
                        example},
#include "finding/catalogue.def"
#undef CODE
};

static const char *const SEVERITIES[] = {"off", "note", "warning", "error"};
static const char *const CONSEQUENCES[] = {"none", "wrong-data", "not-declared", "rejected"};
static const char *const FIXES[] = {"none", "confirm", "safe"};
static const char *const LAYERS[] = {"ZIP", "ENC", "ROW", "ID", "PAY", "ROS", "SRC", "FMT", "SYS"};

const catalogue_row *catalogue_get(code c) { return &ROWS[c]; }

code catalogue_find(span id) {
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (span_eq_nocase(id, span_cstr(ROWS[c].id)))
            return (code)c;
    return CODE_NONE;
}

const char *severity_word(severity s) { return SEVERITIES[s]; }
const char *consequence_word(consequence c) { return CONSEQUENCES[c]; }
const char *fix_word(fix f) { return FIXES[f]; }
const char *layer_word(layer l) { return LAYERS[l]; }

bool severity_of_word(span word, severity *s) {
    for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++)
        if (span_eq(word, span_cstr(SEVERITIES[i]))) {
            *s = (severity)i;
            return true;
        }
    return false;
}

void catalogue_version(char text[static 17]) {
    uint64_t h = 0;
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++) {
        h = hash_bytes(span_cstr(ROWS[c].id), h) + (uint64_t)ROWS[c].severity;
        for (int l = 0; l < LANG_COUNT; l++)
            h = hash_bytes(span_cstr(ROWS[c].prose[l].message), h);
    }
    (void)snprintf(text, 17, "%016llx", (unsigned long long)h);
}
