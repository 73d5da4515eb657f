/* baopan inspect: what the bytes are, without judging. */
#include "base/utf8.h"
#include "report/report.h"

enum { LABEL_WIDTH = 14 };

#define SAY(o, zh, en) ((o)->lang == LANG_ZH ? (zh) : (en))

static void label(buf *b, const char *words) {
    buf_text(b, "  ");
    buf_text(b, words);
    size_t width = utf8_width(span_cstr(words));
    buf_repeat(b, ' ', width < LABEL_WIDTH ? LABEL_WIDTH - width : 1);
}

static void entry_line(buf *b, const zip_entry *e, const report_options *o) {
    const zip_header *h = e->central.found ? &e->central : &e->local;
    buf_text(b, "    ");
    buf_add(b, utf8_valid(h->name) ? h->name : SPAN("(GBK?)"));
    buf_format(b, SAY(o, "  方法 %u  压缩后 %llu  原大小 %llu  CRC %08x  标志 %04x",
                      "  method %u  packed %llu  size %llu  CRC %08x  flags %04x"),
               h->method, (unsigned long long)h->packed, (unsigned long long)h->size, h->crc, h->flags);
    if (h->flags & ZIP_FLAG_UTF8)
        buf_text(b, SAY(o, "  文件名标为 UTF-8", "  name flagged UTF-8"));
    if (h->flags & ZIP_FLAG_ENCRYPTED)
        buf_text(b, SAY(o, "  有密码", "  encrypted"));
    if (e->has_descriptor)
        buf_text(b, SAY(o, "  数据描述符", "  data descriptor"));
    if (h->zip64)
        buf_text(b, "  zip64");
    buf_text(b, "\n    ");
    for (size_t i = 0; i < h->name.len && i < 64; i++)
        buf_format(b, "%02X ", h->name.ptr[i]);
    buf_byte(b, '\n');
}

static void container_lines(buf *b, const report_file *f, const report_options *o) {
    const container *box = &f->doc->box;
    label(b, SAY(o, "是什么", "What it is"));
    buf_format(b, SAY(o, "%s，%llu 字节\n", "%s, %llu bytes\n"), term_text(file_kind_term(box->kind), o->lang),
               (unsigned long long)f->bytes.len);
    if (!box->zipped)
        return;
    label(b, SAY(o, "压缩包里", "In the zip"));
    buf_format(b, SAY(o, "%llu 个文件；前面多 %llu 字节，后面多 %llu 字节\n",
                      "%llu entries; %llu bytes before, %llu after\n"),
               (unsigned long long)box->facts.entries.count, (unsigned long long)box->facts.prefix,
               (unsigned long long)box->facts.suffix);
    for (size_t i = 0; i < box->facts.entries.count && i < 20; i++)
        entry_line(b, &box->facts.entries.items[i], o);
}

static void score_lines(buf *b, const encoding_evidence *e, const report_options *o) {
    for (int i = ENCODING_UNKNOWN + 1; i < ENCODING_COUNT; i++) {
        const encoding_score *s = &e->scores[i];
        if (s->characters == 0 && s->bad == 0)
            continue;
        buf_format(b, SAY(o, "    按 %s 读：%llu 个非英文字符，其中常用汉字 %llu，读不通 %llu 处",
                          "    read as %s: %llu characters beyond ASCII, %llu of them common hanzi, %llu bad"),
                   encoding_name((encoding)i), (unsigned long long)s->characters,
                   (unsigned long long)s->common, (unsigned long long)s->bad);
        if (s->first_bad != UINT64_MAX)
            buf_format(b, SAY(o, "，第一处在字节 %llu", ", the first at byte %llu"), (unsigned long long)s->first_bad);
        buf_byte(b, '\n');
    }
}

static void text_lines(buf *b, const report_file *f, const report_options *o) {
    const text *t = &f->doc->text;
    label(b, SAY(o, "编码", "Encoding"));
    buf_text(b, encoding_name(t->encoding));
    buf_text(b, t->bom_len ? SAY(o, "，有 BOM", ", with a BOM") : SAY(o, "，没有 BOM", ", no BOM"));
    buf_text(b, t->evidence.certain ? SAY(o, "（确定）\n", " (certain)\n") : SAY(o, "（推断）\n", " (inferred)\n"));
    score_lines(b, &t->evidence, o);
    label(b, SAY(o, "换行符", "Newlines"));
    buf_format(b, "CRLF %llu, LF %llu, CR %llu", (unsigned long long)t->newlines.crlf,
               (unsigned long long)t->newlines.lf, (unsigned long long)t->newlines.cr);
    buf_text(b, t->newlines.final ? SAY(o, "；最后一行有换行\n", "; the last line ends in one\n")
                                  : SAY(o, "；最后一行没有换行\n", "; the last line does not end in one\n"));
    label(b, SAY(o, "行数", "Lines"));
    buf_format(b, "%llu\n", (unsigned long long)t->line_count);
}

static const char *reason(role_reason r, const report_options *o) {
    switch (r) {
    case REASON_HEADER: return SAY(o, "看标题", "by its header");
    case REASON_CONTENT: return SAY(o, "看内容", "by its content");
    case REASON_LAST: return SAY(o, "最后一列", "the last column");
    case REASON_FORMAT: return SAY(o, "格式文件", "the format file");
    case REASON_OPTION: return SAY(o, "由选项指定", "as the option says");
    default: return SAY(o, "没有特征", "nothing tells");
    }
}

static void layout_lines(buf *b, const report_file *f, const report_options *o) {
    const layout *l = &f->doc->layout;
    label(b, SAY(o, "分隔符", "Separator"));
    if (!l->known) {
        buf_text(b, SAY(o, "看不出怎样分列\n", "cannot be made out\n"));
        return;
    }
    buf_format(b, "%s\n", term_text(separator_term(l->separator), o->lang));
    label(b, SAY(o, "标题行", "Header"));
    buf_text(b, l->header ? SAY(o, "有\n", "yes\n") : SAY(o, "没有\n", "no\n"));
    label(b, SAY(o, "列", "Columns"));
    buf_format(b, "%u\n", l->count);
    for (uint32_t i = 0; i < l->count; i++) {
        const column *c = &l->columns[i];
        buf_format(b, "    %2u  ", i + 1);
        buf_add(b, c->name.len ? c->name : SPAN("-"));
        buf_format(b, "  %s (%s)", role_word(c->role), reason(c->reason, o));
        if (l->separator.kind == SEPARATOR_FIXED)
            buf_format(b, SAY(o, "  从字节 %u 起，宽 %u", "  from byte %u, %u wide"), c->start, c->width);
        buf_byte(b, '\n');
    }
    if (l->ambiguous)
        buf_text(b, SAY(o, "    行尾的分隔符之后是不是“现工资”，看不出\n",
                        "    whether 现工资 follows the separator at the line's end cannot be told\n"));
}

void report_inspect(buf *b, const report_file *f, const report_options *o) {
    buf_add(b, f->path);
    buf_byte(b, '\n');
    container_lines(b, f, o);
    if (!f->doc->box.usable)
        return;
    if (f->doc->box.entry_label.len) {
        label(b, SAY(o, "看的是", "Looked at"));
        buf_add(b, f->doc->box.entry_label);
        buf_byte(b, '\n');
    }
    text_lines(b, f, o);
    layout_lines(b, f, o);
    label(b, SAY(o, "人数", "People"));
    buf_format(b, "%llu\n", (unsigned long long)f->figures->insured);
}
