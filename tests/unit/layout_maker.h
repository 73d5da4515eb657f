#ifndef UNIT_LAYOUT_MAKER_H
#define UNIT_LAYOUT_MAKER_H
/* Texts of invented people in every layout there is: separators, headers, encodings. */
#include "layout/layout.h"

enum { SPACES = 's', FIXED_LEFT = 'l', FIXED_RIGHT = 'r', FIXED_ZERO = 'z' };
enum { PERSONAL, ID, NAME, OLD, WAGE, CELLS };

typedef struct spec {
    const char *label;
    char separator;
    bool header;
    encoding encoding;
    bool trailing;   /* each line ends in one more separator */
    bool filled;     /* the wage column is filled in */
    bool personal;   /* there is a personal number before the ID */
    int decimals;    /* of the old wage */
    bool crlf;
    const char *header_names; /* else HEADER */
} spec;

enum { SPEC_COUNT = 18 };
extern const spec SPECS[SPEC_COUNT];
extern const char *const NAMES[12], *const HEADER[CELLS];
extern const uint32_t WIDTHS[CELLS];

/* A test's own memory, and the header words; set up and given back by the fixture. */
extern arena spec_arena;
extern const header_words *spec_words;
void spec_setup(void);
void spec_teardown(void);

const spec *spec_of(const char *label);
bool spec_fixed(const spec *s);
/* The text of so many people; the ID of one of them. */
span spec_build(const spec *s, int people);
span spec_id(int i);
text spec_text(span bytes);
/* What a layout is taken for, as a template and without one. */
layout spec_learn(span bytes);
layout spec_infer(const char *bytes);
/* Was it made out as it was built? */
void spec_check(const spec *s, const layout *l);

#endif
