/* formats learn: a layout as a format file, with comments for who will read it. */
#include "layout/layout.h"

/* In single quotes, where YAML takes everything as it is; no line breaks can stand in them. */
static void add_quoted(buf *b, span s) {
    buf_byte(b, '\'');
    for (size_t i = 0; i < s.len; i++) {
        uint8_t c = s.ptr[i];
        buf_byte(b, c < ' ' || c == 0x7F ? ' ' : c);
        if (c == '\'')
            buf_byte(b, c);
    }
    buf_byte(b, '\'');
}

static const char *separator_word(separator s) {
    if (s.kind != SEPARATOR_BYTE)
        return s.kind == SEPARATOR_SPACES ? "spaces" : "fixed-width";
    switch (s.byte) {
    case '\t': return "tab";
    case ',': return "comma";
    case '|': return "pipe";
    case ';': return "semicolon";
    default: return "caret";
    }
}

static const char *yes_no(bool b) { return b ? "yes" : "no"; }

static const char *newline_word(const newline_facts *n) {
    int kinds = (n->crlf > 0) + (n->lf > 0) + (n->cr > 0);
    if (kinds != 1)
        return "auto";
    return n->crlf ? "CRLF" : n->lf ? "LF" : "CR";
}

static const char *encoding_word(encoding e) {
    bool stated = e != ENCODING_UNKNOWN && e != ENCODING_LATIN1 && e != ENCODING_UTF32LE && e != ENCODING_UTF32BE;
    return stated ? encoding_name(e) : "auto";
}

static void write_head(buf *b, span name) {
    buf_text(b, "# 由 baopan formats learn 从一份原模板学来。每一项都可以改；改完用 baopan formats lint 检查。\n"
                "# Learned from a template by `baopan formats learn`. Edit it freely, then run `baopan formats lint`.\n"
                "# 里面没有任何人的信息。 It holds nothing about any person.\n\nname: ");
    add_quoted(b, name);
    buf_text(b, "\ntitle: ");
    add_quoted(b, name);
    buf_text(b, "\n# 依据：请补上是哪个系统、哪份模板、何时下载的。\n"
                "# Please say which portal and which template this is, and since when it holds.\n"
                "source: '原模板 (template)'\nsince: auto\n\n");
}

/* A name that comes back as the same bytes, or auto. */
static void write_entry(arena *a, buf *b, span entry_name, bool entry_utf8) {
    encoding e = entry_utf8 ? ENCODING_UTF8 : ENCODING_GBK;
    span shown = decode_span(a, e, entry_name);
    buf back = buf_new(a);
    bool exact = entry_name.len && encode_all(e, shown, &back) && span_eq(buf_span(&back), entry_name);
    for (size_t i = 0; i < entry_name.len; i++)
        exact &= entry_name.ptr[i] >= ' ';
    buf_text(b, "container:\n  kind: zip\n  files: 1\n  entry-name: ");
    if (!exact) {
        buf_text(b, "auto\n\n");
        return;
    }
    add_quoted(b, shown);
    buf_format(b, "\n  entry-name-encoding: %s\n\n", entry_utf8 ? "UTF-8" : "GBK");
}

static void write_text(buf *b, const layout *l, const text *templ) {
    buf_format(b, "text:\n  encoding: %s\n", encoding_word(templ->encoding));
    buf_format(b, "  bom: %s\n", templ->bom_len ? "present" : "none");
    buf_format(b, "  newline: %s\n", newline_word(&templ->newlines));
    buf_format(b, "  separator: %s\n", separator_word(l->separator));
    buf_format(b, "  header: %s               # 第一行是标题吗\n", yes_no(l->header));
    if (l->ambiguous)
        buf_text(b, "  # 每行都以分隔符结尾，又没有标题：请在这里写 yes（它不属于任何列），或者写 no 并在 columns 最后加一列\n"
                    "  # Every line ends in a separator and there is no header: say yes (it makes no column), or no and add a\n"
                    "  # last column with the role wage.\n"
                    "  closing-separator: auto\n");
    else
        buf_format(b, "  closing-separator: %s    # 行尾还有一个不属于任何列的分隔符吗\n", yes_no(l->trailing));
    buf_format(b, "\nnumbers:\n  decimals: %u\n", l->style.decimals);
    buf_format(b, "  pad: %s                  # 用空格或零补足列宽吗\n\n", yes_no(l->style.pad));
}

static const char *type_word(const column *c) {
    if (c->role == ROLE_ID)
        return "id";
    return c->role == ROLE_WAGE || c->role == ROLE_OLD_WAGE ? "amount" : "text";
}

static const char *align_word(align a) { return a == ALIGN_LEFT ? "left" : a == ALIGN_RIGHT ? "right" : "right-zeros"; }

static void write_examples(buf *b) {
    buf_text(b, "    ok: ['5000.00', '1']\n    bad:\n");
    buf_format(b, "      - ' -> %s'\n", catalogue_get(PAY_blank)->id);
    buf_format(b, "      - '0.99 -> %s'\n", catalogue_get(PAY_below_one)->id);
}

static void write_column(buf *b, const layout *l, const column *c) {
    buf_format(b, "  - role: %s\n    name: ", role_word(c->role));
    add_quoted(b, c->name);
    buf_format(b, "\n    type: %s\n    editable: %s\n", type_word(c), yes_no(c->editable));
    if (l->separator.kind == SEPARATOR_FIXED) {
        buf_format(b, "    start: %u\n", c->start + 1);
        if (c->width)
            buf_format(b, "    width: %u\n", c->width);
        else
            buf_text(b, "    width: rest\n");
        buf_format(b, "    align: %s\n", align_word(c->align));
    }
    if (c->role == ROLE_WAGE)
        write_examples(b);
}

span layout_to_yaml(arena *a, const layout *l, const text *templ, span entry_name, bool entry_utf8, span name) {
    buf b = buf_new(a);
    write_head(&b, name);
    write_entry(a, &b, entry_name, entry_utf8);
    write_text(&b, l, templ);
    buf_format(&b, "# 全部的列，顺序与文件相同。 All columns, in the file's order.\ncolumns-listed: %s\ncolumns:\n",
               l->ambiguous || l->wage < 0 ? "some" : "all");
    for (uint32_t i = 0; i < l->count; i++)
        write_column(&b, l, &l->columns[i]);
    return buf_span(&b);
}
