/* The page's face in wasm: a job comes as names and values, answers go back as bytes. One job at a time;
 * what the page's script passes in is borrowed until the next page_begin. */
#include <emscripten.h>
#include <stdlib.h>
#include <string.h>

#include "baopan.h"

enum { LIST_MAX = 256 };

static struct {
    baopan_job job;
    baopan_result *result;
    baopan_bytes shown;
    const char *yes[LIST_MAX];
    baopan_pairing persons[LIST_MAX];
    baopan_input others[LIST_MAX];
} page;

/* ---- Words of the page's script. */
typedef struct named {
    const char *name;
    int value;
} named;
static const named COMMANDS[] = {{"check", BAOPAN_CHECK}, {"fill", BAOPAN_FILL}, {"convert", BAOPAN_CONVERT},
                                 {"fix", BAOPAN_FIX}, {"explain", BAOPAN_EXPLAIN}, {"formats lint", BAOPAN_FORMATS_LINT}};
static const named REPORTS[] = {{"json", BAOPAN_JSON}, {"ndjson", BAOPAN_NDJSON}, {"html", BAOPAN_HTML},
                                {"receipt", BAOPAN_RECEIPT}};
static const named DUPLICATES[] = {{"sum", BAOPAN_DUPLICATES_SUM}, {"last", BAOPAN_DUPLICATES_LAST},
                                   {"error", BAOPAN_DUPLICATES_ERROR}};
static const named FORMS[] = {{"zip", BAOPAN_TO_ZIP}, {"txt", BAOPAN_TO_TXT}, {"xlsx", BAOPAN_TO_XLSX}, {"csv", BAOPAN_TO_CSV}};
static const named LANGS[] = {{"zh", BAOPAN_ZH}, {"en", BAOPAN_EN}};

static int value_of(const named *words, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, words[i].name) == 0)
            return words[i].value;
    return -1;
}
#define VALUE_OF(words, name) value_of((words), sizeof(words) / sizeof *(words), (name))

/* ---- The job's parts. */
/* False where there is no such command. */
EMSCRIPTEN_KEEPALIVE int page_begin(const char *command) {
    int which = VALUE_OF(COMMANDS, command);
    baopan_bytes_free(&page.shown);
    baopan_result_free(page.result);
    page.result = NULL;
    page.job = (baopan_job){.command = (baopan_command)which, .scratch = "/sheet.xlsx",
                            .yes = page.yes, .persons = page.persons, .others = page.others};
    return which >= 0;
}

EMSCRIPTEN_KEEPALIVE int page_give(const char *role, const char *path, const void *bytes, size_t len, int is_text) {
    baopan_job *j = &page.job;
    const struct { const char *name; baopan_input *to; } roles[] = {
        {"input", &j->input}, {"template", &j->templ}, {"table", &j->table}, {"format", &j->format}, {"receipt", &j->receipt},
        {"other", j->other_count < LIST_MAX ? &page.others[j->other_count] : NULL}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(role, roles[i].name) == 0 && roles[i].to) {
            *roles[i].to = (baopan_input){path, bytes, len, is_text != 0};
            j->other_count += strcmp(role, "other") == 0;
            return true;
        }
    return false;
}

static bool set_person(const char *pair) {
    char *end;
    unsigned long row = strtoul(pair, &end, 10), line = *end == '=' ? strtoul(end + 1, NULL, 10) : 0;
    if (page.job.person_count == LIST_MAX || !row || !line)
        return false;
    page.persons[page.job.person_count++] = (baopan_pairing){(uint32_t)row, (uint32_t)line};
    return true;
}

static bool set_yes(const char *code) {
    if (page.job.yes_count == LIST_MAX)
        return false;
    page.yes[page.job.yes_count++] = code;
    return true;
}

static bool set_word(const char *name, const char *value) {
    if (strcmp(name, "person") == 0)
        return set_person(value);
    if (strcmp(name, "yes") == 0)
        return set_yes(value);
    int which;
    if (strcmp(name, "duplicates") == 0 && (which = VALUE_OF(DUPLICATES, value)) >= 0)
        page.job.duplicates = (baopan_duplicates)which;
    else if (strcmp(name, "convert-to") == 0 && (which = VALUE_OF(FORMS, value)) >= 0)
        page.job.convert_to = (baopan_form)which;
    else if (strcmp(name, "lang") == 0 && (which = VALUE_OF(LANGS, value)) >= 0)
        page.job.lang = (baopan_lang)which;
    else
        return false;
    return true;
}

/* An option by its name on the command line; false where there is none of that name. */
EMSCRIPTEN_KEEPALIVE int page_set(const char *name, const char *value) {
    baopan_job *j = &page.job;
    const struct { const char *name; const char **to; } texts[] = {
        {"sheet", &j->sheet}, {"id-column", &j->id_column}, {"wage-column", &j->wage_column},
        {"format", &j->format_name}, {"argument", &j->argument}};
    const struct { const char *name; bool *to; } switches[] = {
        {"partial", &j->partial}, {"allow-undeclared", &j->allow_undeclared}, {"match-by-name", &j->match_by_name},
        {"dry-run", &j->dry_run}, {"json", &j->json}};
    const struct { const char *name; uint64_t *to64; uint32_t *to32; } numbers[] = {
        {"max-lines", &j->limits.max_lines, NULL}, {"max-size", &j->limits.max_size, NULL},
        {"hash-seed", &j->hash_seed, NULL}, {"today", NULL, &j->today},
        {"template-wage-column", NULL, &j->template_wage_column}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(name, texts[i].name) == 0)
            return *texts[i].to = value, true;
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (strcmp(name, switches[i].name) == 0)
            return *switches[i].to = true;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(name, numbers[i].name) == 0) {
            unsigned long long n = strtoull(value, NULL, 10);
            if (numbers[i].to64)
                *numbers[i].to64 = n;
            else
                *numbers[i].to32 = (uint32_t)n;
            return true;
        }
    return set_word(name, value);
}

/* ---- Running it and looking at what came of it. */
EMSCRIPTEN_KEEPALIVE int page_run(void) { return (int)baopan_run(&page.job, &page.result); }

EMSCRIPTEN_KEEPALIVE int page_render(const char *report, const char *lang, int reveal, int buttons) {
    const baopan_result *results[] = {page.result};
    int kind = VALUE_OF(REPORTS, report);
    baopan_render_options o = {.report = (baopan_report)kind, .lang = (baopan_lang)VALUE_OF(LANGS, lang), .reveal_id = reveal,
                               .reveal_name = reveal, .reveal_wage = reveal, .buttons = buttons};
    baopan_bytes_free(&page.shown);
    return page.result && kind >= 0 ? (int)baopan_render(results, 1, &o, &page.shown) : (int)BAOPAN_BAD_JOB;
}

EMSCRIPTEN_KEEPALIVE const void *page_shown(void) { return page.shown.ptr; }
EMSCRIPTEN_KEEPALIVE size_t page_shown_len(void) { return page.shown.len; }

EMSCRIPTEN_KEEPALIVE const void *page_output(void) {
    size_t len = 0;
    return page.result ? baopan_result_output(page.result, &len) : NULL;
}

EMSCRIPTEN_KEEPALIVE size_t page_output_len(void) {
    size_t len = 0;
    if (page.result)
        (void)baopan_result_output(page.result, &len);
    return len;
}

EMSCRIPTEN_KEEPALIVE const char *page_kind(const void *bytes, size_t len) { return baopan_kind(bytes, len); }
