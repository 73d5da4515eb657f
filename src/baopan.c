/* The core's public face: a job in, a result out, reports rendered of it. The commands themselves are
 * in the job_*.c files beside this one. */
#include "baopan.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "job.h"

static void run(arena *a, void *context) {
    baopan_result *out = context;
    switch (out->job->command) {
    case BAOPAN_CHECK: run_check(a, out); break;
    case BAOPAN_FILL: run_fill(a, out); break;
    case BAOPAN_FIX: run_fix(a, out); break;
    case BAOPAN_CONVERT: run_convert(a, out); break;
    case BAOPAN_BUNDLE: run_bundle(a, out); break;
    case BAOPAN_COMPARE: run_compare(a, out); break;
    case BAOPAN_INSPECT: run_inspect(a, out); break;
    case BAOPAN_CELLS: run_cells(a, out); break;
    case BAOPAN_EXPLAIN: run_explain(a, out); break;
    case BAOPAN_SUMMARY: run_summary(a, out); break;
    case BAOPAN_SCHEMA: run_schema(a, out); break;
    case BAOPAN_FORMATS_LIST: run_formats_list(a, out); break;
    case BAOPAN_FORMATS_SHOW: run_formats_show(a, out); break;
    case BAOPAN_FORMATS_LINT: run_formats_lint(a, out); break;
    case BAOPAN_FORMATS_LEARN: run_formats_learn(a, out); break;
    }
}

/* ---- The public face. */
static baopan_status public_status(status s) {
    switch (s) {
    case STATUS_OK: return BAOPAN_OK;
    case STATUS_NO_MEMORY: return BAOPAN_NO_MEMORY;
    case STATUS_BAD_ARGUMENT: return BAOPAN_BAD_JOB;
    case STATUS_NO_SCRATCH: return BAOPAN_NO_SCRATCH;
    default: return BAOPAN_BUG;
    }
}

/* The result lies on its own arena, which is therefore moved into it at the end. */
static void make_result(arena *a, void *context) { *(baopan_result **)context = ARENA_NEW(a, baopan_result); }

baopan_status baopan_run(const baopan_job *job, baopan_result **result) {
    allocator from = {job->allocate, job->allocate_context};
    arena first;
    baopan_result *r = NULL;
    *result = NULL;
    arena_init(&first, &from);
    if (arena_run(&first, make_result, &r) != STATUS_OK) {
        arena_free(&first);
        return BAOPAN_NO_MEMORY;
    }
    r->on = first;
    r->job = job;
    status s = arena_run(&r->on, run, r);
    r->job = NULL;
    if (s != STATUS_OK) {
        baopan_result_free(r);
        return public_status(s);
    }
    *result = r;
    return BAOPAN_OK;
}

void baopan_result_free(baopan_result *result) {
    if (result == NULL)
        return;
    arena on = result->on; /* the result itself lies on it */
    arena_free(&on);
}

baopan_verdict baopan_result_verdict(const baopan_result *r) { return (baopan_verdict)r->diagnosis.verdict; }

bool baopan_result_has(const baopan_result *r, baopan_severity at_least) {
    return r->has_report && (severity)at_least > SEVERITY_OFF &&
           findings_gravest(r->file.found) >= (severity)at_least;
}

size_t baopan_result_findings(const baopan_result *r) {
    return r->has_report ? findings_shown(r->file.found) : 0;
}

baopan_finding baopan_result_finding(const baopan_result *r, size_t index) {
    const finding *f = findings_at(r->file.found, index);
    return (baopan_finding){catalogue_get(f->code)->id, input_word(f->place.input),
                            (baopan_severity)f->severity, f->place.line, f->count};
}

const char *baopan_result_story(const baopan_result *r, size_t index) {
    return index < r->diagnosis.story_count ? r->diagnosis.stories[index].id : NULL;
}

baopan_counts baopan_result_counts(const baopan_result *r) {
    baopan_counts c = {.verdict = baopan_result_verdict(r)};
    if (!r->has_report)
        return c;
    c.insured = r->figures.insured;
    c.entered = r->figures.entered;
    c.not_entered = r->figures.not_entered;
    c.errors = findings_by_severity(r->file.found, SEVERITY_ERROR);
    c.warnings = findings_by_severity(r->file.found, SEVERITY_WARNING);
    c.notes = findings_by_severity(r->file.found, SEVERITY_NOTE);
    return c;
}

const void *baopan_result_output(const baopan_result *r, size_t *len) {
    *len = r->output.len;
    return r->output.ptr;
}

