/* The whole of check, fill and convert, with what they report: through the public header. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baopan.h"
#include "fuzz.h"

/* A fixture of twelve people: its template and its table. */
static char template_bytes[1 << 16], table_bytes[1 << 16];
static size_t template_len, table_len;

static size_t load(const char *name, char *into, size_t room) {
    char path[512];
    const char *root = getenv("BAOPAN_FIXTURES");
    snprintf(path, sizeof path, "%s/SRC-027/good/%s", root ? root : "fixtures", name);
    FILE *in = fopen(path, "rb");
    promise(in != NULL);
    size_t len = fread(into, 1, room, in);
    fclose(in);
    return len;
}

static baopan_input fixture(const char *name, char *bytes, size_t *len, size_t room) {
    if (*len == 0)
        *len = load(name, bytes, room);
    return (baopan_input){name, bytes, *len, false};
}

static baopan_input the_template(void) {
    return fixture("template.zip", template_bytes, &template_len, sizeof template_bytes);
}
static baopan_input the_table(void) { return fixture("table.csv", table_bytes, &table_len, sizeof table_bytes); }

static baopan_input given(span input) {
    return (baopan_input){"输入", input.ptr, input.len, !span_starts(input, SPAN("PK"))};
}

static void render(const baopan_result *r, baopan_report kind) {
    baopan_render_options how = {.report = kind, .lang = BAOPAN_ZH, .reveal_id = true, .reveal_name = true, .reveal_wage = true};
    baopan_bytes out;
    promise(baopan_render(&r, 1, &how, &out) == BAOPAN_OK && out.len > 0);
    baopan_bytes_free(&out);
}

static void run(baopan_job job) {
    baopan_result *r = NULL;
    job.limits = (baopan_limits){.max_size = 1 << 24, .max_findings = 20};
    baopan_status s = baopan_run(&job, &r);
    promise(s == BAOPAN_OK || s == BAOPAN_NO_MEMORY);
    if (r == NULL)
        return;
    /* "No" always says why. */
    promise(job.command != BAOPAN_CHECK || baopan_result_verdict(r) < BAOPAN_FAIL || baopan_result_has(r, BAOPAN_ERROR));
    if (job.command != BAOPAN_INSPECT) {
        render(r, BAOPAN_TEXT);
        render(r, BAOPAN_JSON);
    }
    baopan_result_free(r);
}

void fuzz_check(arena *a, span input) {
    (void)a;
    run((baopan_job){.command = BAOPAN_CHECK, .input = given(input), .templ = the_template()});
    run((baopan_job){.command = BAOPAN_CHECK, .input = given(input), .format_name = "hlj-shengzhi-gongzi"});
    run((baopan_job){.command = BAOPAN_INSPECT, .input = given(input)});
}

void fuzz_fill(arena *a, span input) {
    baopan_input table = given(input);
    (void)a;
    table.is_text = false;
    run((baopan_job){.command = BAOPAN_FILL, .input = the_template(), .table = table, .partial = true});
    run((baopan_job){.command = BAOPAN_FILL, .input = given(input), .table = the_table(), .partial = true});
}

void fuzz_fix(arena *a, span input) {
    static const char *const YES[] = {"ROW-003", "ROW-015", "ROS-004"};
    baopan_job job = {.command = BAOPAN_FIX, .input = given(input), .templ = the_template(), .partial = true};
    (void)a;
    run(job);
    job.yes = YES;
    job.yes_count = sizeof YES / sizeof *YES;
    run(job);
}

void fuzz_convert(arena *a, span input) {
    baopan_input table = given(input);
    (void)a;
    table.is_text = false;
    run((baopan_job){.command = BAOPAN_CONVERT, .input = table, .templ = the_template(), .convert_to = BAOPAN_TO_ZIP});
    run((baopan_job){.command = BAOPAN_CONVERT, .input = given(input), .convert_to = BAOPAN_TO_ZIP});
    run((baopan_job){.command = BAOPAN_CONVERT, .input = given(input), .convert_to = BAOPAN_TO_CSV});
}
