/* Damage made the way people make it (fixtures/make-stories): the story told of it, the first one
 * first, and that what is shown stays a handful of codes. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baopan.h"

enum { PATH_MAX_LEN = 512, CODES_SHOWN = 5 };

static const char *root(void) {
    const char *set = getenv("BAOPAN_FIXTURES");
    return set ? set : "fixtures";
}

static char *load(const char *folder, const char *name, size_t *len) {
    char path[PATH_MAX_LEN];
    (void)snprintf(path, sizeof path, "%s/stories/%s/%s", root(), folder, name);
    FILE *in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    size_t room = 1 << 20;
    char *bytes = calloc(1, room);
    *len = fread(bytes, 1, room - 1, in);
    (void)fclose(in);
    return bytes;
}

/* Codes besides the two of people left out, who are told of whatever happened to the file. */
static size_t codes_shown(const baopan_result *r) {
    size_t count = 0;
    const char *last = "";
    for (size_t i = 0; i < baopan_result_findings(r); i++) {
        const char *code = baopan_result_finding(r, i).code;
        bool missing = strcmp(code, "PAY-001") == 0 || strcmp(code, "PAY-002") == 0;
        count += strcmp(code, last) != 0 && !missing;
        last = code;
    }
    return count;
}

/* The ids in expect-story, in order, are the stories told, and no others. */
static void compare(const char *folder, const baopan_result *r) {
    size_t len, told = 0;
    char *expected = load(folder, "expect-story", &len);
    for (char *id = strtok(expected, "\n"); id; id = strtok(NULL, "\n"), told++) {
        const char *got = baopan_result_story(r, told);
        ck_assert_msg(got && strcmp(got, id) == 0, "%s tells %s, not %s", folder, got ? got : "nothing", id);
    }
    const char *more = baopan_result_story(r, told);
    ck_assert_msg(more == NULL, "%s tells %s, too", folder, more ? more : "");
    free(expected);
}

static void check_story(const char *folder, baopan_lang lang) {
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123};
    baopan_result *result = NULL;
    char *upload = load(folder, "upload.zip", &job.input.len), *templ = load(folder, "template.zip", &job.templ.len);
    job.input.path = "upload.zip";
    job.input.bytes = upload;
    job.templ.path = "template.zip";
    job.templ.bytes = templ;
    ck_assert_int_eq(baopan_run(&job, &result), BAOPAN_OK);
    compare(folder, result);
    ck_assert_msg(codes_shown(result) <= CODES_SHOWN, "%s shows %zu codes", folder, codes_shown(result));
    baopan_render_options how = {.report = BAOPAN_TEXT, .lang = lang};
    const baopan_result *const results[] = {result};
    baopan_bytes text;
    ck_assert_int_eq(baopan_render(results, 1, &how, &text), BAOPAN_OK);
    ck_assert(text.len > 0);
    baopan_bytes_free(&text);
    baopan_result_free(result);
    free(upload);
    free(templ);
}

START_TEST(every_story_is_told) {
    char path[PATH_MAX_LEN];
    unsigned count = 0;
    (void)snprintf(path, sizeof path, "%s/stories", root());
    DIR *dir = opendir(path);
    ck_assert_msg(dir != NULL, "%s", path);
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.') {
            check_story(e->d_name, count % 2 ? BAOPAN_EN : BAOPAN_ZH);
            count++;
        }
    (void)closedir(dir);
    ck_assert_uint_gt(count, 20);
}
END_TEST

Suite *stories_suite(void) {
    Suite *s = suite_create("stories");
    TCase *t = tcase_create("stories");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, every_story_is_told);
    suite_add_tcase(s, t);
    return s;
}
