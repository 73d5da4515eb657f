/* convert: a document into a zip, a txt or an editing sheet; a table first into a text by a
 * template or a format file that pins its layout. */
#include "job.h"

static bool is_table(const baopan_input *in) {
    switch (file_sniff(bytes_of(in))) {
    case KIND_XLSX:
    case KIND_ODS:
    case KIND_OLE:
    case KIND_BIFF:
    case KIND_HTML:
    case KIND_SS2003:
    case KIND_XML: return true;
    case KIND_TEXT: return !in->is_text;
    default: return false;
    }
}

/* Did the txt come out of its zip as the zip says it went in? */
static bool whole(const container *box) {
    if (!box->usable || box->data_broken)
        return false;
    const zip_entry *e = box->zipped ? &box->facts.entries.items[box->chosen] : NULL;
    return e == NULL || (box->actual_crc == e->crc && box->actual_size == e->size);
}

/* The txt in a zip, or the txt itself. A mere note about a wrapping that is left behind is not told. */
static span text_in(const reading *r, baopan_result *out) {
    reading early = *r;
    early.found = findings_new(r->on, 0);
    open_container(&early, &r->job->input, INPUT_UPLOAD, &out->doc.box);
    if (findings_gravest(early.found) > SEVERITY_NOTE)
        findings_merge(r->found, early.found);
    return whole(&out->doc.box) ? out->doc.box.text : (span){0};
}

static span text_of_table(const reading *r, const document *templ) {
    const baopan_job *job = r->job;
    text_shape shape;
    table_source table = {bytes_of(&job->input), span_cstr(job->input.path), ENCODING_UNKNOWN, &r->crew, NULL};
    fill_options options = fill_options_of(r->on, job);
    if (templ)
        text_shape_of_template(r->on, templ, &shape);
    else if (r->format == NULL || !text_shape_of_format(r->format, &shape)) {
        if (findings_gravest(r->found) < SEVERITY_ERROR)
            FIND(r->found, .code = SRC_no_layout, .place = place_whole(INPUT_TABLE));
        return (span){0};
    }
    return lay_out(r->on, &table, &options, &shape, r->words, r->found);
}

/* ---- The entry's name: the template's, the format's, the file's own where it is ASCII. */
static bool ascii_txt(span name) {
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] <= ' ' || name.ptr[i] >= 0x7F)
            return false;
    return name.len > 4 && span_ends(name, SPAN(".txt"));
}

static span base_name(span path) {
    for (size_t i = path.len; i; i--)
        if (path.ptr[i - 1] == '/' || path.ptr[i - 1] == '\\')
            return span_from(path, i);
    return path;
}

static span pack(const reading *r, const baopan_result *out, const document *templ, span plain) {
    const container *box = &out->doc.box;
    if (templ && templ->box.zipped)
        return container_pack(r->on, &r->crew, templ->box.entry_name, templ->box.entry_utf8, plain, 0);
    if (r->format && r->format->entry_name.len)
        return container_pack(r->on, &r->crew, r->format->entry_name, r->format->entry_utf8, plain, 0);
    span own = base_name(box->zipped ? box->entry_name : span_cstr(r->job->input.path));
    return container_pack(r->on, &r->crew, ascii_txt(own) ? own : SPAN("gzsb.txt"), false, plain, 0);
}

/* ---- Out. */
/* Reads back what was made, and judges it as `check` would. */
static void check_made(const reading *r, baopan_result *out, const document *templ, span made, bool is_text, span plain) {
    baopan_input in = {"", made.ptr, made.len, is_text};
    reading again = *r;
    again.known = plain;
    read_upload(&again, &in, templ, &out->doc, &out->expected);
    if (!out->doc.box.usable || !span_eq(out->doc.box.text, plain))
        arena_fail(r->on, STATUS_BUG);
    check_document(r, out, templ);
    out->output = made;
}

/* The people of a text, template or upload, as a sheet to be edited. */
static bool read_people(const reading *r, baopan_result *out, span plain) {
    reading early = *r;
    baopan_input in = {"", plain.ptr, plain.len, true};
    early.found = findings_new(r->on, 0);
    read_template(&early, &in, &out->doc);
    if (findings_gravest(early.found) > SEVERITY_NOTE)
        findings_merge(r->found, early.found);
    return out->doc.usable && findings_gravest(r->found) < SEVERITY_ERROR;
}

static void make_sheet(const reading *r, baopan_result *out, span plain) {
    edit_sheet rows;
    if (!read_people(r, out, plain))
        return;
    editing_sheet(r->on, &out->doc, r->words, &rows);
    if (rows.rows > EDIT_ROWS_MAX)
        FIND(r->found, .code = SYS_limit_exceeded, .place = place_whole(INPUT_UPLOAD),
             .args = {{"what", value_term(TERM_lines)}, {"limit", value_number(EDIT_ROWS_MAX)}});
    else if (r->job->convert_to == BAOPAN_TO_XLSX)
        out->output = edit_xlsx(r->on, &rows, r->job->scratch);
    else
        out->output = edit_csv(r->on, &rows);
}

/* Makes the output; true where it was judged as an upload: a zip is one, and so is what was laid out.
 * What was merely unpacked, or is yet to be edited, is not. */
static bool make(const reading *r, baopan_result *out, const document *templ, span plain, bool laid_out) {
    switch (r->job->convert_to) {
    case BAOPAN_TO_ZIP: check_made(r, out, templ, pack(r, out, templ, plain), false, plain); return true;
    case BAOPAN_TO_TXT:
        out->output = plain;
        if (laid_out)
            check_made(r, out, templ, plain, true, plain);
        return laid_out;
    default: make_sheet(r, out, plain); return false;
    }
}

void run_convert(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    const document *templ = NULL;
    bool table = is_table(&job->input);
    if (job->templ.path) {
        read_template(&r, &job->templ, &out->templ);
        if (out->templ.usable && !out->templ.layout.ambiguous)
            templ = &out->templ;
    }
    span plain = {0};
    if (job->templ.path == NULL || templ)
        plain = table ? text_of_table(&r, templ) : text_in(&r, out);
    bool judged = plain.ptr && make(&r, out, templ, plain, table);
    rules_job rules = {.upload = &out->doc};
    if (!judged)
        diagnose(a, &rules, &out->doc.box, &out->figures, plain.ptr != NULL, r.found, &out->diagnosis);
    judge_output(out);
    set_report(out, &r, REPORT_CONVERT, &job->input, templ);
    out->file.writable = out->output.ptr != NULL;
}
