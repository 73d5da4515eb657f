/* fill: down the stairs with template and table, up again with the filled bytes, and down once more
 * to prove them. */
#include "job.h"

/* Packs the text as the template was packed; a template given as its txt gets an ASCII name. */
static span pack_like(const reading *r, const document *templ, span filled) {
    span name = templ->box.zipped ? templ->box.entry_name : SPAN("gzsb.txt");
    return container_pack(r->on, &r->crew, name, templ->box.entry_utf8, filled, 0);
}

/* Takes up what only shows of wages beside the old ones: that they are monthly where those are yearly, or
 * the next person's. The table's own faults have been told by then, and all else is the template's. */
static findings *told_of_wages(const reading *r) {
    static const code TOLD[] = {PAY_out_of_line, PAY_file_ratio, PAY_all_alike, PAY_unchanged, PAY_beyond_limits,
                                ROS_names_shifted};
    findings *found = findings_like(r->on, r->found);
    bool told[CODE_COUNT] = {false};
    for (size_t i = 0; i < sizeof TOLD / sizeof *TOLD; i++)
        told[TOLD[i]] = true;
    for (size_t i = 0; i < r->job->yes_count; i++) /* told before, and answered */
        told[catalogue_find(span_cstr(r->job->yes[i]))] = false;
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (!told[c])
            findings_override(found, (code)c, SEVERITY_OFF);
    return found;
}

/* Reads the packed output as the portal would and as `check --template` does, and tells what the wages
 * give reason to ask: false where that is an error, such as everybody getting the next person's. Anything but the wages
 * differing is our own fault, never something to hand to a clerk. */
static bool prove(const reading *r, baopan_result *out, span packed, span filled) {
    reading again = *r;
    again.known = filled;
    again.found = told_of_wages(r);
    baopan_input in = {"", packed.ptr, packed.len, false};
    read_upload(&again, &in, &out->templ, &out->doc, &out->expected);
    if (!out->doc.usable)
        arena_fail(r->on, STATUS_BUG);
    rules_job rules = {.upload = &out->doc, .templ = &out->templ, .expected = &out->expected,
                       .format = r->format, .today = r->job->today, .hash_seed = r->job->hash_seed, .crew = &r->crew};
    rules_run(r->on, &rules, again.found, &out->figures);
    if (!only_wages_differ(r->on, &r->crew, &out->templ, &out->doc.text))
        arena_fail(r->on, STATUS_BUG);
    bool sound = findings_gravest(again.found) < SEVERITY_ERROR;
    findings_merge(r->found, again.found);
    return sound;
}

fill_options fill_options_of(arena *a, const baopan_job *job) {
    pairing *pairs = ARENA_ARRAY(a, pairing, job->person_count + 1);
    for (size_t i = 0; i < job->person_count; i++)
        pairs[i] = (pairing){job->persons[i].row, job->persons[i].line};
    return (fill_options){.pairs = pairs,
                          .pair_count = job->person_count,
                          .sheet = span_cstr(job->sheet),
                          .id_column = span_cstr(job->id_column),
                          .wage_column = span_cstr(job->wage_column),
                          .duplicates = (duplicates)job->duplicates,
                          .match_by_name = job->match_by_name,
                          .allow_undeclared = job->allow_undeclared,
                          .hash_seed = job->hash_seed};
}

static void look_at_table(arena *own, void *table) { table_look(own, table); }

static span fill_template(const reading *r, baopan_result *out, const table_source *table) {
    const baopan_job *job = r->job;
    fill_options options = fill_options_of(r->on, job);
    payroll_plan plan;
    joined wages;
    arena *joining = arena_child(r->on);
    payroll_plan_make(r->on, table, &options, r->words, r->found, &plan);
    if (!plan.usable)
        return (span){0};
    row_source from = {.table = table};
    payroll_join(joining, &r->crew, &out->templ, &from, &plan, &options, r->found, &wages);
    if (wages.scrambled)
        return (span){0};
    if (job->spent)
        job->spent(job->spent_context, job->table.bytes, job->table.len);
    arena_reset(table->seen->on);
    span filled = wages_write(r->on, &r->crew, &out->templ, &wages, r->found, &out->filled);
    arena_reset(joining);
    return filled;
}

/* ---- Who writes the output while it is proved. */
typedef struct early_writer {
    void (*made)(void *context, const void *bytes, size_t len);
    void *context;
} early_writer;

static void stop_writing(void *writer) {
    const early_writer *w = writer;
    w->made(w->context, NULL, 0);
}

/* The bytes are freed with r->on, whatever happens, and the writer has let go of them by then. */
static void let_write(const reading *r, span packed) {
    if (r->job->made == NULL)
        return;
    early_writer *w = ARENA_NEW(r->on, early_writer);
    *w = (early_writer){r->job->made, r->job->made_context};
    w->made(w->context, packed.ptr, packed.len);
    arena_defer(r->on, stop_writing, w);
}

/* May it be written? With somebody left over only where the user asked for that. */
static bool writable(const reading *r, span filled) {
    return filled.ptr && (findings_gravest(r->found) < SEVERITY_ERROR || r->job->partial);
}

bool begin_filling(const reading *r, baopan_result *out, const baopan_input *templ) {
    read_template(r, templ, &out->templ);
    out->doc = out->templ;
    out->expected = out->templ.layout;
    out->filling = out->templ.usable && !out->templ.layout.ambiguous && out->templ.layout.wage >= 0;
    if (out->filling && findings_gravest(r->found) < SEVERITY_ERROR)
        return true;
    findings_skip(r->found, TERM_skip_table);
    return false;
}

void end_filling(const reading *r, baopan_result *out, span filled, const baopan_input *shown) {
    bool sound = true;
    if (writable(r, filled)) {
        span packed = pack_like(r, &out->templ, filled);
        let_write(r, packed);
        sound = prove(r, out, packed, filled); /* an error in it is nothing that writing the others would leave out */
        if (sound)
            out->output = packed;
    }
    rules_job rules = {.upload = &out->doc, .templ = out->output.ptr ? &out->templ : NULL};
    diagnose(r->on, &rules, &out->doc.box, &out->figures, out->filling, r->found, &out->diagnosis);
    judge_output(out);
    set_report(out, r, REPORT_FILL, shown, &out->templ);
    out->file.filled = out->filled;
    out->file.partial = filled.ptr && out->output.ptr == NULL && sound;
    out->file.writable = out->output.ptr != NULL;
}

void run_fill(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    text_seen seen = {.on = arena_child(a)};
    table_source table = {bytes_of(&job->table), span_cstr(job->table.path), ENCODING_UNKNOWN, NULL, &seen};
    span filled = {0};
    open_beside(&r, &job->input, look_at_table, &table);
    table.crew = &r.crew;
    if (begin_filling(&r, out, &job->input))
        filled = fill_template(&r, out, &table);
    end_filling(&r, out, filled, &job->input);
    out->file.templ_path = out->file.path;
    out->file.made.templ = bytes_of(&job->input);
    out->file.made.table = bytes_of(&job->table);
    out->file.made.output = out->output;
}
