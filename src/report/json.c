/* The JSON contract of design.md, section 5. */
#include "base/digest.h"
#include "report/differences.h"
#include "report/json_people.h"
#include "report/screen.h"
#include "report/words.h"

/* ---- Facts. */
const char *file_kind_word(file_kind k) {
    static const char *const words[] = {"empty", "zip", "xlsx", "ods", "ole", "biff", "html", "ss2003",
                                        "xml", "rar", "7z", "gzip", "bzip2", "xz", "zstd", "tar", "cab",
                                        "pdf", "png", "jpeg", "exe", "rtf", "text", "binary"};
    return words[k];
}

/* As the directory says; where it is lost, as the entry's own header says. */
static void entry_facts(json *j, const zip_entry *e) {
    const zip_header *h = e->central.found ? &e->central : &e->local;
    const char *method = zip_method_name(h->method);
    json_object(j, NULL);
    json_string(j, "name", h->name);
    json_number(j, "method", h->method);
    json_text(j, "methodName", method ? method : "");
    json_number(j, "packed", e->packed);
    json_number(j, "size", e->size);
    json_number(j, "crc", e->crc);
    json_number(j, "flags", h->flags);
    json_bool(j, "utf8Flag", (h->flags & ZIP_FLAG_UTF8) != 0);
    json_bool(j, "encrypted", (h->flags & ZIP_FLAG_ENCRYPTED) != 0);
    json_bool(j, "dataDescriptor", e->has_descriptor);
    json_bool(j, "zip64", e->central.zip64 || e->local.zip64);
    json_number(j, "extraBytes", e->central.extra.len + e->local.extra.len);
    json_end(j, '}');
}

static void container_facts(json *j, const container *box) {
    json_object(j, "container");
    json_text(j, "kind", file_kind_word(box->kind));
    json_bool(j, "zipped", box->zipped);
    json_array(j, "entries");
    for (size_t i = 0; i < box->facts.entries.count; i++)
        entry_facts(j, &box->facts.entries.items[i]);
    json_end(j, ']');
    json_string(j, "entry", box->entry_label);
    json_number(j, "bytesBefore", box->facts.prefix);
    json_number(j, "bytesAfter", box->facts.suffix);
    json_number(j, "bytesWithin", box->facts.gaps);
    json_bool(j, "zip64", box->facts.zip64);
    json_end(j, '}');
}

static const char *newline_word(const newline_facts *n) {
    int kinds = (n->crlf > 0) + (n->lf > 0) + (n->cr > 0);
    if (kinds > 1)
        return "mixed";
    return n->crlf ? "CRLF" : n->lf ? "LF" : n->cr ? "CR" : "none";
}

static const char *basis_word(basis b) {
    static const char *const words[] = {"inferred", "format", "template"};
    return words[b];
}

static void delimiter(json *j, const layout *l) {
    char byte[2] = {(char)l->separator.byte, 0};
    if (!l->known)
        json_null(j, "delimiter");
    else if (l->separator.kind == SEPARATOR_BYTE)
        json_text(j, "delimiter", byte);
    else
        json_text(j, "delimiter", l->separator.kind == SEPARATOR_SPACES ? "spaces" : "fixed-width");
}

static void column_facts(json *j, const layout *l) {
    json_array(j, "columns");
    for (uint32_t i = 0; i < l->count; i++)
        json_string(j, NULL, l->columns[i].name);
    json_end(j, ']');
    json_array(j, "roles");
    for (uint32_t i = 0; i < l->count; i++)
        json_text(j, NULL, role_word(l->columns[i].role));
    json_end(j, ']');
    json_array(j, "roleReasons");
    for (uint32_t i = 0; i < l->count; i++)
        json_text(j, NULL, term_text(role_reason_term(l->columns[i].reason), LANG_EN));
    json_end(j, ']');
}

static void newline_counts(json *j, const newline_facts *n) {
    json_object(j, "newlines");
    json_number(j, "crlf", n->crlf);
    json_number(j, "lf", n->lf);
    json_number(j, "cr", n->cr);
    json_end(j, '}');
}

