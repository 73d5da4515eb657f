/* SARIF 2.1.0 (OASIS standard of 2020-03-27), for code scanning and its viewers. A result's region is
 * its line in the txt inside the zip, which the zip's own address stands for. Fingerprints are made
 * of code, input, line and column alone: nothing of a person goes into them, not even hashed. */
#include <string.h>

#include "report/json_writer.h"
#include "report/words.h"

enum { RESULTS_DEPTH = 4 }; /* document, runs, run, results */

static const char SCHEMA[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

static void text_object(json *j, const char *key, span words) {
    json_object(j, key);
    json_string(j, "text", words);
    json_end(j, '}');
}

/* ---- Rules: the whole catalogue, so that indices are the same in every report. */
static void rule(json *j, const catalogue_row *row, lang l) {
    const prose *p = &row->prose[l];
    buf help = buf_new(j->to->on);
    buf_format(&help, "%s\n\n%s", p->why, p->how);
    json_object(j, NULL);
    json_text(j, "id", row->id);
    json_text(j, "name", row->slug);
    text_object(j, "shortDescription", span_cstr(p->title));
    text_object(j, "fullDescription", span_cstr(p->why));
    text_object(j, "help", buf_span(&help));
    json_object(j, "defaultConfiguration");
    json_text(j, "level", severity_word(row->severity));
    json_end(j, '}');
    json_object(j, "properties");
    json_text(j, "consequence", consequence_word(row->consequence));
    json_text(j, "fix", fix_word(row->fix));
    json_array(j, "tags");
    json_text(j, NULL, layer_word(row->layer));
    json_end(j, ']');
    json_end(j, '}');
    json_end(j, '}');
}

static void driver(json *j, const report_options *o) {
    char catalogue[17];
    catalogue_version(catalogue);
    json_object(j, "tool");
    json_object(j, "driver");
    json_text(j, "name", "baopan");
    json_text(j, "version", o->version);
    json_array(j, "rules");
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        rule(j, catalogue_get((code)c), o->lang);
    json_end(j, ']');
    json_object(j, "properties");
    json_text(j, "catalogue", catalogue);
    json_end(j, '}');
    json_end(j, '}');
    json_end(j, '}');
}

/* ---- Results. */
/* A path as a URI reference: its bytes percent-encoded, "\" as "/". A drive letter would read as a
 * scheme, a leading "//" as a host. */
static void uri(json *j, const char *key, span path) {
    buf b = buf_new(j->to->on);
    bool drive = path.len > 1 && path.ptr[1] == ':';
    if (drive)
        buf_text(&b, "file:///");
    else if (span_starts(path, SPAN("/")))
        buf_text(&b, "file://");
    for (size_t i = 0; i < path.len; i++) {
        uint8_t c = path.ptr[i] == '\\' ? '/' : path.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     (c && strchr("-._~/", c)) || (drive && i == 1);
        if (plain)
            buf_byte(&b, c);
        else
            buf_format(&b, "%%%02X", c);
    }
    json_string(j, key, buf_span(&b));
}

static void physical(json *j, span path, uint64_t line) {
    json_object(j, "physicalLocation");
    json_object(j, "artifactLocation");
    uri(j, "uri", path);
    json_end(j, '}');
    if (line) {
        json_object(j, "region");
        json_number(j, "startLine", line);
        json_end(j, '}');
    }
    json_end(j, '}');
}

/* Where within the file: "工资申报.txt/现工资", "Sheet1!B17". */
static void logical(json *j, const place *p) {
    buf name = buf_new(j->to->on);
    buf_add(&name, p->entry.len ? p->entry : p->sheet);
    if (p->cell_row && p->cell_column) {
        if (name.len)
            buf_byte(&name, '!');
        place_cell(&name, p->cell_row, p->cell_column);
    } else if (p->field.len) {
        if (name.len)
            buf_byte(&name, '/');
        buf_add(&name, p->field);
    }
    if (name.len == 0)
        return;
    json_array(j, "logicalLocations");
    json_object(j, NULL);
    json_string(j, "fullyQualifiedName", buf_span(&name));
    json_end(j, '}');
    json_end(j, ']');
}

static uint64_t line_of(const place *p) { return p->line ? p->line : p->cell_row; }

static void location(json *j, const report_file *file, const place *p, uint64_t line) {
    json_object(j, NULL);
    physical(j, input_path(file, p->input), line);
    logical(j, p);
    json_end(j, '}');
}

/* The first place, and the example lines of a group as places related to it. */
static void locations(json *j, const report_file *file, const finding *f) {
    json_array(j, "locations");
    location(j, file, &f->place, line_of(&f->place));
    json_end(j, ']');
    if (f->example_count < 2)
        return;
    json_array(j, "relatedLocations");
    for (unsigned i = 1; i < f->example_count; i++)
        location(j, file, &f->place, f->examples[i]);
    json_end(j, ']');
}

static void fingerprint(json *j, const finding *f) {
    buf b = buf_new(j->to->on);
    buf_format(&b, "%s/%s/%llu/%u", catalogue_get(f->code)->id, input_word(f->place.input),
               (unsigned long long)line_of(&f->place), f->place.line ? f->place.column : f->place.cell_column);
    json_object(j, "partialFingerprints");
    json_string(j, "baopanPlace/v1", buf_span(&b));
    json_end(j, '}');
}

static void result(json *j, const report_file *file, const finding *f, const report_options *o) {
    const catalogue_row *row = catalogue_get(f->code);
    buf message = buf_new(j->to->on);
    finding_message(&message, f, o->lang, o->reveal);
    json_object(j, NULL);
    json_text(j, "ruleId", row->id);
    json_number(j, "ruleIndex", (uint64_t)f->code - 1);
    json_text(j, "level", severity_word(f->severity));
    text_object(j, "message", buf_span(&message));
    locations(j, file, f);
    fingerprint(j, f);
    json_number(j, "occurrenceCount", f->count);
    json_object(j, "properties");
    json_text(j, "input", input_word(f->place.input));
    json_text(j, "consequence", consequence_word(row->consequence));
    json_text(j, "fix", fix_word(row->fix));
    json_end(j, '}');
    json_end(j, '}');
}

static void document_head(json *j, const report_options *o) {
    json_object(j, NULL);
    json_text(j, "$schema", SCHEMA);
    json_text(j, "version", "2.1.0");
    json_array(j, "runs");
    json_object(j, NULL);
    driver(j, o);
    json_text(j, "language", o->lang == LANG_ZH ? "zh-CN" : "en");
    json_array(j, "results");
}

void report_sarif(buf *b, const report_file *const *files, size_t count, const report_options *o) {
    json j = {.to = b, .first = !o->continues, .depth = o->continues ? RESULTS_DEPTH : 0};
    if (!o->continues)
        document_head(&j, o);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < findings_shown(files[i]->found); k++)
            result(&j, files[i], findings_at(files[i]->found, k), o);
    if (o->unfinished)
        return;
    json_end(&j, ']');
    json_end(&j, '}');
    json_end(&j, ']');
    json_end(&j, '}');
    buf_byte(b, '\n');
}
