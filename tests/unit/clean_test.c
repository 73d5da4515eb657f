/* Clean files stay clean: every golden layout and roster, with its template and without, gives no
 * finding at warning or above. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baopan.h"

enum { PATH_MAX_LEN = 512, FOLDERS_MAX = 64 };

/* What the layouts that have them in their template give where no template vouches for them. */
static const struct {
    const char *folder, *code;
} ALONE[] = {
    {"layouts/utf8-bom", "ENC-002"},
    {"layouts/name-gbk", "ZIP-020"},
};

static char folders[FOLDERS_MAX][PATH_MAX_LEN];
static int folder_count;

static const char *root(void) {
    const char *set = getenv("BAOPAN_FIXTURES");
    return set ? set : "fixtures";
}

/* "" for golden itself, then what lies in layouts/ and special/. */
static void list_folders(const char *below) {
    char path[PATH_MAX_LEN * 2];
    snprintf(path, sizeof path, "%s/golden/%s", root(), below);
    DIR *dir = opendir(path);
    ck_assert_msg(dir != NULL, "%s", path);
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.' && folder_count < FOLDERS_MAX)
            snprintf(folders[folder_count++], PATH_MAX_LEN, "%s/%.200s", below, e->d_name);
    closedir(dir);
}

static void *load(const char *folder, const char *name, baopan_input *in) {
    char path[PATH_MAX_LEN * 3];
    snprintf(path, sizeof path, "%s/golden/%s/%s", root(), folder, name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    size_t room = 1 << 20;
    void *bytes = malloc(room);
    size_t n = fread(bytes, 1, room, f);
    fclose(f);
    *in = (baopan_input){name, bytes, n, false};
    return bytes;
}

static bool expected_alone(const char *folder, const char *code) {
    for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++)
        if (!strcmp(folder, ALONE[i].folder) && !strcmp(code, ALONE[i].code))
            return true;
    return false;
}

static void check_clean(const char *folder, bool with_template) {
    baopan_job job = {.command = BAOPAN_CHECK, .today = 20261123};
    baopan_result *r;
    void *upload = load(folder, "filled.zip", &job.input), *templ = NULL;
    if (with_template)
        templ = load(folder, "template.zip", &job.templ);
    ck_assert_int_eq(baopan_run(&job, &r), BAOPAN_OK);
    for (size_t i = 0; i < baopan_result_findings(r); i++) {
        baopan_finding f = baopan_result_finding(r, i);
        bool told = f.severity >= BAOPAN_WARNING && (with_template || !expected_alone(folder, f.code));
        ck_assert_msg(!told, "%s %s template gives %s, line %llu", folder, with_template ? "with" : "without", f.code,
                      (unsigned long long)f.line);
    }
    baopan_result_free(r);
    free(upload);
    free(templ);
}

START_TEST(golden_files_give_nothing) {
    folder_count = 1;
    folders[0][0] = 0;
    list_folders("layouts");
    list_folders("special");
    ck_assert_int_gt(folder_count, 20);
    for (int i = 0; i < folder_count; i++)
        check_clean(folders[i], _i == 1);
}
END_TEST

Suite *clean_suite(void) {
    Suite *s = suite_create("clean");
    TCase *t = tcase_create("clean");
    tcase_add_loop_test(t, golden_files_give_nothing, 0, 2);
    suite_add_tcase(s, t);
    return s;
}
