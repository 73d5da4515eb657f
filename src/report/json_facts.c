/* What the JSON report says of container, text and layout, unjudged. */
#include "report/json_parts.h"
#include "report/words.h"

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

void json_facts(json *j, const report_file *f) {
    json_object(j, "facts");
    container_facts(j, &f->doc->box);
    if (f->doc->box.usable)
        text_facts(j, f->doc, f);
    json_end(j, '}');
}
