/* check: a document against its template, or alone. */
#include "base/digest.h"
#include "job.h"

enum { SHOWN_HEX = 12 }; /* digits of a digest that a message shows */

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
        bool compared = other->usable && out->doc.usable &&
                        same_people(r->on, &out->doc, other, span_cstr(job->others[i].path), job->hash_seed, r->found);
        if (!compared)
            findings_skip(r->found, TERM_skip_others);
    }
}

/* One file against what the receipt says it was. */
static bool same(const reading *r, const baopan_input *in, input_role which, term what, const char *approved) {
    char hex[65];
    sha256_hex(bytes_of(in), hex);
    if (span_eq(span_cstr(hex), span_cstr(approved)))
        return true;
    FIND(r->found, .code = SYS_receipt_differs, .place = place_whole(which),
         .args = {{"what", value_term(what)},
                  {"approved", value_text(span_keep(r->on, span_cut(span_cstr(approved), 0, SHOWN_HEX)))},
                  {"now", value_text(span_keep(r->on, span_cut(span_cstr(hex), 0, SHOWN_HEX)))}});
    return false;
}

/* The file is the one, and still its figures are not: the receipt was changed. What they are rests on the template. */
static bool same_figures(const reading *r, const receipt *approved, const baopan_result *out) {
    static const term NAMES[RECEIPT_FIGURES] = {TERM_insured, TERM_entered, TERM_not_entered, TERM_old_total, TERM_new_total};
    span now;
    size_t i = receipt_disagrees(r->on, approved, &out->figures, &now);
    if (i < RECEIPT_FIGURES)
        FIND(r->found, .code = SYS_receipt_figures, .place = place_whole(INPUT_UPLOAD),
             .args = {{"what", value_term(NAMES[i])}, {"approved", value_text(approved->figures[i])}, {"now", value_text(now)}});
    return i == RECEIPT_FIGURES;
}

static receipt_answer compare_receipt(const reading *r, const baopan_result *out, const document *with) {
    const baopan_job *job = r->job;
    receipt approved;
    if (job->receipt.path == NULL)
        return RECEIPT_NONE;
    if (!receipt_read(r->on, bytes_of(&job->receipt), &approved)) {
        FIND(r->found, .code = SYS_receipt_unreadable, .place = place_whole(INPUT_UPLOAD),
             .args = {{"path", value_cstr(job->receipt.path)}});
        return RECEIPT_UNREADABLE;
    }
    bool output = job->input.bytes && same(r, &job->input, INPUT_UPLOAD, TERM_the_upload, approved.output);
    bool templ = job->templ.bytes == NULL || same(r, &job->templ, INPUT_TEMPLATE, TERM_the_template, approved.templ);
    bool sums = !output || !templ || !with || !out->doc.usable || same_figures(r, &approved, out);
    return output && templ && sums ? RECEIPT_SAME : RECEIPT_DIFFERS;
}

const document *read_pair(reading *r, baopan_result *out, const baopan_input *upload, const baopan_input *templ) {
    const document *with = NULL;
    if (templ->path) {
        open_both(r, upload, templ);
        read_template(r, templ, &out->templ);
        if (out->templ.usable && !out->templ.layout.ambiguous)
            with = &out->templ;
        else
            findings_skip(r->found, TERM_skip_template);
    }
    read_upload(r, upload, with, &out->doc, &out->expected);
    return with;
}

void run_check(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    reading r = reading_begin(a, job);
    const document *templ = read_pair(&r, out, &job->input, &job->templ);
    compare_others(&r, out);
    judge_lines(&r, out, templ);
    receipt_answer answer = compare_receipt(&r, out, templ);
    diagnose_document(&r, out, templ);
    set_report(out, &r, REPORT_CHECK, &job->input, templ);
    out->file.receipt = answer;
}
