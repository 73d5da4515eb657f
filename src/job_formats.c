/* formats list, show, lint, learn. */
#include "job.h"

void run_formats_list(arena *a, baopan_result *out) {
    size_t count;
    const char *const *names = format_builtin_names(&count);
    findings *found = findings_new(a, 0);
    buf b = buf_new(a);
    for (size_t i = 0; i < count; i++) {
        const format *f = format_builtin(a, span_cstr(names[i]), found);
        buf_format(&b, "%s  ", names[i]);
        buf_add(&b, f ? f->title : (span){0});
        buf_byte(&b, '\n');
    }
    out->output = buf_span(&b);
}

void run_formats_show(arena *a, baopan_result *out) {
    out->output = format_builtin_yaml(span_cstr(out->job->argument));
    if (out->output.len == 0)
        arena_fail(a, STATUS_BAD_ARGUMENT);
}

void run_formats_lint(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = {.on = a, .job = job, .found = findings_new(a, job->limits.max_findings)};
    const format *f = format_read(a, bytes_of(&job->input), span_cstr(job->input.path), r.found);
    rules_job rules = {.upload = &out->doc};
    if (f)
        format_examples_check(a, f, r.found);
    diagnose(a, &rules, &out->doc.box, &out->figures, f != NULL, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_LINT, &job->input, NULL);
}

void run_formats_learn(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    rules_job rules = {.upload = &out->doc};
    read_template(&r, &job->input, &out->doc);
    out->expected = out->doc.layout;
    bool usable = out->doc.usable && !out->doc.layout.ambiguous;
    diagnose(a, &rules, &out->doc.box, &out->figures, usable, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_LEARN, &job->input, NULL);
    if (usable && findings_gravest(r.found) < SEVERITY_ERROR)
        out->output = layout_to_yaml(a, &out->doc.layout, &out->doc.text, out->doc.box.entry_name,
                                     out->doc.box.entry_utf8, span_cstr(job->argument));
}
