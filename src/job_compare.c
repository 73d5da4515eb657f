/* compare: an upload that was refused against one that was accepted, which has the template's authority. */
#include "job.h"

/* The accepted file judged by itself, for its figures: what is wrong with it did no harm, and is not told. */
static void look_at_accepted(arena *a, const baopan_job *job, baopan_result *accepted) {
    reading r = reading_begin(a, job);
    accepted->job = job;
    read_upload(&r, &job->templ, NULL, &accepted->doc, &accepted->expected);
    check_document(&r, accepted, NULL);
}

void run_compare(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    baopan_result *accepted = ARENA_NEW(a, baopan_result);
    reading r = reading_begin(a, job);
    look_at_accepted(a, job, accepted);
    const document *with = read_pair(&r, out, &job->input, &job->templ);
    check_document(&r, out, with);
    set_report(out, &r, REPORT_COMPARE, &job->input, with);
    out->file.accepted = &accepted->doc;
    out->file.accepted_figures = &accepted->figures;
}
