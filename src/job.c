/* Down the stairs: bytes → container → text → layout → rows → rules → diagnosis. Each step is a call
 * into its room. */
#include "job.h"
#include "rules/line_view.h"

enum { WORTH_A_HAND = 1 << 18 }; /* packed bytes */
enum { DEFAULT_MAX_LINES = 20000000, DEFAULT_MAX_LINE = 65536 };

span bytes_of(const baopan_input *in) { return span_of(in->bytes, in->len); }

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
    const code undeclared[] = {PAY_blank, PAY_below_one, PAY_not_filled, SRC_wage_below_one};
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
reading reading_begin(arena *a, const baopan_job *job) {
    crew lent = {.hands = job->hands, .side_by_side = job->side_by_side, .context = job->side_by_side_context};
    reading r = {.on = a, .crew = lent, .job = job,
                 .found = findings_new(a, job->limits.max_findings)};
    r.format = format_of(a, job, r.found);
    r.words = header_words_builtin();
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

/* Does nobody read packed data any more, once it is unpacked? */
static bool read_once(const baopan_job *job) {
    return (job->command == BAOPAN_CHECK || job->command == BAOPAN_FILL) && job->receipt.path == NULL;
}

/* Says that nobody reads the packed data any more: what follows reads what was unpacked of it. */
static void tell_spent(const baopan_job *job, const container *box) {
    if (job->spent == NULL || !read_once(job) || !box->sound || !box->unpacked || box->chosen >= box->facts.entries.count)
        return;
    const zip_entry *e = &box->facts.entries.items[box->chosen];
    if (e->data.len && e->data.ptr != box->text.ptr) /* a stored entry's text lies in place */
        job->spent(job->spent_context, e->data.ptr, e->data.len);
}

void open_container(const reading *r, const baopan_input *in, input_role which, container *box) {
    container_options limits = limits_of(r->job);
    limits.known = which == INPUT_UPLOAD ? r->known : (span){0};
    limits.crew = &r->crew;
    limits.spent = read_once(r->job) && r->job->templ.path ? r->job->spent : NULL; /* two texts at once */
    limits.spent_context = r->job->spent_context;
    *box = (container){0};
    if (!too_large(r, in, which))
        container_open(r->on, bytes_of(in), in->is_text, which, &limits, r->found, box);
    tell_spent(r->job, box);
}

/* ---- Two at once. */
struct unpacked {
    const baopan_input *in;
    container box;
    findings *found;
};

static void open_one(arena *own, void *argument, unsigned index) {
    reading r = *(const reading *)argument;
    struct unpacked *u = &r.ready[index];
    r.on = own;
    r.found = u->found = findings_like(own, r.found);
    open_container(&r, u->in, (input_role)index, &u->box);
}

void open_both(reading *r, const baopan_input *upload, const baopan_input *templ) {
    size_t less = upload->len < templ->len ? upload->len : templ->len;
    if (crew_parts(&r->crew, 2 * less, WORTH_A_HAND) < 2 || upload->bytes == templ->bytes)
        return;
    r->ready = ARENA_ARRAY(r->on, struct unpacked, 2);
    r->ready[INPUT_UPLOAD].in = upload;
    r->ready[INPUT_TEMPLATE].in = templ;
    crew_run(&r->crew, r->on, open_one, r, 2);
}

/* The template's opening, and what is done beside it. */
struct beside {
    reading *r;
    void (*other)(arena *own, void *argument);
    void *argument;
};

static void open_or_other(arena *own, void *argument, unsigned index) {
    const struct beside *b = argument;
    if (index)
        b->other(own, b->argument);
    else
        open_one(own, b->r, INPUT_TEMPLATE);
}

void open_beside(reading *r, const baopan_input *templ, void (*other)(arena *own, void *argument), void *argument) {
    struct beside b = {r, other, argument};
    if (crew_parts(&r->crew, 2 * templ->len, WORTH_A_HAND) < 2)
        return;
    r->ready = ARENA_ARRAY(r->on, struct unpacked, 2);
    r->ready[INPUT_TEMPLATE].in = templ;
    crew_run(&r->crew, r->on, open_or_other, &b, 2);
}

static void take_container(const reading *r, const baopan_input *in, input_role which, container *box) {
    struct unpacked *u = r->ready && which <= INPUT_TEMPLATE ? &r->ready[which] : NULL;
    if (u == NULL || u->in != in) {
        open_container(r, in, which, box);
        return;
    }
    *box = u->box;
    findings_merge(r->found, u->found);
}

/* From bytes to text. `hint` is the encoding to prefer where several read equally well. */
static void read_text(const reading *r, const baopan_input *in, input_role which, encoding hint, document *d) {
    uint64_t max_lines = r->job->limits.max_lines ? r->job->limits.max_lines : DEFAULT_MAX_LINES;
    *d = (document){.input = which};
    take_container(r, in, which, &d->box);
    if (!d->box.usable)
        return;
    text_read(r->on, &r->crew, d->box.text, hint, &d->text);
    d->usable = d->text.line_count > 0 && d->text.line_count <= max_lines;
    if (d->text.line_count == 0) /* a byte order mark and no more */
        FIND(r->found, .code = ZIP_no_wage_lines,
             .place = {.input = which, .entry = d->box.entry_label, .byte_offset = NO_OFFSET});
    else if (d->text.line_count > max_lines)
        FIND(r->found, .code = SYS_limit_exceeded, .place = place_whole(which),
             .args = {{"what", value_term(TERM_lines)}, {"limit", value_number(max_lines)}});
}

/* Is there anything in the text that could be a person of a wage file? */
static bool holds_ids(const text *t) {
    for (size_t i = 0; i < t->line_count; i++)
        if (holds_id(text_line(t, i)))
            return true;
    return false;
}

/* The field that the user says is 现工资. */
static void choose_wage(const reading *r, document *d) {
    uint32_t field = r->job->template_wage_column;
    if (field && d->layout.known && !layout_choose_wage(r->on, &d->text, &d->layout, field))
        arena_fail(r->on, STATUS_BAD_ARGUMENT);
}

/* 现工资 may be the last field with a value or the blank one behind it, which is no column yet. */
static choices wage_choices(const reading *r, const document *d) {
    choices ask = {0};
    for (uint32_t at = d->layout.count; at <= d->layout.count + 1; at++) {
        buf number = buf_new(r->on);
        choice c = {.option = "template-wage-column"};
        buf_int(&number, at);
        c.value = buf_span(&number);
        for (uint32_t i = 0; i < d->text.line_count && i < CHOICE_SHOWN; i++) {
            line_view v;
            line_view_read(r->on, d, i, &v);
            span field = at > d->layout.count ? (span){0} : view_field(&v, (int)at - 1);
            c.shown[c.shown_count++] = value_of(VALUE_RECORD, span_keep(r->on, span_trim(view_text(r->on, d, field))));
        }
        VEC_PUSH(r->on, &ask, c);
    }
    return ask;
}

static void tell_ambiguous(const reading *r, const document *d, place whole) {
    choices ask = wage_choices(r, d);
    FIND(r->found, .code = ROW_ambiguous_last, .place = whole, .choices = ask.items, .choice_count = ask.count);
}

static void tell_layout(const reading *r, const document *d) {
    place whole = {.input = d->input, .entry = d->box.entry_label, .byte_offset = NO_OFFSET};
    if (!d->layout.known)
        FIND(r->found, .code = holds_ids(&d->text) ? ROW_layout_unknown : ZIP_no_wage_lines, .place = whole);
    else if (d->layout.ambiguous)
        tell_ambiguous(r, d, whole);
}

/* A template, as far as its layout. */
void read_template(const reading *r, const baopan_input *in, document *d) {
    encoding hint = r->format ? r->format->encoding : ENCODING_UNKNOWN;
    read_text(r, in, INPUT_TEMPLATE, hint, d);
    if (!d->usable)
        return;
    text_check(r->on, &d->text, d->box.entry_label, INPUT_TEMPLATE, NULL, r->found);
    layout_learn(r->on, &d->text, r->format, r->words, &d->layout);
    choose_wage(r, d);
    tell_layout(r, d);
    d->usable = d->layout.known;
}

/* An upload, against the template's document where there is one. Sets the layout it should have. */
void read_upload(const reading *r, const baopan_input *in, const document *templ, document *d,
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
        choose_wage(r, d);
        *expected = d->layout;
    }
    d->usable = d->layout.known;
    if (!templ || !d->usable)
        tell_layout(r, d);
}

