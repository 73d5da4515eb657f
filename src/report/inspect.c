/* baopan inspect: what the bytes are, without judging. */
#include "report/inspect.h"

#include "base/utf8.h"

enum { LABEL_WIDTH = 12 };

void inspect_label(const inspection *i, const char *words) {
    buf_text(i->b, "  ");
    buf_text(i->b, words);
    size_t width = utf8_width(span_cstr(words));
    buf_repeat(i->b, ' ', width < LABEL_WIDTH ? LABEL_WIDTH - width : 1);
}

void inspect_hex(buf *b, span bytes, size_t most) {
    for (size_t k = 0; k < bytes.len && k < most; k++)
        buf_format(b, k ? " %02X" : "%02X", bytes.ptr[k]);
    if (bytes.len > most)
        buf_text(b, " …");
}

/* ---- How lines are divided, and what each column is. */
static void pad(buf *b, span written, size_t width) {
    size_t w = utf8_width(written);
    buf_repeat(b, ' ', w < width ? width - w : 1);
}

static void column_line(const inspection *i, const layout *l, uint32_t at) {
    const column *c = &l->columns[at];
    buf shown = buf_new(i->b->on);
    utf8_show_line(&shown, c->name);
    span name = c->name.len ? buf_span(&shown) : SPAN("-");
    buf_format(i->b, "    %2u  ", at + 1);
    buf_add(i->b, name);
    pad(i->b, name, 16);
    buf_text(i->b, term_text(role_term(c->role), i->o->lang));
    buf_format(i->b, SAY(i->o, "（依据：%s）", " (by %s)"), term_text(role_reason_term(c->reason), i->o->lang));
    if (l->separator.kind == SEPARATOR_FIXED)
        buf_format(i->b, SAY(i->o, "  从字节 %u 起，宽 %u", "  from byte %u, %u wide"), c->start, c->width);
    buf_byte(i->b, '\n');
}

static void basis_of(const inspection *i, basis b) {
    buf_format(i->b, SAY(i->o, "（%s）\n", " (%s)\n"), term_text(basis_term(b), i->o->lang));
}

static void layout_lines(const inspection *i) {
    const layout *l = &i->f->doc->layout;
    inspect_label(i, SAY(i->o, "分隔符", "Separator"));
    if (!l->known) {
        buf_text(i->b, SAY(i->o, "看不出怎样分列\n", "cannot be made out\n"));
        return;
    }
    buf_text(i->b, term_text(separator_term(l->separator), i->o->lang));
    buf_text(i->b, l->quoted ? SAY(i->o, "，字段有引号", ", fields in quotes") : "");
    buf_text(i->b, l->trailing ? SAY(i->o, "，行尾也有", ", at line ends too") : "");
    basis_of(i, l->separator_basis);
    inspect_label(i, SAY(i->o, "标题行", "Header"));
    buf_text(i->b, l->header ? SAY(i->o, "有", "yes") : SAY(i->o, "没有", "no"));
    basis_of(i, l->header_basis);
    inspect_label(i, SAY(i->o, "列", "Columns"));
    buf_format(i->b, "%u\n", l->count);
    for (uint32_t at = 0; at < l->count; at++)
        column_line(i, l, at);
    if (l->ambiguous)
        buf_text(i->b, SAY(i->o, "    行尾的分隔符之后是不是“现工资”，看不出\n",
                           "    whether 现工资 follows the separator at the line's end cannot be told\n"));
}

void report_inspect(buf *b, const report_file *f, const report_options *o) {
    inspection i = {b, f, o};
    utf8_show_line(b, f->path);
    buf_byte(b, '\n');
    inspect_container(&i);
    if (!f->doc->box.usable)
        return;
    inspect_text(&i);
    layout_lines(&i);
    inspect_label(&i, SAY(o, "人数", "People"));
    buf_format(b, "%llu\n", (unsigned long long)f->figures->insured);
}
