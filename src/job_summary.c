/* summary: NDJSON reports of many checks, perhaps of many machines, added up. A line is counted whole or,
 * where it is damaged, told and not counted at all. The same line again, as of a list given twice, is told
 * and counted once; a file that has two different results is told, and both are counted, since files of
 * one name may lie in several folders. */
#include "base/hash.h"
#include "base/json_read.h"
#include "job.h"

enum { TOLD_MAX = 100 }; /* damaged lines that are named; all are counted */
static const uint64_t COUNT_MAX = 1000000000000; /* of one line; no sum of them overflows */

static bool count_of(json_node object, const char *key, uint64_t *out) {
    return json_to_u64(json_get(object, key), out) && *out <= COUNT_MAX;
}

static bool verdict_of(json_node file, report_summary_of *one) {
    for (int v = 0; v < SUMMARY_VERDICTS; v++)
        if (json_is(json_get(file, "verdict"), verdict_word((verdict)v))) {
            one->verdicts[v] = 1;
            return true;
        }
    return false;
}

/* "1234.50" as check writes it, of any length that fits; null leaves the total unknown. */
static bool total_of(json_node portal, const char *key, summary_total *out) {
    json_node n = json_get(portal, key);
    span s = json_raw_string(n);
    bool negative = span_starts(s, SPAN("-"));
    uint64_t yuan, cents;
    if (s.len == 0)
        return n.at != JSON_NONE && span_eq(json_primitive(n), SPAN("null"));
    s = span_from(s, negative ? 1 : 0);
    size_t point = span_find(s, '.');
    if (s.len - point != 3 || !span_to_u64(span_cut(s, 0, point), INT64_MAX / 100 - 1, &yuan) ||
        !span_to_u64(span_from(s, point + 1), 99, &cents))
        return false;
    fen wages = (fen)(yuan * 100 + cents);
    *out = (summary_total){negative ? -wages : wages, 1};
    return true;
}

static bool portal_of(json_node portal, report_summary_of *one) {
    return count_of(portal, "insured", &one->insured) && count_of(portal, "entered", &one->entered) &&
           count_of(portal, "notEntered", &one->not_entered) && total_of(portal, "oldTotal", &one->old_total) &&
           total_of(portal, "newTotal", &one->new_total);
}

static bool findings_of(json_node summary, report_summary_of *one) {
    json_node codes = json_get(summary, "byCode"), number;
    int cursor = 0;
    span key;
    while (json_next(codes, &cursor, &key, &number)) {
        code c = catalogue_find(key);
        if (c == CODE_NONE || !json_to_u64(number, &one->by_code[c].count) || one->by_code[c].count > COUNT_MAX)
            return false;
        one->by_code[c].files = 1;
    }
    return codes.at != JSON_NONE && count_of(summary, "error", &one->errors) &&
           count_of(summary, "warning", &one->warnings) && count_of(summary, "note", &one->notes);
}

static bool add_total(summary_total *to, const summary_total *more) {
    to->files += more->files;
    return money_add(&to->sum, more->sum);
}

static void add_counts(report_summary_of *to, const report_summary_of *one) {
    to->files++;
    for (int v = 0; v < SUMMARY_VERDICTS; v++)
        to->verdicts[v] += one->verdicts[v];
    to->insured += one->insured;
    to->entered += one->entered;
    to->not_entered += one->not_entered;
    to->errors += one->errors;
    to->warnings += one->warnings;
    to->notes += one->notes;
    for (int c = 0; c < CODE_COUNT; c++) {
        to->by_code[c].count += one->by_code[c].count;
        to->by_code[c].files += one->by_code[c].files;
    }
}

/* What is known of lines before. */
typedef struct seen {
    arena *on;
    key_index *lines, *files;
} seen;

/* A file is known by its path, and by its digest where --hash gave one; those from standard input have no name. */
static bool another_result(const seen *s, json_node file) {
    span path = json_raw_string(json_get(file, "path")), digest = json_raw_string(json_get(file, "sha256"));
    buf b = buf_new(s->on);
    if (span_eq(path, SPAN("-")))
        return false;
    buf_add(&b, digest);
    buf_byte(&b, ' ');
    buf_add(&b, path);
    return key_index_put(s->files, buf_span(&b), 0) != KEY_ABSENT;
}

static void tell_line(arena *a, summary_lines *to, const baopan_input *in, uint64_t n) {
    if (to->count++ < TOLD_MAX)
        VEC_PUSH(a, &to->told, ((summary_place){span_cstr(in->path), n}));
}

/* False, and nothing added, where the line is no whole result, or the sums of wages would overflow. */
static bool add_line(arena *passing, const seen *s, span line, report_summary_of *sum, bool *again) {
    json_document d;
    report_summary_of one = {0};
    if (!json_parse(passing, line, &d))
        return false;
    json_node file = json_root(&d);
    if (span_eq(json_primitive(json_get(file, "notOpened")), SPAN("true"))) {
        sum->not_opened++;
        return true;
    }
    if (!verdict_of(file, &one) || !portal_of(json_get(file, "portal"), &one) ||
        !findings_of(json_get(file, "summary"), &one))
        return false;
    summary_total before = sum->old_total, new_before = sum->new_total;
    if (!add_total(&sum->old_total, &one.old_total) || !add_total(&sum->new_total, &one.new_total)) {
        sum->old_total = before;
        sum->new_total = new_before;
        return false;
    }
    add_counts(sum, &one);
    *again = another_result(s, file);
    return true;
}

static void add_file(arena *a, const baopan_input *in, const seen *s, report_summary_of *sum) {
    arena *passing = arena_child(a);
    span rest = bytes_of(in);
    for (uint64_t n = 1; rest.len; n++) {
        size_t end = span_find(rest, '\n');
        span line = span_cut(rest, 0, end);
        rest = span_from(rest, end + 1);
        if (span_ends(line, SPAN("\r")))
            line.len--;
        bool again = false;
        if (line.len == 0)
            continue;
        if (key_index_find(s->lines, line) != KEY_ABSENT)
            tell_line(a, &sum->repeated, in, n);
        else if (!add_line(passing, s, line, sum, &again))
            tell_line(a, &sum->damaged, in, n);
        else
            (void)key_index_put(s->lines, line, 0);
        if (again)
            tell_line(a, &sum->differing, in, n);
        arena_reset(passing);
    }
}

void run_summary(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    report_summary_of sum = {0};
    buf b = buf_new(a);
    const seen before = {a, key_index_new(a, 0, job->hash_seed), key_index_new(a, 0, job->hash_seed)};
    for (size_t i = 0; i < job->other_count; i++)
        add_file(a, &job->others[i], &before, &sum);
    if (job->json)
        report_summary_json(&b, &sum);
    else
        report_summary_text(&b, &sum, (lang)job->lang);
    out->diagnosis.verdict = sum.damaged.count || sum.differing.count || sum.not_opened ? VERDICT_UNREADABLE : VERDICT_PASS;
    out->output = buf_span(&b);
}
