/* fix: fill whose table is the broken file itself, whatever it has become. */
#include "job.h"

/* ---- What the user has said yes to. */
static const bool *yes_of(arena *a, const baopan_job *job) {
    bool *yes = ARENA_ARRAY(a, bool, CODE_COUNT);
    for (size_t i = 0; i < job->yes_count; i++) {
        code c = catalogue_find(span_cstr(job->yes[i]));
        if (c == CODE_NONE)
            arena_fail(a, STATUS_BAD_ARGUMENT);
        yes[c] = true;
    }
    return yes;
}

/* Damage after which even a wage that reads well may be another's or another one: which of several
 * files, data that unpacked wrongly, names and IDs that no longer belong together. */
static bool doubtful(const findings *found, const bool *yes, bool *asks) {
    static const code DOUBTS[] = {ZIP_several_txt, ZIP_duplicate_names, ZIP_crc_wrong, ZIP_data_broken,
                                  ZIP_cut_off, ROS_names_shifted};
    bool doubt = false;
    for (size_t i = 0; i < sizeof DOUBTS / sizeof *DOUBTS; i++) {
        asks[DOUBTS[i]] = findings_count(found, DOUBTS[i]) && !yes[DOUBTS[i]];
        doubt = doubt || asks[DOUBTS[i]];
    }
    return doubt;
}

/* ---- What the broken file is: a document still, or a table by now. */
typedef struct broken {
    document doc;
    layout expected;
    findings *found;   /* what check says of it */
    table_source table;
    payroll_plan plan;
    row_source from;
} broken;

/* All columns are there and hardly any old wage is the template's: another year's wages, or 原工资 and 现工资 changed
 * places. A payroll table has columns of its own and is no such file. */
static bool another_years(const document *templ, const broken *b, const bool *yes, bool *asks) {
    bool doubt = b->doc.layout.count == templ->layout.count && findings_count(b->found, ROS_other_template) &&
                 !yes[ROS_other_template];
    asks[ROS_other_template] = doubt;
    return doubt;
}

/* The file as a whole has other columns than the template. */
static bool other_columns(const document *templ, const broken *b) {
    return b->doc.usable && b->doc.layout.count != templ->layout.count;
}

/* Which of those is the wage only a header can say. */
static bool wage_named(const reading *r, const document *templ, const broken *b) {
    return other_columns(templ, b) && layout_names_wage(r->on, &b->doc.layout, &templ->layout, r->words);
}

static bool wage_unnamed(const reading *r, const document *templ, const broken *b, const bool *yes, bool *asks) {
    bool doubt = other_columns(templ, b) && b->doc.layout.wage >= 0 && !wage_named(r, templ, b) && !yes[ROW_column_count];
    asks[ROW_column_count] = doubt;
    return doubt;
}

static bool is_workbook(span bytes) {
    file_kind kind = file_sniff(bytes);
    return kind == KIND_XLSX || kind == KIND_ODS || kind == KIND_OLE || kind == KIND_BIFF ||
           kind == KIND_HTML || kind == KIND_SS2003 || kind == KIND_XML;
}

static void check_broken(const reading *r, const document *templ, broken *b) {
    reading apart = *r;
    figures unused;
    b->found = apart.found = findings_new(r->on, 0);
    read_upload(&apart, &r->job->input, templ, &b->doc, &b->expected);
    rules_job rules = {.upload = &b->doc, .templ = templ, .expected = &b->expected, .format = r->format,
                       .today = r->job->today, .hash_seed = r->job->hash_seed};
    if (b->doc.usable)
        rules_run(r->on, &rules, b->found, &unused);
    findings_settle(b->found);
}

