/* The story, top to bottom: bytes → container → text → layout → rows → rules → diagnosis, and for
 * fill the same stairs up again. Each step is a call into its room. */
#include "baopan.h"

#include <stdlib.h>

#include "diagnosis/diagnosis.h"
#include "fill/fill.h"
#include "report/report.h"

struct baopan_result {
    arena on;
    const baopan_job *job; /* borrowed while running only */
    report_file file;
    document doc, templ;
    layout expected;
    figures figures;
    diagnosis diagnosis;
    bool has_report;
    span output; /* .ptr NULL: nothing to write */
};

enum { DEFAULT_MAX_LINES = 20000000 };

static span bytes_of(const baopan_input *in) { return span_of(in->bytes, in->len); }

/* ---- What a job carries, put into the rooms' terms. */
/* A zip entry's name that is no UTF-8 was most likely written by a Chinese Windows. */
static span name_for_people(arena *a, span raw) { return decode_span(a, ENCODING_GB18030, raw); }

static container_options limits_of(const baopan_job *job) {
    container_options l = CONTAINER_DEFAULTS;
    l.decode_name = name_for_people;
    if (job->limits.max_size && job->limits.max_size < l.max_size)
        l.max_size = job->limits.max_size;
    if (job->limits.max_ratio)
        l.max_ratio = job->limits.max_ratio;
    if (job->limits.max_entries)
        l.max_entries = job->limits.max_entries;
    return l;
}

static void override_all(findings *f, const format *fmt, const baopan_job *job, arena *a) {
    if (fmt)
        format_severities(fmt, job->today, f);
    const code undeclared[] = {PAY_blank, PAY_below_one, SRC_wage_below_one};
    for (size_t i = 0; job->allow_undeclared && i < sizeof undeclared / sizeof *undeclared; i++)
        findings_override(f, undeclared[i], SEVERITY_WARNING);
    for (size_t i = 0; i < job->override_count; i++) {
        code c = catalogue_find(span_cstr(job->overrides[i].code));
        if (c == CODE_NONE)
            arena_fail(a, STATUS_BAD_ARGUMENT);
        findings_override(f, c, (severity)job->overrides[i].severity);
    }
}

static const format *format_of(arena *a, const baopan_job *job, findings *found) {
    if (job->format.path)
        return format_read(a, bytes_of(&job->format), span_cstr(job->format.path), found);
    if (job->format_name == NULL)
        return NULL;
    const format *f = format_builtin(a, span_cstr(job->format_name), found);
    if (f == NULL)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    return f;
}

/* ---- Down the stairs: one document. */
typedef struct reading {
    arena *on;
    const baopan_job *job;
    const format *format;
    const header_words *words;
    findings *found;
} reading;

static reading reading_begin(arena *a, const baopan_job *job) {
    reading r = {a, job, NULL, NULL, findings_new(a, job->limits.max_findings)};
    r.format = format_of(a, job, r.found);
    r.words = header_words_builtin(a, r.found);
    override_all(r.found, r.format, job, a);
    return r;
}

/* A file so large that the face did not read it: bytes NULL beside its length. */
static bool too_large(const reading *r, const baopan_input *in, input_role which) {
    if (in->bytes || in->len == 0)
        return false;
    FIND(r->found, .code = SYS_limit_exceeded, .place = place_whole(which),
         .args = {{"what", value_term(TERM_file_size)}, {"limit", value_number(BAOPAN_MAX_FILE)}});
    return true;
}

/* From bytes to text. `hint` is the encoding to prefer where several read equally well. */
static void read_text(const reading *r, const baopan_input *in, input_role which, encoding hint, document *d) {
    container_options limits = limits_of(r->job);
    uint64_t max_lines = r->job->limits.max_lines ? r->job->limits.max_lines : DEFAULT_MAX_LINES;
    *d = (document){.input = which};
    if (too_large(r, in, which))
        return;
    container_open(r->on, bytes_of(in), in->is_text, which, &limits, r->found, &d->box);
    if (!d->box.usable)
        return;
    text_read(r->on, d->box.text, hint, &d->text);
    d->usable = d->text.line_count > 0 && d->text.line_count <= max_lines;
    if (d->text.line_count > max_lines)
        FIND(r->found, .code = SYS_limit_exceeded, .place = place_whole(which),
             .args = {{"what", value_term(TERM_lines)}, {"limit", value_number(max_lines)}});
}

