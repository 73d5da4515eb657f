/* The quick ways and their slow twins: a check by many hands says to the byte what one hand says, however
 * the lines are cut; and of a line that is called sound no rule has anything to tell. Over every fixture,
 * and over random wage files with random damage. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "job.h"
#include "rules/check.h"

enum { PATH_LEN = 512, ROOM = 1 << 22 };

/* ---- A check as job_check.c makes it, by a crew of our own. */
static void last_first(void *context, void (*part)(void *, unsigned), void *argument, unsigned parts) {
    (void)context;
    while (parts--)
        part(argument, parts);
}

static const crew CREWS[] = {
    {.hands = 1},
    {.hands = 2, .side_by_side = last_first, .least = 1},
    {.hands = 3, .side_by_side = last_first, .least = 40},
    {.hands = 7, .side_by_side = last_first, .least = 300},
    {.hands = 61, .side_by_side = last_first, .least = 1},
};
enum { CREW_COUNT = sizeof CREWS / sizeof *CREWS };

typedef struct trial {
    const baopan_job *job;
    const crew *crew;
    baopan_result result;
    buf json;
    uint64_t sound; /* lines called so */
} trial;

/* The rules over each sound line: they must be silent. */
static void doubt_sound_lines(arena *a, const reading *r, trial *t, const document *templ) {
    const document *d = &t->result.doc;
    rules_job rules = {.upload = d, .templ = templ, .expected = &t->result.expected, .format = r->format,
                       .today = t->job->today, .max_line = 65536};
    findings *found = findings_new(a, 0);
    check c = {&rules, arena_child(a), found, d, templ, NULL};
    for (uint32_t i = 0; d->usable && i < d->text.line_count; i++) {
        line_view v, twin;
        line_view_read(c.scratch, d, i, &v);
        checked_line l = {.view = &v, .first_line = UINT32_MAX};
        bool sound = line_sound(&c, &l);
        if (sound)
            run_line_rules(&c, &l, PHASE_KNOWN);
        if (templ && i < templ->text.line_count) { /* any line may be a twin */
            line_view_read(c.scratch, templ, i, &twin);
            l.twin = &twin;
            l.same_bytes = span_eq(span_of(v.line.ptr, (size_t)(view_field(&v, d->layout.wage).ptr - v.line.ptr)),
                                   span_of(twin.line.ptr, (size_t)(view_field(&twin, templ->layout.wage).ptr - twin.line.ptr)));
            if (line_sound(&c, &l))
                run_line_rules(&c, &l, PHASE_KNOWN);
        }
        t->sound += sound;
        ck_assert_msg(findings_total(found) == 0, "line %u was called sound: %.*s", i + 1, (int)v.line.len, v.line.ptr);
        arena_reset(c.scratch);
    }
}

static void check_it(arena *a, void *context) {
    trial *t = context;
    baopan_result *out = &t->result;
    reading r = reading_begin(a, t->job);
    const document *templ = NULL;
    r.crew = *t->crew;
    r.plainly = t->crew == CREWS && t->job->spent == NULL;
    if (t->job->templ.path) {
        open_both(&r, &t->job->input, &t->job->templ);
        read_template(&r, &t->job->templ, &out->templ);
        templ = out->templ.usable && !out->templ.layout.ambiguous ? &out->templ : NULL;
    }
    read_upload(&r, &t->job->input, templ, &out->doc, &out->expected);
    check_document(&r, out, templ);
    set_report(out, &r, REPORT_CHECK, &t->job->input, templ);
    const report_file *file = &out->file;
    report_options all = {.reveal = {true, true, true}, .version = "0"};
    t->json = buf_new(a);
    report_json(&t->json, &file, 1, &all);
    buf_reserve(&t->json, 1);
    t->json.ptr[t->json.len] = 0; /* for messages */
    if (t->crew == CREWS && t->job->spent == NULL)
        doubt_sound_lines(a, &r, t, templ);
}

/* How many bytes are the same from the beginning on. */
static size_t agreement(const char *a, size_t a_len, const char *b, size_t b_len) {
    size_t at = 0;
    while (at < a_len && at < b_len && a[at] == b[at])
        at++;
    return at;
}

/* Whatever is called spent may be anything from now on. */
static void scribble(void *context, const void *bytes, size_t len) {
    size_t *spent = context;
    memset((void *)(uintptr_t)bytes, '#', len);
    *spent += len;
}

/* By every crew and, last, with the inputs scribbled over as soon as they are spent. Returns how many lines
 * were called sound. */
