/* check: a document against its template, or alone. */
#include "job.h"

static bool same_path(const baopan_input *a, const baopan_input *b) {
    return a->path && b->path && span_eq(span_cstr(a->path), span_cstr(b->path));
}

/* The other insurances' uploads beside this one. What is wrong with them is told when they are checked. */
static void compare_others(const reading *r, const baopan_result *out) {
    const baopan_job *job = r->job;
    for (size_t i = 0; i < job->other_count; i++) {
        reading apart = *r;
        document *other = ARENA_NEW(r->on, document);
        layout *unused = ARENA_NEW(r->on, layout);
        if (same_path(&job->others[i], &job->input))
            continue;
        apart.found = findings_new(r->on, 0);
        read_upload(&apart, &job->others[i], NULL, other, unused);
        if (other->usable && out->doc.usable)
            same_people(r->on, &out->doc, other, span_cstr(job->others[i].path), job->hash_seed, r->found);
        else
            findings_skip(r->found, TERM_skip_others);
    }
}

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
    compare_others(&r, out);
    check_document(&r, out, templ);
    set_report(out, &r, REPORT_CHECK, &job->input, templ);
}