/* Decides where the rows come from; false where none can be had, with the reasons told. */
static bool find_rows(const reading *r, const fill_options *options, broken *b) {
    findings *early = findings_new(r->on, 0);
    bool workbook = is_workbook(bytes_of(&r->job->input));
    b->from = (row_source){.document = &b->doc, .wage_last = options->yes[ROW_column_count]};
    document_plan_make(&b->doc, options->match_by_name, &b->plan);
    if (b->plan.usable && !workbook)
        return true;
    b->table = (table_source){bytes_of(&r->job->input), span_cstr(r->job->input.path), ENCODING_UNKNOWN, &r->crew, NULL};
    b->from = (row_source){.table = &b->table};
    payroll_plan_make(r->on, &b->table, options, r->words, early, &b->plan);
    findings_merge(r->found, b->plan.usable || workbook ? early : b->found);
    return b->plan.usable;
}

/* ---- The wages back into the template. */
/* The doubts that are left, in which a yes would let something in. */
static void list_doubts(const baopan_result *out, const joined *wages, bool *asks) {
    for (size_t i = 0; i < out->templ.text.line_count; i++)
        if (wages->of[i].state == WAGE_REFUSED && wages->of[i].asked)
            asks[wages->of[i].asked] = true;
    for (size_t i = 0; i < out->repairs.count; i++)
        if (out->repairs.items[i].code == ROW_column_count && out->repairs.items[i].fix == FIX_CONFIRM)
            asks[ROW_column_count] = true;
}

static void list_repairs(const reading *r, baopan_result *out, const broken *b, const bool *yes, const joined *wages) {
    file_repairs(r->on, b->found, yes[ROW_column_count] || wage_named(r, &out->templ, b), &b->doc.layout, &out->repairs);
    if (wages && b->from.document)
        field_repairs(r->on, &out->templ, &b->doc, wages, &out->repairs);
}

/* What stops all of it until it is answered. */
static void list_questions(const reading *r, baopan_result *out, const broken *b) {
    for (size_t i = 0; i < findings_shown(b->found); i++) {
        const finding *f = findings_at(b->found, i);
        if (out->asks[f->code] && f->code != ROW_column_count)
            VEC_PUSH(r->on, &out->repairs,
                     ((repair){f->place.line, f->code, {.kind = VALUE_NONE}, {.kind = VALUE_NONE}, FIX_CONFIRM}));
    }
}

static span fix_template(const reading *r, baopan_result *out) {
    fill_options options = fill_options_of(r->on, r->job);
    broken *b = ARENA_NEW(r->on, broken);
    joined wages;
    options.yes = yes_of(r->on, r->job);
    check_broken(r, &out->templ, b);
    out->asks = ARENA_ARRAY(r->on, bool, CODE_COUNT);
    if (doubtful(b->found, options.yes, out->asks) || another_years(&out->templ, b, options.yes, out->asks) ||
        wage_unnamed(r, &out->templ, b, options.yes, out->asks)) {
        list_questions(r, out, b);
        findings_merge(r->found, b->found);
        if (out->asks[ROW_column_count])
            list_repairs(r, out, b, options.yes, NULL);
        return (span){0};
    }
    if (!find_rows(r, &options, b) || (b->from.document && !document_in_yuan(r->on, &b->doc, r->found)))
        return (span){0};
    payroll_join(r->on, &r->crew, &out->templ, &b->from, &b->plan, &options, r->found, &wages);
    if (wages.scrambled)
        return (span){0};
    span fixed = wages_write(r->on, &r->crew, &out->templ, &wages, r->found, &out->filled);
    list_repairs(r, out, b, options.yes, &wages);
    list_doubts(out, &wages, out->asks);
    return fixed;
}

void run_fix(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    span fixed = {0};
    if (begin_filling(&r, out, &job->templ))
        fixed = fix_template(&r, out);
    end_filling(&r, out, fixed, &job->input);
    out->file.made.templ = bytes_of(&job->templ);
    out->file.made.table = bytes_of(&job->input);
    out->file.made.output = out->output;
    out->file.repairs = out->repairs.items;
    out->file.repair_count = out->repairs.count;
    out->file.asks = out->asks;
    out->file.fixing = true;
    out->file.dry_run = job->dry_run;
    if (job->dry_run)
        out->output = (span){0};
}
