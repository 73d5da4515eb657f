/* The command line's words, after the rows of options.def. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faces/cli/cli.h"

/* getopt_long's numbers for our rows. */
enum { FIRST_OPTION = 256 };
enum {
    OPT_BEFORE = FIRST_OPTION - 1,
#define OPTION(key, name, letter, value, commands, zh, en) OPT_##key,
#include "faces/cli/options.def"
#undef OPTION
    OPT_AFTER
};

static const struct option LONG[] = {
#define OPTION(key, name, letter, value, commands, zh, en)                                         \
    {name, (value) == NULL ? no_argument : required_argument, NULL, OPT_##key},
#include "faces/cli/options.def"
#undef OPTION
    {NULL, 0, NULL, 0},
};

/* One of some words; -1 when it is none of them. */
static int word_of(const char *word, const char *const *words, int count) {
    for (int i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return i;
    return -1;
}

static const char *const REPORTS[] = {"text", "json", "ndjson", "sarif", "junit", "csv", "html", "md"};

const char *report_name(baopan_report kind) { return REPORTS[kind]; }

static bool read_report(options *o, char *wish) {
    char *path = strchr(wish, '=');
    if (path)
        *path++ = 0;
    int kind = word_of(wish, REPORTS, sizeof REPORTS / sizeof *REPORTS);
    if (kind < 0 || o->report_count == REPORTS_MAX)
        return false;
    for (size_t i = 0; i < o->report_count; i++)
        if (path == NULL && o->reports[i].path == NULL)
            return false; /* two reports in one stream are neither */
    o->reports[o->report_count++] = (report_wish){(baopan_report)kind, path};
    return true;
}

static bool read_fail_on(options *o, const char *word) {
    static const char *const words[] = {"never", "note", "warning", "error"};
    int level = word_of(word, words, 4);
    o->fail_on = (baopan_severity)level;
    return level >= 0;
}

/* CODE=LEVEL; whether there is such a code is for the core to say. */
static bool read_severity(options *o, char *wish) {
    static const char *const words[] = {"off", "note", "warning", "error"};
    char *word = strchr(wish, '=');
    if (word == NULL || o->override_count == OVERRIDES_MAX)
        return false;
    *word++ = 0;
    int level = word_of(word, words, 4);
    o->overrides[o->override_count++] = (baopan_override){wish, (baopan_severity)level};
    return level >= 0;
}

static bool read_reveal(options *o, char *list) {
    for (char *word = strtok(list, ","); word; word = strtok(NULL, ",")) {
        bool all = strcmp(word, "all") == 0;
        if (!all && strcmp(word, "id") && strcmp(word, "name") && strcmp(word, "wage"))
            return false;
        o->reveal_id |= all || strcmp(word, "id") == 0;
        o->reveal_name |= all || strcmp(word, "name") == 0;
        o->reveal_wage |= all || strcmp(word, "wage") == 0;
    }
    return true;
}

static bool read_lang(options *o, const char *word) {
    static const char *const words[] = {"zh", "en"};
    int lang = word_of(word, words, 2);
    o->lang = (baopan_lang)lang;
    return lang >= 0;
}

static bool read_colour(options *o, const char *word) {
    static const char *const words[] = {"never", "always", "auto"};
    int when = word_of(word, words, 3);
    o->colour = when == 2 ? terminal_colour() : when == 1;
    return when >= 0;
}

static bool read_duplicates(options *o, const char *word) {
    static const char *const words[] = {"error", "sum", "last"};
    int what = word_of(word, words, 3);
    o->duplicates = (baopan_duplicates)what;
    return what >= 0;
}

static bool read_yes(options *o, const char *code) {
    if (o->yes_count == OVERRIDES_MAX)
        return false;
    o->yes[o->yes_count++] = code;
    return true;
}

/* "2=14" */
static bool read_person(options *o, const char *pair) {
    char *end, *rest;
    unsigned long row = strtoul(pair, &end, 10), line = *end == '=' ? strtoul(end + 1, &rest, 10) : 0;
    if (o->person_count == OVERRIDES_MAX || !row || !line || *rest || row > UINT32_MAX || line > UINT32_MAX)
        return false;
    o->persons[o->person_count++] = (baopan_pairing){(uint32_t)row, (uint32_t)line};
    return true;
}

static bool read_count(const char *word, uint64_t *out) {
    char *end;
    *out = strtoull(word, &end, 10);
    return *word >= '0' && *word <= '9' && *end == 0;
}

/* One option; false where its value is not understood. */
static bool take(options *o, int what, char *value) {
    switch (what) {
    case OPT_TEMPLATE: o->templ = value; return true;
    case OPT_FORMAT: o->format = value; return true;
    case OPT_REPORT: return read_report(o, value);
    case OPT_FAIL_ON: return read_fail_on(o, value);
    case OPT_SEVERITY: return read_severity(o, value);
    case OPT_ALLOW: return o->allow_undeclared = true;
    case OPT_HASH: return o->hash = true;
    case OPT_SHEET: o->sheet = value; return true;
    case OPT_ID: o->id_column = value; return true;
    case OPT_WAGE: o->wage_column = value; return true;
    case OPT_FIELD: return read_count(value, &o->template_wage_column) && o->template_wage_column - 1 < UINT32_MAX;
    case OPT_BY_NAME: return o->match_by_name = true;
    case OPT_DRY_RUN: return o->dry_run = true;
    case OPT_YES: return read_yes(o, value);
    case OPT_PERSON: return read_person(o, value);
    case OPT_PARTIAL: return o->partial = true;
    case OPT_DUPLICATES: return read_duplicates(o, value);
    case OPT_FORCE: return o->force = true;
    case OPT_LANG: return read_lang(o, value);
    case OPT_COLOR: return read_colour(o, value);
    case OPT_REVEAL: return read_reveal(o, value);
    case OPT_SCHEMA: return o->schema = true;
    case OPT_CELLS: return o->cells = true;
    case OPT_MAX_LINES: return read_count(value, &o->limits.max_lines);
    case OPT_MAX_SIZE: return read_count(value, &o->limits.max_size);
    case OPT_VERSION: return o->version = true;
    case OPT_FILES_FROM: o->files_from = value; return true;
    case OPT_SAME: return o->same_people = true;
    case OPT_JOBS: return read_count(value, &o->jobs) && o->jobs >= 1 && o->jobs <= JOBS_MAX;
    case OPT_RECEIPT: o->receipt = value; return true;
    case OPT_OUTPUT: o->output = value; return true;
    default: return o->help = true;
    }
}

/* --lang first, so that complaints about the others come in the right language. */
static void look_ahead(int argc, char **argv, options *o) {
    o->lang = lang_of_locale();
    for (int i = 1; i < argc; i++) {
        const char *value = strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                            : strncmp(argv[i], "--lang=", 7) == 0          ? argv[i] + 7
                                                                           : "";
        if (strcmp(value, "en") == 0 || strcmp(value, "zh") == 0)
            (void)read_lang(o, value);
    }
}

/* ---- Complaints that name the option and what to do. */
static int no_such_option(const options *o, const char *given) {
    const option_row *rows;
    size_t count = option_rows(&rows), len = strcspn(given, "=");
    suggestion best = suggestion_for(given, len);
    for (size_t i = 0; i < count; i++) {
        char name[40];
        (void)snprintf(name, sizeof name, "--%s", rows[i].name);
        suggestion_try(&best, name);
    }
    complain_near(o, "没有这个选项", "there is no such option", given, &best, "baopan --help");
    return EXIT_USAGE;
}

/* What was given, near a word of "a|b[=FILE]", "CODE=a|b" or "a,b". */
static suggestion word_near(const char *words, const char *given) {
    bool coded = strncmp(words, "CODE=", 5) == 0;
    const char *level = strchr(given, '='), *last = strrchr(given, ',');
    given = coded ? (level ? level + 1 : "") : last ? last + 1 : given;
    suggestion best = suggestion_for(given, strcspn(given, "="));
    for (const char *w = coded ? words + 5 : words; *w && *w != '[' && strpbrk(words, "|,");) {
        char word[24];
        size_t len = strcspn(w, "|,[");
        (void)snprintf(word, sizeof word, "%.*s", (int)len, w);
        suggestion_try(&best, word);
        w += len + (w[len] == '|' || w[len] == ',');
    }
    return best;
}

static int bad_value(const options *o, int what, const char *given) {
    const option_row *row = option_row_at((size_t)(what - FIRST_OPTION));
    suggestion near = word_near(row->value, given);
    char name[160], en[256], zh[256];
    (void)snprintf(name, sizeof name, "--%s %s", row->name, given);
    if (what == OPT_REPORT && strcmp(near.best, given) == 0) {
        complain(o, "标准输出只能写一种报告，别的请写到文件：--report 种类=文件",
                 "standard output takes one report only; write the others to files: --report KIND=FILE", name);
        return EXIT_USAGE;
    }
    (void)snprintf(zh, sizeof zh, "值不对，应当是 %s", row->value);
    (void)snprintf(en, sizeof en, "this is not a value for it; it takes %s", row->value);
    if (near.best[0])
        complain_near(o, zh, en, name, &near, "");
    else
        complain(o, zh, en, name);
    return EXIT_USAGE;
}

static int letter_to_option(int what) {
    const option_row *rows;
    size_t count = option_rows(&rows);
    for (size_t i = 0; i < count; i++)
        if (rows[i].letter && rows[i].letter == what)
            return FIRST_OPTION + (int)i;
    return what;
}

/* "--hash=1". Some getopt_long call it an unknown option, some one whose value is wrong. */
static bool gave_it_a_value(int what, const char *given) {
    return (what == '?' && optopt >= FIRST_OPTION) || (what == ':' && strchr(given, '='));
}

/* Words of one option after another; options may stand anywhere among the operands. */
int options_read(int argc, char **argv, options *o) {
    *o = (options){.fail_on = BAOPAN_ERROR, .jobs = 1};
    look_ahead(argc, argv, o);
    o->colour = terminal_colour();
    opterr = 0;
    for (int what; (what = getopt_long(argc, argv, ":o:j:h", LONG, NULL)) != -1;) {
        const char *given = argv[optind - 1];
        what = letter_to_option(what);
        if (gave_it_a_value(what, given)) {
            complain(o, "这个选项后面没有值", "this option takes no value", given);
            return EXIT_USAGE;
        }
        if (what == '?')
            return no_such_option(o, given);
        if (what == ':') {
            complain(o, "这个选项后面要有值", "this option needs a value", given);
            return EXIT_USAGE;
        }
        char was[96] = "";
        if (optarg)
            (void)snprintf(was, sizeof was, "%s", optarg); /* reading takes it apart */
        if (!take(o, what, optarg))
            return bad_value(o, what, was);
        o->given |= (uint64_t)1 << (what - FIRST_OPTION);
    }
    o->operands = argv + optind;
    o->operand_count = argc - optind;
    return EXIT_FINE;
}