static uint64_t same_by_all_crews(const baopan_job *given, const char *name) {
    baopan_job copy = *given, *job = &copy;
    size_t spent = 0;
    char *alone = NULL;
    uint64_t sound = 0;
    size_t len = 0;
    for (size_t i = 0; i <= CREW_COUNT; i++) {
        arena a;
        arena_init(&a, NULL);
        trial *t = calloc(1, sizeof *t);
        t->job = job;
        t->crew = &CREWS[i % CREW_COUNT];
        copy.spent = i == CREW_COUNT ? scribble : NULL;
        copy.spent_context = &spent;
        ck_assert_int_eq(arena_run(&a, check_it, t), STATUS_OK);
        if (i == 0) {
            sound = t->sound;
            len = t->json.len;
            alone = calloc(1, len + 1);
            memcpy(alone, t->json.ptr, len);
        }
        size_t at = agreement(alone, len, (const char *)t->json.ptr, t->json.len);
        ck_assert_msg(at == len && at == t->json.len, "%s: crew %zu says …%.200s… but one alone …%.200s…", name, i,
                      (const char *)t->json.ptr + (at < 100 ? 0 : at - 100), alone + (at < 100 ? 0 : at - 100));
        free(t);
        arena_free(&a);
    }
    ck_assert(spent || given->input.is_text || strstr(name, "ZIP-") || strstr(name, "ENC-016") || strstr(name, "SYS-"));
    free(alone);
    return sound;
}

/* ---- Every fixture. */
static bool load(const char *path, baopan_input *in, char *room) {
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    size_t len = strlen(path);
    *in = (baopan_input){path, room, fread(room, 1, ROOM, f), len > 4 && !strcmp(path + len - 4, ".txt")};
    fclose(f);
    return true;
}

static bool load_first(const char *folder, const char *name, char path[static PATH_LEN * 3], baopan_input *in, char *room) {
    static const char *const endings[] = {"zip", "txt", "rar", "xls", "xlsx"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, PATH_LEN * 3, "%s/%s.%s", folder, name, endings[i]);
        if (load(path, in, room))
            return true;
    }
    return false;
}

static unsigned check_fixture(const char *path) {
    static char upload[ROOM], templ[ROOM];
    char upload_path[PATH_LEN * 3], templ_path[PATH_LEN * 3];
    struct stat st;
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123, .hash_seed = 5};
    if (stat(path, &st) != 0)
        return 0;
    if (!S_ISDIR(st.st_mode)) {
        if (!load(path, &job.input, upload))
            return 0;
    } else if (!load_first(path, "upload", upload_path, &job.input, upload)) {
        return 0;
    } else {
        (void)load_first(path, "template", templ_path, &job.templ, templ);
    }
    (void)same_by_all_crews(&job, path);
    return 1;
}

START_TEST(fixtures_are_judged_alike_by_any_number_of_hands) {
    const char *root = getenv("BAOPAN_FIXTURES");
    char folder[PATH_LEN], path[PATH_LEN * 2];
    unsigned checked = 0;
    snprintf(folder, sizeof folder, "%s/%s", root ? root : "fixtures", catalogue_get((code)_i)->id);
    DIR *dir = opendir(folder);
    ck_assert_msg(dir != NULL, "%s", folder);
    for (struct dirent *e; (e = readdir(dir));) {
        snprintf(path, sizeof path, "%s/%.200s", folder, e->d_name);
        checked += e->d_name[0] != '.' && check_fixture(path);
    }
    closedir(dir);
    layer l = catalogue_get((code)_i)->layer;
    ck_assert_msg(checked || l == LAYER_SRC || l == LAYER_FMT || l == LAYER_SYS || l == LAYER_PAY, "%s", folder);
}
END_TEST

/* ---- Random files. */
static uint64_t dice;

static unsigned roll(unsigned sides) {
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return (unsigned)(dice >> 11) % sides;
}

typedef struct wages {
    char text[1 << 16];
    size_t len;
} wages;

static void write_id(char out[static 19], unsigned who) {
    char digits[24];
    snprintf(digits, sizeof digits, "2399%02u19%02u%02u%02u%03u", who % 31, 50 + who % 50, 1 + who % 12, 1 + who % 28, who % 999);
    memcpy(out, digits, 17);
    out[17] = person_id_check(digits);
    out[18] = 0;
}

/* Names in GBK: 王, 李, 张 and 伟, 芳, 䶮. */
static const char *const SURNAMES[] = {"\xCD\xF5", "\xC0\xEE", "\xD5\xC5"};
static const char *const GIVEN[] = {"\xCE\xB0", "\xB7\xBC", "\xFE\x9F"};

static size_t write_line(char *out, unsigned who, char sep, bool filled) {
    char id[19], wage[16] = "";
    write_id(id, who);
    if (filled)
        snprintf(wage, sizeof wage, "%u.%02u", 30000 + who * 7, who % 100);
    return (size_t)sprintf(out, "%08u%c%s%s%c%s%c%u.%02u%c%s", who, sep, SURNAMES[who % 3], GIVEN[who / 3 % 3], sep, id,
                           sep, 28000 + who * 6, who % 97, sep, wage);
}

