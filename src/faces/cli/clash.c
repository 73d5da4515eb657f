/* Whether the paths of one command line get into each other's way, before anything is read or written: an output that
 * would replace an input or another output is lost work that no message afterwards brings back. */
#include <stdlib.h>
#include <string.h>

#include "faces/cli/cli.h"
#include "faces/os/os.h"

enum { OUTPUTS_MAX = REPORTS_MAX + 2 };

static bool is_dash(const char *path) { return path && strcmp(path, "-") == 0; }

/* ---- Outputs against inputs. */
bool is_input(const options *o, const char *path) {
    const char *named[] = {o->templ, o->format, o->files_from, o->reads_receipt ? o->receipt : NULL};
    bool same = false;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        same = same || (named[i] && file_same(path, named[i]));
    for (int i = 0; i < o->operand_count; i++)
        same = same || file_same(path, o->operands[i]);
    if (same)
        complain(o, "输出不能是输入的文件，请换一个名字",
                 "the output must not be one of the inputs; please choose another name", path);
    return same;
}

/* ---- Outputs against each other. */
/* The folder of a path, owned; NULL when memory is out. */
static char *folder_of(const char *path) {
    size_t len = (size_t)(os_name_in(path) - path);
    char *folder = len ? calloc(len + 1, 1) : strdup(".");
    return folder && len ? memcpy(folder, path, len) : folder;
}

/* Files that are not there yet are the same where their names and folders are. */
static bool same_to_be(const char *a, const char *b) {
    if (strcmp(os_name_in(a), os_name_in(b)) != 0)
        return false;
    char *one = folder_of(a), *other = folder_of(b);
    bool same = one && other && os_same_file(one, other);
    free(one);
    free(other);
    return same;
}

bool same_place(const char *a, const char *b) {
    if (is_dash(a) || is_dash(b))
        return is_dash(a) && is_dash(b);
    return strcmp(a, b) == 0 || os_same_file(a, b) || same_to_be(a, b);
}

/* All that the options have written, stdout as "-". */
static size_t outputs_of(const options *o, const char **out) {
    size_t count = 0;
    if (o->output)
        out[count++] = o->output;
    if (o->receipt && !o->reads_receipt)
        out[count++] = o->receipt;
    for (size_t i = 0; i < o->report_count; i++)
        out[count++] = o->reports[i].path ? o->reports[i].path : "-";
    return count;
}

static bool twice(const options *o, const char *path) {
    if (is_dash(path))
        complain(o, "标准输出只能写一样东西，别的请写到文件（-o 文件、--receipt 文件、--report 种类=文件）",
                 "standard output takes one thing only; write the others to files (-o FILE, --receipt FILE, --report KIND=FILE)",
                 NULL);
    else
        complain(o, "输出、回执和报告都要各写一个文件，请换一个名字",
                 "output, receipt and reports must each have a file of their own; please choose another name", path);
    return true;
}

static bool outputs_clash(const options *o) {
    const char *out[OUTPUTS_MAX];
    size_t count = outputs_of(o, out);
    for (size_t i = 0; i < count; i++) {
        if (is_input(o, out[i]))
            return true;
        for (size_t k = 0; k < i; k++)
            if (same_place(out[i], out[k]))
                return twice(o, out[i]);
    }
    return false;
}

/* ---- Standard input can be read once: who comes second would find it empty and call the file damaged. */
static bool stdin_twice(const options *o) {
    int times = is_dash(o->templ) + is_dash(o->files_from) + (o->reads_receipt && is_dash(o->receipt));
    for (int i = 0; i < o->operand_count; i++)
        times += is_dash(o->operands[i]);
    if (times > 1)
        complain(o, "标准输入（-）只能用一次，别的请给出文件", "standard input (-) can be read once only; name files for the others",
                 NULL);
    return times > 1;
}

bool paths_clash(const options *o) { return stdin_twice(o) || outputs_clash(o); }
