/* The receipt of a file that was made: what it was made of, what it comes to, and what proves it later. It
 * holds digests and sums, and nothing about anybody: not even file names, which may be people's. */
#include "base/digest.h"
#include "base/json_read.h"
#include "report/json_writer.h"
#include "report/report.h"

enum { RECEIPT_VERSION = 1 };

static void digest(json *j, const char *key, span bytes) {
    char hex[65];
    if (bytes.ptr == NULL)
        return;
    sha256_hex(bytes, hex);
    json_object(j, key);
    json_text(j, "sha256", hex);
    json_number(j, "bytes", bytes.len);
    json_end(j, '}');
}

static void amount(json *j, const char *key, bool known, fen sum) {
    buf b = buf_new(j->to->on);
    money_write(&b, sum, 2);
    if (known)
        json_string(j, key, buf_span(&b));
    else
        json_null(j, key);
}

static void versions(json *j, const report_options *o) {
    char version[17];
    catalogue_version(version);
    json_object(j, "tool");
    json_text(j, "name", "baopan");
    json_text(j, "version", o->version);
    json_text(j, "catalogue", version);
    json_end(j, '}');
}

static void date(json *j, uint32_t day) {
    buf b = buf_new(j->to->on);
    if (day == 0)
        return;
    buf_format(&b, "%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
    json_string(j, "date", buf_span(&b));
}

static void sums(json *j, const figures *p) {
    json_object(j, "portal");
    json_number(j, "insured", p->insured);
    json_number(j, "entered", p->entered);
    json_number(j, "notEntered", p->not_entered);
    amount(j, "oldTotal", p->old_known, p->old_total);
    amount(j, "newTotal", p->new_known, p->new_total);
    json_end(j, '}');
}

static void changes(json *j, const report_file *f) {
    json_object(j, "changed");
    json_text(j, "field", "现工资");
    json_number(j, "lines", f->figures->wages_changed);
    json_bool(j, "nothingElse", f->figures->only_wages_changed);
    json_end(j, '}');
}

static void found(json *j, const findings *all) {
    json_object(j, "summary");
    json_number(j, "error", findings_by_severity(all, SEVERITY_ERROR));
    json_number(j, "warning", findings_by_severity(all, SEVERITY_WARNING));
    json_number(j, "note", findings_by_severity(all, SEVERITY_NOTE));
    json_object(j, "byCode");
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        if (findings_reported(all, (code)c))
            json_number(j, catalogue_get((code)c)->id, findings_reported(all, (code)c));
    json_end(j, '}');
    json_end(j, '}');
}

void report_receipt(buf *b, const report_file *f, const report_options *o) {
    json j = {.to = b, .first = true};
    json_object(&j, NULL);
    json_number(&j, "receiptVersion", RECEIPT_VERSION);
    versions(&j, o);
    date(&j, f->today);
    digest(&j, "template", f->made.templ);
    digest(&j, "table", f->made.table);
    digest(&j, "output", f->made.output);
    sums(&j, f->figures);
    changes(&j, f);
    found(&j, f->found);
    json_end(&j, '}');
    buf_byte(b, '\n');
}

/* ---- Reading one again. */
static bool take_digest(json_node whole, const char *key, char hex[static 65]) {
    span s = json_raw_string(json_get(json_get(whole, key), "sha256"));
    if (s.len != 64)
        return false;
    for (size_t i = 0; i < 64; i++)
        hex[i] = (char)s.ptr[i];
    hex[64] = 0;
    return true;
}

static const char *const FIGURES[RECEIPT_FIGURES] = {"insured", "entered", "notEntered", "oldTotal", "newTotal"};

/* A number, an amount, or null where it was not known. */
static bool take_figures(json_node portal, span out[RECEIPT_FIGURES]) {
    bool all = true;
    for (size_t i = 0; i < RECEIPT_FIGURES; i++) {
        json_node n = json_get(portal, FIGURES[i]);
        out[i] = json_raw_string(n).len ? json_raw_string(n) : json_primitive(n);
        all = all && out[i].len;
    }
    return all;
}

size_t receipt_disagrees(arena *a, const receipt *r, const figures *p, span *now) {
    buf b = buf_new(a);
    json j = {.to = &b, .first = true};
    json_document d;
    span are[RECEIPT_FIGURES];
    size_t i = 0;
    json_object(&j, NULL);
    sums(&j, p);
    json_end(&j, '}');
    if (!json_parse(a, buf_span(&b), &d) || !take_figures(json_get(json_root(&d), "portal"), are))
        return 0;
    while (i < RECEIPT_FIGURES && span_eq(r->figures[i], are[i]))
        i++;
    *now = i < RECEIPT_FIGURES ? are[i] : (span){0};
    return i;
}

bool receipt_read(arena *a, span bytes, receipt *out) {
    json_document d;
    uint64_t version;
    *out = (receipt){0};
    if (!json_parse(a, bytes, &d))
        return false;
    json_node root = json_root(&d);
    return json_to_u64(json_get(root, "receiptVersion"), &version) && version == RECEIPT_VERSION &&
           take_digest(root, "template", out->templ) && take_digest(root, "output", out->output) &&
           take_figures(json_get(root, "portal"), out->figures);
}
