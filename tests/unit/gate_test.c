/* The gate: every code of the catalogue has fixtures/CODE/ with a bad* that gives exactly what it
 * is expected to give, and a good*, its nearest neighbour, that does not give the code.
 * fixtures/README.md tells how a fixture is laid out. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "baopan.h"
#include "finding/catalogue.h"

enum { PATH_MAX_LEN = 512, LIST_MAX = 4096 };

typedef struct fixture {
    char path[PATH_MAX_LEN];  /* the file, or the folder */
    char files[8][PATH_MAX_LEN];
    void *bytes[8];
    size_t loaded;
    char options[2048]; /* the job file, cut into words */
    bool convert;       /* the table is laid out as a zip, not filled into the template */
    baopan_input others[2]; /* the same people's uploads for other insurances */
    baopan_job job;
} fixture;

static const char *root(void) {
    const char *set = getenv("BAOPAN_FIXTURES");
    return set ? set : "fixtures";
}

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static baopan_input load(fixture *f, const char *path) {
    FILE *in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    size_t room = 1 << 22;
    char *bytes = malloc(room);
    size_t n = fread(bytes, 1, room, in);
    ck_assert_msg(n < room, "%s is too large for a fixture", path);
    fclose(in);
    f->bytes[f->loaded] = bytes;
    snprintf(f->files[f->loaded], PATH_MAX_LEN, "%s", path);
    size_t len = strlen(path);
    return (baopan_input){f->files[f->loaded++], bytes, n, len > 4 && !strcmp(path + len - 4, ".txt")};
}

/* ---- Options of the job file, one a line. */
static const char *value_of_option(const char *line, const char *name) {
    size_t n = strlen(name);
    return strncmp(line, name, n) == 0 && line[n] == ' ' ? line + n + 1 : NULL;
}

static void take_option(fixture *f, char *line) {
    static const char *const duplicates[] = {"error", "sum", "last"};
    const char *value;
    baopan_job *j = &f->job;
    if (!strcmp(line, "--allow-undeclared"))
        j->allow_undeclared = true;
    else if (!strcmp(line, "--convert"))
        f->convert = true;
    else if (!strcmp(line, "--partial"))
        j->partial = true;
    else if (!strcmp(line, "--match-by-name"))
        j->match_by_name = true;
    else if ((value = value_of_option(line, "--sheet")))
        j->sheet = value;
    else if ((value = value_of_option(line, "--id-column")))
        j->id_column = value;
    else if ((value = value_of_option(line, "--wage-column")))
        j->wage_column = value;
    else if ((value = value_of_option(line, "--format")))
        j->format_name = value;
    else if ((value = value_of_option(line, "--max-lines")))
        j->limits.max_lines = strtoull(value, NULL, 10);
    else if ((value = value_of_option(line, "--max-size")))
        j->limits.max_size = strtoull(value, NULL, 10);
    else if ((value = value_of_option(line, "--duplicates"))) {
        for (int i = 0; i < 3; i++)
            if (!strcmp(value, duplicates[i]))
                j->duplicates = (baopan_duplicates)i;
    } else
        ck_abort_msg("%s: option %s is not known to the gate", f->path, line);
}

static void read_options(fixture *f, const char *path) {
    FILE *in = fopen(path, "r");
    size_t n = fread(f->options, 1, sizeof f->options - 1, in);
    fclose(in);
    f->options[n] = 0;
    for (char *line = strtok(f->options, "\n"); line; line = strtok(NULL, "\n"))
        take_option(f, line);
}

/* ---- A fixture becomes a job. */
static void take_file(fixture *f, const char *name) {
    char path[PATH_MAX_LEN * 2];
    snprintf(path, sizeof path, "%s/%s", f->path, name);
    if (!strncmp(name, "upload.", 7))
        f->job.input = load(f, path);
    else if (!strncmp(name, "template.", 9))
        f->job.templ = load(f, path);
    else if (!strncmp(name, "table.", 6))
        f->job.table = load(f, path);
    else if (!strncmp(name, "format.", 7))
        f->job.format = load(f, path);
    else if (!strcmp(name, "receipt.json"))
        f->job.receipt = load(f, path);
    else if (!strncmp(name, "other", 5) && f->job.other_count < 2) {
        f->others[f->job.other_count++] = load(f, path);
        f->job.others = f->others;
    } else if (!strcmp(name, "job"))
        read_options(f, path);
    else
        ck_assert_msg(!strcmp(name, "expect"), "%s: what is this?", path);
}

static void read_folder(fixture *f) {
    DIR *dir = opendir(f->path);
    ck_assert(dir != NULL);
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.')
            take_file(f, e->d_name);
    closedir(dir);
    if (f->convert) {
        f->job.command = BAOPAN_CONVERT;
        f->job.input = f->job.table;
        f->job.table = (baopan_input){0};
    } else if (f->job.table.path) {
        f->job.command = BAOPAN_FILL;
        f->job.input = f->job.templ;
        f->job.templ = (baopan_input){0};
    } else if (!f->job.input.path && f->job.format.path) {
        f->job.command = BAOPAN_FORMATS_LINT;
        f->job.input = f->job.format;
        f->job.format = (baopan_input){0};
    }
}

