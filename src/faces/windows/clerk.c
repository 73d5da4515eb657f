/* From files to words of the command line, and from its exit status to something to look at. */
#include "faces/windows/clerk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <windows.h>

#include "faces/cli/cli.h"
#include "faces/os/os.h"
#include "faces/os/windows/wide.h"
#include "faces/windows/dialogs.h"
#include "faces/windows/hear.h"

enum { WORDS_MAX = CHOSEN_MAX + 16 };

/* ---- Who is there? */
/* A console of our own, or none: nobody typed a command. */
static bool nobody_typed(void) {
    DWORD others[2];
    DWORD type = GetFileType(GetStdHandle(STD_OUTPUT_HANDLE));
    if (type == FILE_TYPE_DISK || type == FILE_TYPE_PIPE)
        return false;
    return GetConsoleWindow() == NULL || GetConsoleProcessList(others, 2) == 1;
}

static bool is_whole_path(const char *word) {
    return (word[0] && word[1] == ':' && (word[2] == '\\' || word[2] == '/')) || strncmp(word, "\\\\", 2) == 0;
}

/* What was dropped and cannot be found is the clerk's too, who would else never hear of it. */
bool is_clerk(int argc, char **argv) {
    bool found = argc > 1;
    for (int i = 1; i < argc; i++) {
        if (!is_whole_path(argv[i]))
            return false;
        found = found && os_is_there(argv[i]);
    }
    return found || nobody_typed();
}

/* ---- Names for what is written: beside the file, and not taken. */
static char *name_like(const char *path, const char *more) {
    const char *name = os_name_in(path), *dot = strrchr(name, '.');
    int stem = (int)(dot && dot != name ? dot - path : (ptrdiff_t)strlen(path));
    size_t room = strlen(path) + 64;
    char *made = malloc(room);
    const char *ending = strrchr(more, '.');
    int words = (int)(ending ? ending - more : (ptrdiff_t)strlen(more));
    for (int n = 1; made; n++) {
        char number[16] = "";
        if (n > 1)
            (void)snprintf(number, sizeof number, "-%d", n);
        (void)snprintf(made, room, "%.*s%.*s%s%s", stem, path, words, more, number, ending ? ending : "");
        if (!os_is_there(made))
            break;
    }
    return made;
}

static bool can_be_made(const char *path) {
    int made = path ? os_create(path, false) : -1;
    return made >= 0 && os_close(made) && os_remove(path);
}

/* The report lies beside the file, where its owner finds and removes it; in a folder that cannot be written, in the
 * user's own temporary one. */
static char *report_for(const char *path) {
    static const char more[] = "-报告.html";
    wchar_t folder[MAX_PATH + 1];
    char *beside = name_like(path, more);
    if (can_be_made(beside) || !GetTempPathW(MAX_PATH, folder))
        return beside;
    free(beside);
    char *temporary = narrow_text(folder), *there = NULL;
    size_t room = temporary ? strlen(temporary) + strlen(os_name_in(path)) + 1 : 0;
    char *same = room ? malloc(room) : NULL;
    if (same) {
        (void)snprintf(same, room, "%s%s", temporary, os_name_in(path));
        there = name_like(same, more);
    }
    free(temporary);
    free(same);
    return there;
}

/* ---- Running a command, and telling how it went. */
typedef struct errand {
    char *words[WORDS_MAX + 1];
    int count;
    char *report, *output; /* output: what it writes, NULL = nothing */
    bool several;          /* files to check */
} errand;

static void add_word(errand *e, const char *word) {
    if (e->count < WORDS_MAX)
        e->words[e->count++] = (char *)(uintptr_t)word;
}

static void tell_words(const char *before, const char *text, const char *after, bool trouble) {
    size_t room = strlen(before) + strlen(text) + strlen(after) + 1;
    char *all = malloc(room);
    if (all)
        (void)snprintf(all, room, "%s%s%s", before, text, after);
    wchar_t *wide = wide_text(all ? all : before);
    if (wide)
        say(wide, trouble);
    free(wide);
    free(all);
}