void baopan_result_withhold(baopan_result *r) {
    r->file.withheld = r->output.ptr != NULL;
    r->file.writable = false;
    r->output = r->file.made.output = (span){0};
    judge_output(r);
}

typedef struct rendering {
    const baopan_result *const *results;
    size_t count;
    const baopan_render_options *options;
    span text;
    buf out;
} rendering;

static void render_files(buf *b, baopan_report kind, const report_file *const *files, size_t count,
                         const report_options *o) {
    switch (kind) {
    case BAOPAN_JSON: report_json(b, files, count, o); return;
    case BAOPAN_SARIF: report_sarif(b, files, count, o); return;
    case BAOPAN_JUNIT: report_junit(b, files, count, o); return;
    case BAOPAN_CSV: report_csv(b, files, count, o); return;
    case BAOPAN_HTML: report_html(b, files, count, o); return;
    case BAOPAN_RECEIPT:
        for (size_t i = 0; i < count; i++)
            report_receipt(b, files[i], o);
        return;
    case BAOPAN_MARKDOWN: arena_fail(b->on, STATUS_BAD_ARGUMENT);
    case BAOPAN_TEXT:
    case BAOPAN_NDJSON:
        for (size_t i = 0; i < count; i++)
            (kind == BAOPAN_TEXT ? report_text : report_ndjson)(b, files[i], o);
        if (kind == BAOPAN_NDJSON && o->not_opened.len)
            report_ndjson_not_opened(b, o);
    }
}

static const listed_file *listed_files(arena *a, const baopan_render_options *o) {
    listed_file *all = ARENA_ARRAY(a, listed_file, o->listed_count + 1);
    for (size_t i = 0; i < o->listed_count; i++) {
        const baopan_counts *c = &o->listed[i].counts;
        all[i] = (listed_file){span_cstr(o->listed[i].path), (verdict)c->verdict, c->errors, c->warnings,
                               c->entered, c->insured, o->listed[i].told};
    }
    return all;
}

static void render(arena *a, void *context) {
    rendering *r = context;
    const baopan_render_options *o = r->options;
    report_options options = {.lang = (lang)o->lang,
                              .reveal = {o->reveal_id, o->reveal_name, o->reveal_wage},
                              .colour = o->colour,
                              .hash = o->hash,
                              .buttons = o->buttons,
                              .continues = o->continues,
                              .unfinished = o->unfinished,
                              .wrote_output = o->wrote_output,
                              .output_path = span_cstr(o->output_path),
                              .not_opened = span_cstr(o->not_opened),
                              .index = o->index,
                              .listed = listed_files(a, o),
                              .listed_count = o->listed_count,
                              .version = BAOPAN_VERSION};
    const report_file **files = ARENA_ARRAY(a, const report_file *, r->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->results[i]->has_report)
            files[count++] = &r->results[i]->file;
    r->out = buf_new(a);
    render_files(&r->out, o->report, files, count, &options);
}

/* Writes r->out on an arena that *out takes along. */
static baopan_status run_owned(void (*write)(arena *a, void *context), rendering *r, baopan_bytes *out) {
    arena *a = malloc(sizeof *a);
    *out = (baopan_bytes){0};
    if (a == NULL)
        return BAOPAN_NO_MEMORY;
    arena_init(a, NULL);
    status s = arena_run(a, write, r);
    *out = (baopan_bytes){r->out.ptr, r->out.len, a};
    if (s != STATUS_OK)
        baopan_bytes_free(out);
    return public_status(s);
}

baopan_status baopan_render(const baopan_result *const *results, size_t count,
                            const baopan_render_options *options, baopan_bytes *out) {
    rendering r = {results, count, options, {0}, {0}};
    return run_owned(render, &r, out);
}

void baopan_bytes_free(baopan_bytes *bytes) {
    if (bytes->owner)
        arena_free(bytes->owner);
    free(bytes->owner);
    *bytes = (baopan_bytes){0};
}

static void see(arena *a, void *context) {
    rendering *r = context;
    r->out = buf_new(a);
    utf8_show_line(&r->out, r->text);
}

void baopan_seen(const char *words, baopan_bytes *out) {
    rendering r = {.text = span_cstr(words)};
    (void)run_owned(see, &r, out);
}

const char *baopan_kind(const void *bytes, size_t len) { return file_kind_word(file_sniff(span_of(bytes, len))); }

const char *baopan_version(void) { return BAOPAN_VERSION; }