static void tell_layout(const reading *r, const document *d) {
    place whole = {.input = d->input, .entry = d->box.entry_label, .byte_offset = NO_OFFSET};
    if (!d->layout.known)
        FIND(r->found, .code = ROW_layout_unknown, .place = whole);
    else if (d->layout.ambiguous)
        FIND(r->found, .code = ROW_ambiguous_last, .place = whole);
}

/* A template, as far as its layout. */
static void read_template(const reading *r, const baopan_input *in, document *d) {
    encoding hint = r->format ? r->format->encoding : ENCODING_UNKNOWN;
    read_text(r, in, INPUT_TEMPLATE, hint, d);
    if (!d->usable)
        return;
    text_check(r->on, &d->text, d->box.entry_label, INPUT_TEMPLATE, NULL, r->found);
    layout_learn(r->on, &d->text, r->format, r->words, &d->layout);
    tell_layout(r, d);
    d->usable = d->layout.known;
}

/* An upload, against the template's document where there is one. Sets the layout it should have. */
static void read_upload(const reading *r, const baopan_input *in, const document *templ, document *d,
                        layout *expected) {
    encoding hint = templ ? templ->text.encoding : r->format ? r->format->encoding : ENCODING_UNKNOWN;
    read_text(r, in, INPUT_UPLOAD, hint, d);
    container_compare(&d->box, templ ? &templ->box : NULL, r->found);
    if (!d->usable)
        return;
    text_expected known = {.encoding = r->format ? r->format->encoding : ENCODING_UNKNOWN,
                           .bom = r->format ? r->format->bom : -1,
                           .templ = templ ? &templ->text : NULL};
    text_check(r->on, &d->text, d->box.entry_label, INPUT_UPLOAD, &known, r->found);
    if (templ) {
        *expected = templ->layout;
        layout_observe(r->on, &d->text, expected, r->words, &d->layout);
        text_compare(&d->text, &templ->text, d->box.entry_label, r->found);
    } else {
        layout_infer(r->on, &d->text, r->format, r->words, &d->layout);
        *expected = d->layout;
    }
    d->usable = d->layout.known;
    if (!templ || !d->usable)
        tell_layout(r, d);
}

/* ---- Check. */
static void check_document(const reading *r, baopan_result *out, const document *templ) {
    const document *d = &out->doc;
    rules_job rules = {.upload = d, .templ = templ, .expected = &out->expected, .format = r->format,
                       .today = r->job->today, .hash_seed = r->job->hash_seed};
    if (d->usable)
        rules_run(r->on, &rules, r->found, &out->figures);
    else
        findings_skip(r->found, d->box.usable ? TERM_skip_lines : TERM_skip_text);
    diagnose(r->on, &rules, &d->box, &out->figures, d->usable, r->found, &out->diagnosis);
}

static void set_report(baopan_result *out, const reading *r, report_command command,
                       const baopan_input *shown, const document *templ) {
    out->has_report = true;
    out->file = (report_file){.command = command,
                              .path = span_keep(r->on, span_cstr(shown->path)),
                              .bytes = bytes_of(shown),
                              .doc = &out->doc,
                              .templ = templ,
                              .expected = &out->expected,
                              .figures = &out->figures,
                              .diagnosis = &out->diagnosis,
                              .found = r->found,
                              .format_name = span_keep(r->on, span_cstr(r->job->format_name))};
}

