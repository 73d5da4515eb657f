/* The JSON contract of design.md, section 5. */
#include "base/digest.h"
#include "report/buttons.h"
#include "report/differences.h"
#include "report/json_parts.h"
#include "report/screen.h"
#include "report/words.h"

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

/* ---- What else is said of a file. */
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
        json_text(j, "fix", fix_word(r->fix));
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

static void stories(json *j, const diagnosis *d, const report_options *o) {
    json_array(j, "diagnosis");
    for (size_t i = 0; i < d->story_count; i++) {
        const story *s = &d->stories[i];
        json_object(j, NULL);
        json_text(j, "id", s->id);
        json_text(j, "title", s->told[o->lang].title);
        json_array(j, "evidence");
        for (unsigned e = 0; e < s->evidence_count; e++)
            json_text(j, NULL, catalogue_get(s->evidence[e])->id);
        json_end(j, ']');
        json_bool(j, "reversible", s->undo == UNDO_YES);
        json_text(j, "undo", s->told[o->lang].undo);
        json_string(j, "prevent", said_to(o, j->to->on, span_cstr(s->told[o->lang].prevent)));
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

static void not_run(json *j, const report_file *f, lang l) {
    not_checked list = not_checked_list(j->to->on, f, l);
    json_array(j, "checksNotRun");
    for (size_t i = 0; i < list.count; i++)
        json_string(j, NULL, list.words[i]);
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
        json_facts(j, f);
        json_end(j, '}');
        return;
    }
    json_text(j, "verdict", verdict_word(f->diagnosis->verdict));
    headline(j, f, o);
    json_bool(j, "comparedWithTemplate", f->diagnosis->compared);
    json_bool(j, "complete", f->diagnosis->complete);
    not_run(j, f, o->lang);
    json_facts(j, f);
    if (f->receipt) {
        static const char *const words[] = {"", "same", "differs", "unreadable"};
        json_text(j, "receipt", words[f->receipt]);
    }
    portal(j, f, o);
    json_comparison(j, f);
    made(j, f);
    stories(j, f->diagnosis, o);
    json_summary(j, f->found);
    json_findings(j, f->found, o);
    if (f->fixing)
        repair_list(j, f, o);
    if (f->accepted)
        difference_list(j, f, o);
    if (f->asks)
        doubts(j, f->asks);
    json_end(j, '}');
}

static void file_not_opened(json *j, const report_options *o) {
    if (o->not_opened.len == 0)
        return;
    json_object(j, NULL);
    json_string(j, "path", o->not_opened);
    json_text(j, "verdict", verdict_word(VERDICT_UNREADABLE));
    json_bool(j, "notOpened", true);
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
    file_not_opened(&j, o);
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

void report_ndjson_not_opened(buf *b, const report_options *o) {
    json j = {.to = b, .first = true, .compact = true};
    file_not_opened(&j, o);
    buf_byte(b, '\n');
}