/* What each encoding would make of the bytes. */
static void candidates(json *j, const encoding_evidence *e) {
    json_array(j, "candidates");
    for (int i = ENCODING_UNKNOWN + 1; i < ENCODING_COUNT; i++) {
        const encoding_score *s = &e->scores[i];
        if (s->characters == 0 && s->bad == 0)
            continue;
        json_object(j, NULL);
        json_text(j, "encoding", encoding_name((encoding)i));
        json_number(j, "characters", s->characters);
        json_number(j, "common", s->common);
        json_number(j, "bad", s->bad);
        if (s->first_bad != UINT64_MAX)
            json_number(j, "firstBad", s->first_bad);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void layout_facts(json *j, const layout *l, const layout *expected) {
    delimiter(j, l);
    if (l->known)
        json_bool(j, "header", l->header);
    else
        json_null(j, "header");
    column_facts(j, l);
    if (l->known)
        json_text(j, "basis", basis_word(expected ? expected->columns_basis : l->columns_basis));
    else
        json_null(j, "basis");
}

static void text_facts(json *j, const document *d, const report_file *f) {
    json_object(j, "text");
    json_text(j, "encoding", encoding_name(d->text.encoding));
    json_bool(j, "certain", d->text.evidence.certain);
    candidates(j, &d->text.evidence);
    json_bool(j, "bom", d->text.bom_len > 0);
    json_text(j, "newline", newline_word(&d->text.newlines));
    newline_counts(j, &d->text.newlines);
    json_bool(j, "finalNewline", d->text.newlines.final);
    json_number(j, "lines", d->text.line_count);
    layout_facts(j, &d->layout, f->expected);
    json_number(j, "rows", f->figures->insured);
    json_end(j, '}');
}

static void facts(json *j, const report_file *f) {
    json_object(j, "facts");
    container_facts(j, &f->doc->box);
    if (f->doc->box.usable)
        text_facts(j, f->doc, f);
    json_end(j, '}');
}

/* ---- Portal. */
static void total(json *j, const char *key, bool known, fen sum) {
    buf b = buf_new(j->to->on);
    money_write(&b, sum, 2);
    if (known)
        json_string(j, key, buf_span(&b));
    else
        json_null(j, key);
}

static void answer(json *j, const char *key, const reader_answer *r) {
    buf b = buf_new(j->to->on);
    reader_answer_write(&b, r, LANG_EN);
    json_string(j, key, buf_span(&b));
}

static void portal(json *j, const report_file *f, const report_options *o) {
    const figures *p = f->figures;
    json_object(j, "portal");
    json_number(j, "insured", p->insured);
    json_number(j, "entered", p->entered);
    json_number(j, "notEntered", p->not_entered);
    json_not_entered(j, f, o);
    total(j, "oldTotal", p->old_known && p->insured, p->old_total);
    total(j, "newTotal", p->new_known && p->insured, p->new_total);
    json_object(j, "prediction");
    answer(j, "streamReader", &f->diagnosis->prediction.stream);
    answer(j, "fileReader", &f->diagnosis->prediction.file);
    json_bool(j, "blankLastField", f->diagnosis->prediction.blank_last);
    json_end(j, '}');
    json_end(j, '}');
}

/* ---- Findings. */
static void optional(json *j, const char *key, span s) {
    if (s.len)
        json_string(j, key, s);
}

static void place_members(json *j, const finding *f) {
    const place *p = &f->place;
    json_text(j, "input", input_word(p->input));
    optional(j, "entry", p->entry);
    optional(j, "sheet", p->sheet);
    if (p->cell_row && p->cell_column) {
        buf cell = buf_new(j->to->on);
        place_cell(&cell, p->cell_row, p->cell_column);
        json_string(j, "cell", buf_span(&cell));
    }
    if (p->line)
        json_number(j, "line", p->line);
    optional(j, "field", p->field);
    if (p->column)
        json_number(j, "column", p->column);
    if (p->byte_offset >= 0)
        json_number(j, "byteOffset", (uint64_t)p->byte_offset);
}

static void folded_members(json *j, const finding *f) {
    if (f->folded.count == 0)
        return;
    json_object(j, "folded");
    for (size_t i = 0; i < f->folded.count; i++)
        json_number(j, catalogue_get(f->folded.items[i].code)->id, f->folded.items[i].count);
    json_end(j, '}');
}

static void shown_value(json *j, const char *key, const value *v, const report_options *o) {
    buf shown = buf_new(j->to->on);
    value_show(&shown, v, o->lang, o->reveal, false);
    json_string(j, key, buf_span(&shown));
}

/* What the message may say, apart. */
static void argument_members(json *j, const finding *f, const report_options *o) {
    if (f->args[0].key == NULL)
        return;
    json_object(j, "args");
    for (int i = 0; i < ARGS_MAX && f->args[i].key; i++)
        if (f->args[i].value.kind != VALUE_NONE)
            shown_value(j, f->args[i].key, &f->args[i].value, o);
    json_end(j, '}');
}

/* The answers that would decide it, as options set them. */
static void choice_members(json *j, const finding *f, const report_options *o) {
    if (f->choice_count == 0)
        return;
    json_array(j, "choices");
    for (size_t i = 0; i < f->choice_count; i++) {
        const choice *c = &f->choices[i];
        json_object(j, NULL);
        json_text(j, "option", c->option);
        json_string(j, "value", c->value);
        optional(j, "label", c->label);
        json_array(j, "shown");
        for (unsigned k = 0; k < c->shown_count; k++)
            shown_value(j, NULL, &c->shown[k], o);
        json_end(j, ']');
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void one_finding(json *j, const finding *f, const report_options *o) {
    const catalogue_row *row = catalogue_get(f->code);
    buf shown = buf_new(j->to->on), message = buf_new(j->to->on);
    value_show(&shown, &f->value, LANG_EN, o->reveal, true);
    finding_message(&message, f, o->lang, o->reveal);
    json_object(j, NULL);
    json_text(j, "code", row->id);
    json_text(j, "severity", severity_word(f->severity));
    json_text(j, "consequence", consequence_word(row->consequence));
    json_text(j, "fix", fix_word(row->fix));
    place_members(j, f);
    if (f->value.kind)
        json_string(j, "value", buf_span(&shown));
    json_string(j, "message", buf_span(&message));
    argument_members(j, f, o);
    json_number(j, "count", f->count);
    json_array(j, "examples");
    for (unsigned i = 0; i < f->example_count; i++)
        json_number(j, NULL, f->examples[i]);
    json_end(j, ']');
    folded_members(j, f);
    choice_members(j, f, o);
    json_end(j, '}');
}

static void summary(json *j, const findings *found) {
    json_object(j, "summary");
    json_number(j, "error", findings_by_severity(found, SEVERITY_ERROR));
    json_number(j, "warning", findings_by_severity(found, SEVERITY_WARNING));
    json_number(j, "note", findings_by_severity(found, SEVERITY_NOTE));
    json_object(j, "byCode");
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (findings_reported(found, (code)c))
            json_number(j, catalogue_get((code)c)->id, findings_reported(found, (code)c));
    json_end(j, '}');
    json_end(j, '}');
}

static void finding_list(json *j, const findings *found, const report_options *o) {
    json_array(j, "findings");
    for (size_t i = 0; i < findings_shown(found); i++)
        one_finding(j, findings_at(found, i), o);
    json_end(j, ']');
    json_object(j, "truncated");
    json_number(j, "shown", findings_shown(found));
    json_number(j, "total", findings_total(found));
    json_end(j, '}');
}

/* What fix changes; a place without a line is the file as a whole. */
static void repair_value(json *j, const char *key, const repair *r, const value *v, const report_options *o) {
    buf shown = buf_new(j->to->on);
    if (v->kind == VALUE_NONE)
        return;
    repair_value_show(&shown, r, v, o);
    json_string(j, key, buf_span(&shown));
}

static void repair_list(json *j, const report_file *f, const report_options *o) {
    json_array(j, "repairs");
    for (size_t i = 0; i < f->repair_count; i++) {
        const repair *r = &f->repairs[i];
        json_object(j, NULL);
        json_text(j, "code", catalogue_get(r->code)->id);
        if (r->line)
            json_number(j, "line", r->line);
        json_text(j, "fix", fix_word(r->safe ? FIX_SAFE : FIX_CONFIRM));
        repair_value(j, "from", r, &r->from, o);
        repair_value(j, "to", r, &r->to, o);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void doubts(json *j, const bool *asks) {
    json_array(j, "asks");
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (asks[c])
            json_text(j, NULL, catalogue_get((code)c)->id);
    json_end(j, ']');
}

static void stories(json *j, const diagnosis *d, lang l) {
    json_array(j, "diagnosis");
    for (size_t i = 0; i < d->story_count; i++) {
        const story *s = &d->stories[i];
        json_object(j, NULL);
        json_text(j, "id", s->id);
        json_text(j, "title", s->told[l].title);
        json_array(j, "evidence");
        for (unsigned e = 0; e < s->evidence_count; e++)
            json_text(j, NULL, catalogue_get(s->evidence[e])->id);
        json_end(j, ']');
        json_bool(j, "reversible", s->undo == UNDO_YES);
        json_text(j, "undo", s->told[l].undo);
        json_text(j, "prevent", s->told[l].prevent);
        json_end(j, '}');
    }
    json_end(j, ']');
}

/* compare: the facts that are not the same. */
static void difference_list(json *j, const report_file *f, const report_options *o) {
    differences all;
    differences_find(j->to->on, f, o, &all);
    json_array(j, "differences");
    for (size_t i = 0; i < all.list.count; i++) {
        const difference *d = &all.list.items[i];
        json_object(j, NULL);
        json_text(j, "layer", difference_layer(d->layer));
        json_text(j, "fact", d->key);
        json_text(j, "title", d->label[o->lang]);
        json_string(j, "accepted", d->accepted);
        json_string(j, "refused", d->refused);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void not_run(json *j, const findings *found, lang l) {
    const term *what;
    size_t count = findings_skipped(found, &what);
    json_array(j, "checksNotRun");
    for (size_t i = 0; i < count; i++)
        json_text(j, NULL, term_text(what[i], l));
    json_end(j, ']');
}

/* The verdict in a sentence, without its sign, which the verdict itself says. */
static void headline(json *j, const report_file *f, const report_options *o) {
    buf words = buf_new(j->to->on);
    screen s = {NULL, f, o};
    screen_verdict(&s, &words);
    span all = buf_span(&words);
    size_t sign = span_find(all, ' ');
    json_string(j, "headline", sign < 4 ? span_from(all, sign + 1) : all);
}

/* Of fill and fix: is there an output, and if not, would --partial make one? */
static void made(json *j, const report_file *f) {
    if (f->command != REPORT_FILL)
        return;
    json_object(j, "made");
    json_bool(j, "output", f->writable);
    json_bool(j, "partialPossible", f->partial);
    json_number(j, "wages", f->filled);
    json_end(j, '}');
}

static void one_file(json *j, const report_file *f, const report_options *o) {
    char hex[65];
    json_object(j, NULL);
    json_string(j, "path", f->path);
    if (o->hash) {
        sha256_hex(f->bytes, hex);
        json_text(j, "sha256", hex);
    }
    if (f->command == REPORT_INSPECT) { /* facts, unjudged */
        facts(j, f);
        json_end(j, '}');
        return;
    }
    json_text(j, "verdict", verdict_word(f->diagnosis->verdict));
    headline(j, f, o);
    json_bool(j, "comparedWithTemplate", f->diagnosis->compared);
    json_bool(j, "complete", f->diagnosis->complete);
    not_run(j, f->found, o->lang);
    facts(j, f);
    if (f->receipt) {
        static const char *const words[] = {"", "same", "differs", "unreadable"};
        json_text(j, "receipt", words[f->receipt]);
    }
    portal(j, f, o);
    json_comparison(j, f);
    made(j, f);
    stories(j, f->diagnosis, o->lang);
    summary(j, f->found);
    finding_list(j, f->found, o);
    if (f->fixing)
        repair_list(j, f, o);
    if (f->accepted)
        difference_list(j, f, o);
    if (f->asks)
        doubts(j, f->asks);
    json_end(j, '}');
}

static void document_head(json *j, const report_options *o) {
    char version[17];
    catalogue_version(version);
    json_object(j, NULL);
    json_number(j, "schemaVersion", 1);
    json_object(j, "tool");
    json_text(j, "name", "baopan");
    json_text(j, "version", o->version);
    json_text(j, "catalogue", version);
    json_end(j, '}');
    json_array(j, "files");
}

void report_json(buf *b, const report_file *const *files, size_t count, const report_options *o) {
    json j = {.to = b, .first = !o->continues, .depth = o->continues ? 2 : 0};
    if (!o->continues)
        document_head(&j, o);
    for (size_t i = 0; i < count; i++)
        one_file(&j, files[i], o);
    if (o->unfinished)
        return;
    json_end(&j, ']');
    json_end(&j, '}');
    buf_byte(b, '\n');
}

void report_ndjson(buf *b, const report_file *f, const report_options *o) {
    json j = {.to = b, .first = true, .compact = true};
    one_file(&j, f, o);
    buf_byte(b, '\n');
}
