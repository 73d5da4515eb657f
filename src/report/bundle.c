/* What is in a support bundle, for who sends it and for who receives it. */
#include "base/utf8.h"
#include "report/screen.h"

#define N(x) ((unsigned long long)(x))

static bool whole(const bundle_facts *f) { return !f->upload_left_out && !f->template_left_out; }

static void name_left_out(buf *b, const bundle_facts *f) {
    if (f->upload_left_out)
        buf_add(b, f->upload_name);
    if (f->upload_left_out && f->template_left_out)
        buf_text(b, ", ");
    if (f->template_left_out)
        buf_add(b, f->template_name);
}

static void list_differences(buf *b, const bundle_facts *f, const report_options *o, const char *indent) {
    for (size_t i = 0; i < f->differences.count; i++) {
        const bundle_difference *d = &f->differences.items[i];
        buf_text(b, indent);
        buf_text(b, catalogue_get(d->code)->id);
        if (d->line)
            buf_format(b, SAY(o, "  第 %llu 行", "  line %llu"), N(d->line));
        buf_text(b, d->missing ? SAY(o, "  只有原文件有\n", "  of the original only\n") : SAY(o, "  只有这里有\n", "  here only\n"));
    }
}

/* ---- On the screen. */
static void screen_sameness(const screen *s, const bundle_facts *f) {
    screen_label(s, SAY(s->o, "核对过", "Proved"));
    if (f->differences.count == 0) {
        buf_format(s->b, SAY(s->o, "检查它和检查原文件，问题的代码与行号都相同（%llu 个）\n",
                             "checking it tells the same codes at the same lines as the original (%llu)\n"), N(f->told));
        return;
    }
    buf_format(s->b, SAY(s->o, "检查它和检查原文件，有 %llu 处不同：\n", "checking it differs from the original in %llu places:\n"),
               N(f->differences.count));
    list_differences(s->b, f, s->o, "                 ");
}

void screen_bundle(const screen *s) {
    const bundle_facts *f = s->f->bundle;
    screen_colour(s, "\033[32m");
    buf_text(s->b, SAY(s->o, "✔ 可以发给帮忙的人：里面的人都是虚构的", "✔ Ready to send: everybody in it is invented"));
    screen_colour(s, "\033[0m");
    buf_byte(s->b, '\n');
    if (s->o->wrote_output) {
        screen_label(s, SAY(s->o, "写到了", "Written to"));
        utf8_show_line(s->b, s->o->output_path);
        buf_byte(s->b, '\n');
    }
    screen_label(s, SAY(s->o, "换掉了", "Replaced"));
    buf_text(s->b, SAY(s->o, "身份证号、姓名、个人编号、工资、单位和文件名；损坏的样子原样保留\n",
                       "IDs, names, personal numbers, wages, units and file names; the damage is as it was\n"));
    if (!whole(f)) {
        screen_label(s, SAY(s->o, "略去了", "Left out"));
        name_left_out(s->b, f);
        buf_text(s->b, SAY(s->o, " 的内容（读不出来），只留文件头和大小\n", ": its content cannot be read; headers and sizes are kept\n"));
    }
    screen_sameness(s, f);
}

/* ---- In the bundle. */
static void readme_files(buf *b, const bundle_facts *f, const report_options *o) {
    buf_text(b, "  ");
    buf_add(b, f->upload_name);
    buf_text(b, SAY(o, "     出问题的文件\n", "     the file that failed\n"));
    if (f->has_template) {
        buf_text(b, "  ");
        buf_add(b, f->template_name);
        buf_text(b, SAY(o, "   原模板\n", "   the template\n"));
    }
    buf_text(b, SAY(o, "  check.txt      检查的结果\n  inspect.txt    文件是什么样\n  report.json    同样的结果，给程序看\n\n",
                    "  check.txt      what check says\n  inspect.txt    what the file is\n"
                    "  report.json    the same for programs\n\n"));
}

static void readme_try(buf *b, const bundle_facts *f, const report_options *o) {
    buf_text(b, SAY(o, "重现：\n  baopan check ", "To see it:\n  baopan check "));
    buf_add(b, f->upload_name);
    if (f->has_template) {
        buf_text(b, " --template ");
        buf_add(b, f->template_name);
    }
    buf_text(b, "\n\n");
}

void report_bundle_readme(buf *b, const bundle_facts *f, const report_options *o) {
    buf_format(b, SAY(o, "baopan %s 支持包\n\n", "baopan %s support bundle\n\n"), o->version);
    buf_text(b, SAY(o, "这里没有真人。每个身份证号、姓名、个人编号、工资、单位和文件名都换成了同样长短的虚构内容；\n"
                       "同一个值换成同一个值，重复的仍重复，对得上原模板的仍对得上。编码、换行、分隔符、空格、符号、\n"
                       "损坏的字节和压缩包的记录都和原文件一样。每次生成换得都不同，换不回去。\n\n",
                    "Nobody in here is real. Every ID, name, personal number, wage, unit and file name was replaced by an\n"
                    "invented one of the same length; the same value by the same one, so that duplicates are duplicates\n"
                    "still, and the upload still belongs to its template. Encoding, newlines, separators, blanks, signs,\n"
                    "damaged bytes and the zip's records are the original's. Every bundle is made anew and cannot be\n"
                    "turned back.\n\n"));
    readme_files(b, f, o);
    readme_try(b, f, o);
    if (!whole(f)) {
        name_left_out(b, f);
        buf_text(b, SAY(o, "：内容读不出来，已略去，只有文件头、大小和事实。\n",
                        ": its content could not be read and is left out; headers, sizes and facts are kept.\n"));
    }
    if (f->differences.count == 0) {
        buf_text(b, SAY(o, "检查原文件，问题的代码与行号和这里的相同。\n", "Checking the original tells the same codes at the same lines.\n"));
        return;
    }
    buf_text(b, SAY(o, "检查原文件，有这些不同：\n", "Checking the original differs in this:\n"));
    list_differences(b, f, o, "  ");
}
