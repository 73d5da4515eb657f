/* inspect, inspect --cells, explain: facts and prose, no verdict. */
#include "job.h"

void run_inspect(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    read_upload(&r, &job->input, NULL, &out->doc, &out->expected);
    check_document(&r, out, NULL);
    set_report(out, &r, REPORT_INSPECT, &job->input, NULL);
}

void run_cells(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    buf b = buf_new(a);
    table_source table = {bytes_of(&job->input), span_cstr(job->input.path), ENCODING_UNKNOWN, NULL, NULL};
    table_cells(a, &table, &TABLE_LIMITS, &b, r.found);
    rules_job rules = {.upload = &out->doc};
    diagnose(a, &rules, &out->doc.box, &out->figures, true, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_TABLE, &job->input, NULL);
    out->output = buf_span(&b);
}

void run_explain(arena *a, baopan_result *out) {
    const char *wanted = out->job->argument;
    code c = wanted ? catalogue_find(span_cstr(wanted)) : CODE_NONE;
    buf b = buf_new(a);
    if (wanted && c == CODE_NONE)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    if (out->job->markdown)
        report_manual(&b, c, (lang)out->job->lang);
    else if (out->job->json)
        report_explain_json(&b, c, (lang)out->job->lang);
    else
        report_explain(&b, c, (lang)out->job->lang);
    out->output = buf_span(&b);
}