static int no_memory(void) {
    say(L"没有做成：内存不够。\n\n请关掉一些别的程序再试。", true);
    return EXIT_SYSTEM;
}

/* Where one of several files could not be read, the report says what was found in the others. */
static bool is_worth_showing(const errand *e, int status) {
    return os_is_there(e->report) && (status <= EXIT_FOUND || (status == EXIT_SYSTEM && e->several && e->output == NULL));
}

static void tell_output(const errand *e, int status, bool opened) {
    bool written = os_is_there(e->output);
    const char *zh = !written               ? "没有写出上传文件，原因和办法在报告里：\n\n"
                     : status == EXIT_FINE ? "填好了，上传这个文件：\n\n"
                                           : "写出了，但有问题要看，请先看报告：\n\n";
    tell_words(zh, written ? e->output : e->report, written && opened ? "\n\n详细的报告在浏览器里。" : "", status != EXIT_FINE);
}

static void tell(const errand *e, int status, const heard *h) {
    const char *said = h->said ? h->said : "", *complaints = h->complaints ? h->complaints : "";
    if (!is_worth_showing(e, status)) {
        tell_words("没有做成。\n\n", *complaints ? complaints : said, "", true);
        return;
    }
    bool opened = open_page(e->report);
    if (!opened)
        tell_words(said, "\n报告没有能在浏览器里打开，它在：\n", e->report, status != EXIT_FINE);
    if (e->output)
        tell_output(e, status, opened);
    else if (status == EXIT_SYSTEM)
        tell_words("有文件没有读到，报告里没有它：\n\n", complaints, "", true);
}

