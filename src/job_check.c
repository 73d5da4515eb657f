/* check: a document against its template, or alone. */
#include "job.h"

void run_check(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    const document *templ = NULL;
    if (job->templ.path) {
        read_template(&r, &job->templ, &out->templ);
        if (out->templ.usable && !out->templ.layout.ambiguous)
            templ = &out->templ;
        else
            findings_skip(r.found, TERM_skip_template);
    }
    read_upload(&r, &job->input, templ, &out->doc, &out->expected);
    check_document(&r, out, templ);
    set_report(out, &r, REPORT_CHECK, &job->input, templ);
}
