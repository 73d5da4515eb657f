/* JUnit's XML, for build servers: a suite a file, a case a rule. An error fails its case, a warning
 * or note is printed by it, and a rule that could not run is skipped, never passed. */
#include "report/markup.h"
#include "report/words.h"

enum { MESSAGES_MAX = 50 };

static void attribute(buf *b, const char *name, span is) {
    buf_format(b, " %s=\"", name);
    markup_text(b, is);
    buf_byte(b, '"');
}

static void number(buf *b, const char *name, uint64_t n) {
    buf_format(b, " %s=\"%llu\"", name, (unsigned long long)n);
}

/* Every finding of a code, one a line, and how many more there are. */
static void messages(buf *b, const findings *found, size_t from, size_t to, const report_options *o) {
    uint64_t reported = findings_reported(found, findings_at(found, from)->code), told = 0;
    for (size_t i = from; i < to && told < MESSAGES_MAX; i++, told++) {
        buf message = buf_new(b->on);
        finding_message(&message, findings_at(found, i), o->lang, o->reveal);
        markup_text(b, buf_span(&message));
        buf_byte(b, '\n');
    }
    if (reported > told)
        buf_format(b, o->lang == LANG_ZH ? "…共 %llu 处\n" : "… %llu in all\n", (unsigned long long)reported);
}

static void outcome(buf *b, const findings *found, size_t from, const report_options *o) {
    const finding *first = findings_at(found, from);
    const catalogue_row *row = catalogue_get(first->code);
    bool failed = first->severity == SEVERITY_ERROR;
    buf_text(b, failed ? "<failure" : "<system-out>");
    if (failed) {
        attribute(b, "type", span_cstr(row->id));
        attribute(b, "message", span_cstr(row->prose[o->lang].title));
        buf_byte(b, '>');
    }
    messages(b, found, from, run_end(found, from), o);
    buf_text(b, failed ? "</failure>" : "</system-out>");
}

/* Where the findings of each code begin; SIZE_MAX where there are none. */
static size_t *first_of_each(arena *a, const findings *found) {
    size_t *first = ARENA_ARRAY(a, size_t, CODE_COUNT);
    for (int c = 0; c < CODE_COUNT; c++)
        first[c] = SIZE_MAX;
    for (size_t i = findings_shown(found); i-- > 0;)
        first[findings_at(found, i)->code] = i;
    return first;
}

static void one_case(buf *b, const report_file *f, code c, size_t first, const report_options *o) {
    const catalogue_row *row = catalogue_get(c);
    buf name = buf_new(b->on);
    buf_format(&name, "%s %s", row->id, row->prose[o->lang].title);
    buf_text(b, "    <testcase");
    attribute(b, "classname", f->path);
    attribute(b, "name", buf_span(&name));
    buf_text(b, " time=\"0\">");
    if (first != SIZE_MAX)
        outcome(b, f->found, first, o);
    else if (!code_applies(f, c))
        buf_text(b, "<skipped/>");
    buf_text(b, "</testcase>\n");
}

typedef struct sums {
    uint64_t cases, failures, skipped;
} sums;

static sums count_cases(const report_file *f, const size_t *first) {
    sums s = {.cases = CODE_COUNT - 1};
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++) {
        if (first[c] == SIZE_MAX)
            s.skipped += !code_applies(f, (code)c);
        else
            s.failures += findings_at(f->found, first[c])->severity == SEVERITY_ERROR;
    }
    return s;
}

static void totals(buf *b, sums s) {
    number(b, "tests", s.cases);
    number(b, "failures", s.failures);
    number(b, "errors", 0);
    number(b, "skipped", s.skipped);
    buf_text(b, " time=\"0\">\n");
}

static void suite(buf *b, const report_file *f, const report_options *o) {
    const size_t *first = first_of_each(b->on, f->found);
    buf_text(b, "  <testsuite");
    attribute(b, "name", f->path);
    totals(b, count_cases(f, first));
    for (int c = CODE_NONE + 1; c < CODE_COUNT; c++)
        one_case(b, f, (code)c, first[c], o);
    buf_text(b, "  </testsuite>\n");
}

void report_junit(buf *b, const report_file *const *files, size_t count, const report_options *o) {
    if (!o->continues)
        buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"baopan\">\n");
    for (size_t i = 0; i < count; i++)
        suite(b, files[i], o);
    if (!o->unfinished)
        buf_text(b, "</testsuites>\n");
}