static void run_check(arena *a, baopan_result *out) {
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

/* ---- Fill. */
/* Packs the text as the template was packed; a template given as its txt gets an ASCII name. */
static span pack_like(arena *a, const document *templ, span filled) {
    span name = templ->box.zipped ? templ->box.entry_name : SPAN("gzsb.txt");
    return container_pack(a, name, templ->box.entry_utf8, filled, 0);
}

/* Reads the packed output as the portal would and as `check --template` does. Anything but the
 * wages differing is our own fault, never something to hand to a clerk. */
static void prove(const reading *r, baopan_result *out, span packed) {
    reading again = {r->on, r->job, r->format, r->words, findings_new(r->on, 0)};
    baopan_input in = {"", packed.ptr, packed.len, false};
    read_upload(&again, &in, &out->templ, &out->doc, &out->expected);
    if (!out->doc.usable)
        arena_fail(r->on, STATUS_BUG);
    rules_job rules = {.upload = &out->doc, .templ = &out->templ, .expected = &out->expected,
                       .format = r->format, .today = r->job->today, .hash_seed = r->job->hash_seed};
    rules_run(r->on, &rules, again.found, &out->figures);
    if (!out->figures.only_wages_changed)
        arena_fail(r->on, STATUS_BUG);
}

static span fill_template(const reading *r, baopan_result *out, uint64_t *filled) {
    const baopan_job *job = r->job;
    fill_options options = {span_cstr(job->sheet), span_cstr(job->id_column), span_cstr(job->wage_column),
                            (duplicates)job->duplicates, job->hash_seed};
    table_source table = {bytes_of(&job->table), span_cstr(job->table.path), ENCODING_UNKNOWN};
    payroll_plan plan;
    joined wages;
    edits list;
    payroll_plan_make(r->on, &table, &options, r->words, r->found, &plan);
    if (!plan.usable)
        return (span){0};
    payroll_join(r->on, &out->templ, &table, &plan, &options, r->found, &wages);
    wage_edits(r->on, &out->templ, &wages, r->found, &list);
    *filled = list.list.count;
    return edits_apply(r->on, out->templ.text.original, &list);
}

/* May it be written? With somebody left over only where the user asked for that. */
static bool writable(const reading *r, span filled) {
    return filled.ptr && (findings_gravest(r->found) < SEVERITY_ERROR || r->job->partial);
}

static void run_fill(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    uint64_t count = 0;
    span filled = {0};
    read_template(&r, &job->input, &out->templ);
    out->doc = out->templ;
    out->expected = out->templ.layout;
    bool usable = out->templ.usable && !out->templ.layout.ambiguous && out->templ.layout.wage >= 0;
    if (usable && findings_gravest(r.found) < SEVERITY_ERROR)
        filled = fill_template(&r, out, &count);
    else
        findings_skip(r.found, TERM_skip_table);
    if (writable(&r, filled)) {
        span packed = pack_like(a, &out->templ, filled);
        prove(&r, out, packed);
        out->output = packed;
    }
    rules_job rules = {.upload = &out->doc, .templ = out->output.ptr ? &out->templ : NULL};
    diagnose(a, &rules, &out->doc.box, &out->figures, usable, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_FILL, &job->input, &out->templ);
    out->file.filled = count;
    out->file.writable = out->output.ptr != NULL;
}

/* ---- Inspect, cells, explain, formats. */
static void run_inspect(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    buf b = buf_new(a);
    read_upload(&r, &job->input, NULL, &out->doc, &out->expected);
    check_document(&r, out, NULL);
    set_report(out, &r, REPORT_CHECK, &job->input, NULL);
    report_options options = {.lang = (lang)job->lang};
    report_inspect(&b, &out->file, &options);
    out->output = buf_span(&b);
}

static void run_cells(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    buf b = buf_new(a);
    table_source table = {bytes_of(&job->input), span_cstr(job->input.path), ENCODING_UNKNOWN};
    table_cells(a, &table, &TABLE_LIMITS, &b, r.found);
    rules_job rules = {.upload = &out->doc};
    diagnose(a, &rules, &out->doc.box, &out->figures, true, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_LINT, &job->input, NULL);
    out->output = buf_span(&b);
}

static void run_explain(arena *a, baopan_result *out) {
    const char *wanted = out->job->argument;
    code c = wanted ? catalogue_find(span_cstr(wanted)) : CODE_NONE;
    buf b = buf_new(a);
    if (wanted && c == CODE_NONE)
        arena_fail(a, STATUS_BAD_ARGUMENT);
    report_explain(&b, c, (lang)out->job->lang);
    out->output = buf_span(&b);
}

static void run_formats_list(arena *a, baopan_result *out) {
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

static void run_formats_show(arena *a, baopan_result *out) {
    out->output = format_builtin_yaml(span_cstr(out->job->argument));
    if (out->output.len == 0)
        arena_fail(a, STATUS_BAD_ARGUMENT);
}

static void run_formats_lint(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = {a, job, NULL, NULL, findings_new(a, job->limits.max_findings)};
    const format *f = format_read(a, bytes_of(&job->input), span_cstr(job->input.path), r.found);
    rules_job rules = {.upload = &out->doc};
    if (f)
        format_examples_check(a, f, r.found);
    diagnose(a, &rules, &out->doc.box, &out->figures, f != NULL, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_LINT, &job->input, NULL);
}

static void run_formats_learn(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    rules_job rules = {.upload = &out->doc};
    read_template(&r, &job->input, &out->doc);
    out->expected = out->doc.layout;
    bool usable = out->doc.usable && !out->doc.layout.ambiguous;
    diagnose(a, &rules, &out->doc.box, &out->figures, usable, r.found, &out->diagnosis);
    set_report(out, &r, REPORT_LINT, &job->input, NULL);
    if (usable && findings_gravest(r.found) < SEVERITY_ERROR)
        out->output = layout_to_yaml(a, &out->doc.layout, &out->doc.text, out->doc.box.entry_name,
                                     out->doc.box.entry_utf8, span_cstr(job->argument));
}

static void run(arena *a, void *context) {
    baopan_result *out = context;
    switch (out->job->command) {
    case BAOPAN_CHECK: run_check(a, out); break;
    case BAOPAN_FILL: run_fill(a, out); break;
    case BAOPAN_INSPECT: run_inspect(a, out); break;
    case BAOPAN_CELLS: run_cells(a, out); break;
    case BAOPAN_EXPLAIN: run_explain(a, out); break;
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

const void *baopan_result_output(const baopan_result *r, size_t *len) {
    *len = r->output.len;
    return r->output.ptr;
}

typedef struct rendering {
    const baopan_result *const *results;
    size_t count;
    const baopan_render_options *options;
    buf out;
} rendering;

static void render(arena *a, void *context) {
    rendering *r = context;
    const baopan_render_options *o = r->options;
    report_options options = {.lang = (lang)o->lang,
                              .reveal = {o->reveal_id, o->reveal_name, o->reveal_wage},
                              .colour = o->colour,
                              .hash = o->hash,
                              .wrote_output = o->wrote_output,
                              .output_path = span_cstr(o->output_path),
                              .version = BAOPAN_VERSION};
    const report_file **files = ARENA_ARRAY(a, const report_file *, r->count + 1);
    r->out = buf_new(a);
    for (size_t i = 0; i < r->count; i++) {
        files[i] = &r->results[i]->file;
        if (o->report == BAOPAN_TEXT)
            report_text(&r->out, files[i], &options);
        else if (o->report == BAOPAN_NDJSON)
            report_ndjson(&r->out, files[i], &options);
    }
    if (o->report == BAOPAN_JSON)
        report_json(&r->out, files, r->count, &options);
}

baopan_status baopan_render(const baopan_result *const *results, size_t count,
                            const baopan_render_options *options, baopan_bytes *out) {
    arena *a = malloc(sizeof *a);
    rendering r = {results, count, options, {0}};
    *out = (baopan_bytes){0};
    if (a == NULL)
        return BAOPAN_NO_MEMORY;
    arena_init(a, NULL);
    status s = arena_run(a, render, &r);
    *out = (baopan_bytes){r.out.ptr, r.out.len, a};
    if (s != STATUS_OK)
        baopan_bytes_free(out);
    return public_status(s);
}

void baopan_bytes_free(baopan_bytes *bytes) {
    if (bytes->owner)
        arena_free(bytes->owner);
    free(bytes->owner);
    *bytes = (baopan_bytes){0};
}

const char *baopan_version(void) { return BAOPAN_VERSION; }