static baopan_result *run(fixture *f) {
    baopan_result *result = NULL;
    f->job = (baopan_job){.command = BAOPAN_CHECK, .today = 20261123};
    if (is_folder(f->path)) {
        read_folder(f);
    } else {
        size_t len = strlen(f->path);
        bool yaml = len > 5 && !strcmp(f->path + len - 5, ".yaml");
        f->job.command = yaml ? BAOPAN_FORMATS_LINT : BAOPAN_CHECK;
        f->job.input = load(f, f->path);
    }
    ck_assert_msg(f->job.input.path != NULL, "%s holds no input", f->path);
    baopan_status s = baopan_run(&f->job, &result);
    ck_assert_msg(s == BAOPAN_OK, "%s: status %d", f->path, s);
    return result;
}

static void done(fixture *f, baopan_result *result) {
    baopan_result_free(result);
    for (size_t i = 0; i < f->loaded; i++)
        free(f->bytes[i]);
}

/* ---- Expectations. */
static void describe(const baopan_result *r, char *out, size_t room) {
    size_t at = 0;
    for (size_t i = 0; i < baopan_result_findings(r) && at + 80 < room; i++) {
        baopan_finding f = baopan_result_finding(r, i);
        at += (size_t)snprintf(out + at, room - at, "\n  %s line=%llu count=%llu input=%s", f.code,
                               (unsigned long long)f.line, (unsigned long long)f.count, f.input);
    }
    out[at] = 0;
}

static bool meets(const baopan_finding *f, const char *line) {
    char id[16] = "", input[16] = "upload";
    unsigned long long wanted_line = 0, count = 0;
    const char *p;
    sscanf(line, "%15s", id);
    if ((p = strstr(line, "line=")))
        wanted_line = strtoull(p + 5, NULL, 10);
    if ((p = strstr(line, "count=")))
        count = strtoull(p + 6, NULL, 10);
    p = strstr(line, "input=");
    if (p)
        sscanf(p + 6, "%15s", input);
    return !strcmp(f->code, id) && (!wanted_line || f->line == wanted_line) &&
           (!count || f->count == count) && (!p || !strcmp(f->input, input));
}

/* Each expected line takes one finding; none may be left over on either side. */
static bool exactly(const baopan_result *r, char lines[][128], size_t line_count) {
    bool taken[LIST_MAX] = {false};
    size_t found = baopan_result_findings(r);
    if (found != line_count || found > LIST_MAX)
        return false;
    for (size_t i = 0; i < line_count; i++) {
        size_t k = 0;
        for (baopan_finding f; k < found; k++) {
            f = baopan_result_finding(r, k);
            if (!taken[k] && meets(&f, lines[i]))
                break;
        }
        if (k == found)
            return false;
        taken[k] = true;
    }
    return true;
}

static size_t expected_lines(const fixture *f, const char *id, char lines[][128], size_t room) {
    char path[PATH_MAX_LEN * 2];
    size_t n = 0;
    snprintf(path, sizeof path, "%s/expect", f->path);
    FILE *in = is_folder(f->path) ? fopen(path, "r") : NULL;
    if (in == NULL) {
        snprintf(lines[0], 128, "%s", id);
        return 1;
    }
    while (n < room && fgets(lines[n], 128, in))
        if (lines[n][0] > ' ' && lines[n][0] != '#')
            n++;
    fclose(in);
    return n;
}

static bool gives(const baopan_result *r, const char *id) {
    for (size_t i = 0; i < baopan_result_findings(r); i++)
        if (!strcmp(baopan_result_finding(r, i).code, id))
            return true;
    return false;
}

static void check_fixture(const char *id, const char *name, bool bad) {
    static char lines[LIST_MAX][128];
    char got[8192];
    fixture f = {0};
    snprintf(f.path, sizeof f.path, "%s/%s/%s", root(), id, name);
    baopan_result *r = run(&f);
    describe(r, got, sizeof got);
    if (bad) {
        size_t n = expected_lines(&f, id, lines, LIST_MAX);
        ck_assert_msg(exactly(r, lines, n), "%s gives:%s", f.path, got);
        ck_assert_msg(gives(r, id), "%s does not give %s", f.path, id);
    } else {
        ck_assert_msg(!gives(r, id), "%s gives its code:%s", f.path, got);
    }
    done(&f, r);
}

START_TEST(code_has_fixtures_that_hold) {
    const char *id = catalogue_get((code)_i)->id;
    char folder[PATH_MAX_LEN];
    unsigned bads = 0, goods = 0;
    snprintf(folder, sizeof folder, "%s/%s", root(), id);
    DIR *dir = opendir(folder);
    ck_assert_msg(dir != NULL, "%s has no fixtures", id);
    for (struct dirent *e; (e = readdir(dir));) {
        bool bad = !strncmp(e->d_name, "bad", 3), good = !strncmp(e->d_name, "good", 4);
        if (bad || good)
            check_fixture(id, e->d_name, bad);
        bads += bad;
        goods += good;
    }
    closedir(dir);
    ck_assert_msg(bads && goods, "%s: %u bad, %u good", id, bads, goods);
}
END_TEST

Suite *gate_suite(void) {
    Suite *s = suite_create("gate");
    TCase *t = tcase_create("gate");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, code_has_fixtures_that_hold, CODE_NONE + 1, CODE_COUNT);
    suite_add_tcase(s, t);
    return s;
}