enum damage { NONE, BLANK, LOW, TWICE, TORN, JOINED, EMPTY, WORD, SHORT, LONG, BAD_ID, LOWER, SMALL_X, GONE, ODD_NAME, OLD, DAMAGES };

/* Line `i` as the upload has it. */
static void write_damaged(wages *s, unsigned i, char sep, enum damage what) {
    char line[256], *at;
    bool filled = what != BLANK;
    size_t n = write_line(line, what == TWICE ? i / 2 : i, sep, filled);
    char *id = strchr(strchr(line, sep) + 1, sep) + 1;
    if (what == GONE)
        return;
    if (what == LOW)
        n = (size_t)(strrchr(line, sep) - line) + 1 + (size_t)sprintf(strrchr(line, sep) + 1, "0.5");
    if (what == WORD)
        n = (size_t)sprintf(line, "\xBA\xCF\xBC\xC6%c%c%c%c", sep, sep, sep, sep);
    if (what == EMPTY)
        n = 0;
    if (what == SHORT)
        n = (size_t)(strrchr(line, sep) - line);
    if (what == LONG) {
        line[n++] = sep;
        line[n++] = 'x';
    }
    if (what == BAD_ID)
        id[roll(18)] = (char)('0' + roll(10));
    if (what == LOWER && (at = strchr(line, 'X')))
        *at = 'x';
    if (what == SMALL_X)
        id[17] = '-';
    if (what == ODD_NAME) /* a full-width 7, or half a character */
        memcpy(id - 3, roll(2) ? "\xA3\xB7" : "\xA3" "7", 2);
    if (what == OLD)
        line[n - 5] = (char)('0' + roll(10));
    if (what == TORN)
        memmove(id + 1, id, n - (size_t)(id - line)), *id = '\n', n++;
    memcpy(s->text + s->len, line, n);
    s->len += n;
    if (what == JOINED)
        s->text[s->len++] = sep;
    else
        s->len += (size_t)sprintf(s->text + s->len, "\r\n");
}

static void write_both(wages *templ, wages *upload, unsigned people, unsigned rate) {
    static const char separators[] = "\t,|;";
    char sep = separators[roll(4)], line[256];
    unsigned odd = roll(3 * people), bent = roll(3 * people);
    templ->len = upload->len = 0;
    if (roll(2)) {
        size_t n = (size_t)sprintf(line, "\xB8\xF6\xC8\xCB\xB1\xE0\xBA\xC5%c\xD0\xD5\xC3\xFB%c\xC9\xED\xB7\xDD\xD6\xA4\xBA\xC5%c\xD4\xAD\xB9\xA4\xD7\xCA%c\xCF\xD6\xB9\xA4\xD7\xCA\r\n",
                                   sep, sep, sep, sep);
        memcpy(templ->text, line, n);
        memcpy(upload->text, line, n);
        templ->len = upload->len = n;
    }
    for (unsigned i = 0; i < people; i++) {
        templ->len += write_line(templ->text + templ->len, i, sep, false);
        if (i == odd) /* no template is so, but nobody may trust that */
            templ->len += (size_t)sprintf(templ->text + templ->len, "%c", sep);
        templ->len += (size_t)sprintf(templ->text + templ->len, i == bent ? "\n" : "\r\n");
        write_damaged(upload, i, sep, rate && roll(rate) == 0 ? (enum damage)roll(DAMAGES) : NONE);
        if (i == bent + 1 && upload->text[upload->len - 2] == '\r') /* as many of them, elsewhere */
            upload->text[--upload->len - 1] = '\n';
    }
}

START_TEST(random_files_are_judged_alike_by_any_number_of_hands) {
    static const unsigned rates[] = {0, 200, 40, 10, 3, 1};
    static wages templ, upload;
    char name[32];
    uint64_t sound = 0;
    dice = 0x9E3779B97F4A7C15u + (uint64_t)_i * 7919;
    write_both(&templ, &upload, 20 + roll(300), rates[_i % 6]);
    snprintf(name, sizeof name, "case %d", _i);
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123, .hash_seed = (uint64_t)_i,
                      .input = {"upload.txt", upload.text, upload.len, true}};
    sound += same_by_all_crews(&job, name);
    job.limits.max_findings = 3;
    (void)same_by_all_crews(&job, name);
    job.limits.max_findings = 0;
    job.templ = (baopan_input){"template.txt", templ.text, templ.len, true};
    sound += same_by_all_crews(&job, name);
    ck_assert_msg(_i % 6 >= 3 || sound > 20, "%s: %u sound lines", name, (unsigned)sound);
}
END_TEST

Suite *parts_suite(void) {
    Suite *s = suite_create("parts");
    TCase *t = tcase_create("parts");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, fixtures_are_judged_alike_by_any_number_of_hands, CODE_NONE + 1, CODE_COUNT);
    tcase_add_loop_test(t, random_files_are_judged_alike_by_any_number_of_hands, 0, 120);
    suite_add_tcase(s, t);
    return s;
}