/* ---- Rules, diagnosis, report. */
static rules_job rules_of(const reading *r, const baopan_result *out, const document *templ) {
    return (rules_job){.upload = &out->doc, .templ = templ, .expected = &out->expected, .format = r->format,
                       .today = r->job->today, .hash_seed = r->job->hash_seed,
                       .crew = &r->crew, .plainly = r->plainly,
                       .max_line = r->job->limits.max_line ? r->job->limits.max_line : DEFAULT_MAX_LINE};
}

void judge_lines(const reading *r, baopan_result *out, const document *templ) {
    const document *d = &out->doc;
    rules_job rules = rules_of(r, out, templ);
    if (d->usable)
        rules_run(r->on, &rules, r->found, &out->figures);
    else
        findings_skip(r->found, d->box.usable ? TERM_skip_lines : TERM_skip_text);
}

void diagnose_document(const reading *r, baopan_result *out, const document *templ) {
    const document *d = &out->doc;
    rules_job rules = rules_of(r, out, templ);
    diagnose(r->on, &rules, &d->box, &out->figures, d->usable, r->found, &out->diagnosis);
}

void check_document(const reading *r, baopan_result *out, const document *templ) {
    judge_lines(r, out, templ);
    diagnose_document(r, out, templ);
}

void judge_output(baopan_result *out) {
    if (out->output.ptr == NULL)
        out->diagnosis.verdict = VERDICT_FAIL;
}

void set_report(baopan_result *out, const reading *r, report_command command,
                       const baopan_input *shown, const document *templ) {
    out->has_report = true;
    out->file = (report_file){.command = command,
                              .path = span_keep(r->on, span_cstr(shown->path)),
                              .templ_path = span_keep(r->on, span_cstr(r->job->templ.path)),
                              .table_path = span_keep(r->on, span_cstr(r->job->table.path)),
                              .bytes = bytes_of(shown),
                              .doc = &out->doc,
                              .templ = templ,
                              .expected = &out->expected,
                              .figures = &out->figures,
                              .diagnosis = &out->diagnosis,
                              .found = r->found,
                              .today = r->job->today,
                              .format_name = span_keep(r->on, span_cstr(r->job->format_name))};
}