static int run_errand(errand *e, const char *about) {
    heard h;
    e->report = report_for(about);
    size_t room = e->report ? strlen(e->report) + 16 : 0;
    char *wish = room ? malloc(room) : NULL;
    if (wish == NULL)
        return no_memory();
    (void)snprintf(wish, room, "html=%s", e->report);
    static char all[] = "all"; /* the command line cuts such lists up */
    const char *const always[] = {"--reveal", all, "--lang", "zh", "--color", "never", "--report"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        add_word(e, always[i]);
    add_word(e, wish);
    int status = hear_command(e->count, e->words, &h);
    tell(e, status, &h);
    free(h.said);
    free(h.complaints);
    free(wish);
    free(e->report);
    free(e->output);
    return status;
}

/* ---- The errands. */
static int check(char **files, size_t count, const char *templ) {
    errand e = {.several = count > 1};
    add_word(&e, "baopan");
    add_word(&e, "check");
    for (size_t i = 0; i < count; i++)
        add_word(&e, files[i]);
    if (templ) {
        add_word(&e, "--template");
        add_word(&e, templ);
    }
    return run_errand(&e, files[0]);
}

static int fill(char **templates, size_t count, const char *table) {
    errand e = {.output = name_like(templates[0], count == 1 ? "-上传.zip" : "-上传文件")};
    if (e.output == NULL)
        return no_memory();
    add_word(&e, "baopan");
    add_word(&e, "fill");
    for (size_t i = 0; i < count; i++)
        add_word(&e, templates[i]);
    add_word(&e, table);
    add_word(&e, "-o");
    add_word(&e, e.output);
    return run_errand(&e, templates[0]);
}

static char *choose_another(const wchar_t *title) {
    char *paths[CHOSEN_MAX];
    return choose_files(title, false, paths) ? paths[0] : NULL;
}

/* ---- What do they want? */
static bool ends_in(const char *path, const char *ending) {
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

/* By its name: a table? Archives, texts and folders are declaration files. */
static bool is_table(const char *path) {
    static const char *const endings[] = {".xlsx", ".xls", ".et", ".csv", ".ods", ".xlsm", ".htm", ".html", ".xml"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(path, endings[i]))
            return true;
    return false;
}

static int with_template(char **files) {
    char *templ = choose_another(L"请选择从门户下载、没有动过的原模板");
    int status = templ ? check(files, 1, templ) : EXIT_FINE;
    free(templ);
    return status;
}

static int with_table(char **files) {
    char *table = choose_another(L"请选择工资表（Excel、WPS 或 CSV）");
    int status = table ? fill(files, 1, table) : EXIT_FINE;
    free(table);
    return status;
}

static int for_table(const char *table) {
    char *templ = choose_another(L"请选择从门户下载、没有动过的原模板");
    int status = templ ? fill(&templ, 1, table) : EXIT_FINE;
    free(templ);
    return status;
}

static wchar_t *asking(const char *zh, const char *path) {
    size_t room = strlen(zh) + strlen(os_name_in(path)) + 1;
    char *text = malloc(room);
    if (text)
        (void)snprintf(text, room, "%s%s", zh, os_name_in(path));
    wchar_t *wide = text ? wide_text(text) : NULL;
    free(text);
    return wide;
}

static int ask_about_one(char **files) {
    static const wchar_t *const answers[] = {L"与原模板对照检查\n要上传的文件；再选原模板，查得最全",
                                             L"只检查这个文件\n手边没有原模板", L"填工资\n这是原模板；再选工资表"};
    wchar_t *question = asking("要做什么？\n", files[0]);
    int answer = question ? choose_one(question, answers, 3) : -1;
    free(question);
    return answer == 0 ? with_template(files) : answer == 1 ? check(files, 1, NULL) : answer == 2 ? with_table(files) : EXIT_FINE;
}

static int ask_about_two(char **files) {
    wchar_t *first = asking("原模板是 ", files[0]), *second = asking("原模板是 ", files[1]);
    const wchar_t *const answers[] = {first, second, L"都不是，各查各的"};
    int answer = first && second ? choose_one(L"哪一个是从门户下载、没有动过的原模板？\n用它来对照检查另一个。", answers, 3) : -1;
    free(first);
    free(second);
    return answer == 0   ? check(files + 1, 1, files[0])
           : answer == 1 ? check(files, 1, files[1])
           : answer == 2 ? check(files, 2, NULL)
                         : EXIT_FINE;
}

/* Tables go to the end; how many others there are. */
static size_t tables_last(char **files, size_t count) {
    size_t others = 0;
    for (size_t i = 0; i < count; i++)
        if (!is_table(files[i])) {
            char *other = files[i];
            (void)memmove(files + others + 1, files + others, (i - others) * sizeof *files);
            files[others++] = other;
        }
    return others;
}

static int serve(char **files, size_t count, bool dropped) {
    size_t others = tables_last(files, count);
    if (count - others > 1) {
        say(L"一次只能用一张工资表。\n\n请把原模板和一张工资表一起拖到图标上，或者一起选中。", true);
        return EXIT_USAGE;
    }
    if (others < count)
        return others ? fill(files, others, files[others]) : for_table(files[0]);
    if (count == 2)
        return ask_about_two(files);
    return count == 1 && !dropped ? ask_about_one(files) : check(files, count, NULL);
}

int serve_clerk(int argc, char **argv) {
    static char *chosen[CHOSEN_MAX];
    if (nobody_typed())
        (void)FreeConsole();
    if (argc > CHOSEN_MAX + 1) {
        say(L"一次拖来的文件太多了。\n\n请把它们放进一个文件夹，再把文件夹拖到图标上。", true);
        return EXIT_USAGE;
    }
    if (argc > 1)
        return serve(argv + 1, (size_t)argc - 1, true);
    size_t count = choose_files(L"报盘：请选择要检查的文件；或者同时选中原模板和工资表", true, chosen);
    return count ? serve(chosen, count, false) : EXIT_FINE;
}
