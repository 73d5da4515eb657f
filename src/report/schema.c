/* The JSON Schema of the json report: schema.json as it stands, with the catalogue's codes put where
 * it says "@CODES@", so that they are listed nowhere twice. */
#include "report/report.h"

#include "report_schema.h" /* build/gen: SCHEMA_JSON */

static void codes(buf *b) {
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        buf_format(b, "%s\"%s\"", c > CODE_NONE + 1 ? ", " : "", catalogue_get((code)c)->id);
}

void report_schema(buf *b) {
    const span schema = span_of(SCHEMA_JSON, sizeof SCHEMA_JSON), mark = SPAN("\"@CODES@\"");
    size_t at = span_search(schema, mark);
    buf_add(b, span_cut(schema, 0, at));
    codes(b);
    buf_add(b, span_from(schema, at + mark.len));
}
