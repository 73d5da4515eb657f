/* check --schema: what the json report looks like, for programs that read it. */
#include "job.h"

void run_schema(arena *a, baopan_result *out) {
    buf b = buf_new(a);
    report_schema(&b);
    out->output = buf_span(&b);
}
