/* A zip's raw headers, as they stand. */
#include "base/utf8.h"
#include "report/inspect.h"

enum { ENTRIES_SHOWN = 20, NAME_BYTES_SHOWN = 64, NAME_SHOWN = 200 };

#define N(x) ((unsigned long long)(x))

static void name_text(buf *b, span raw) {
    span name = utf8_valid(raw) ? raw : decode_span(b->on, ENCODING_GB18030, raw);
    utf8_show_line(b, span_cut(name, 0, NAME_SHOWN));
}

static void part(const inspection *i, const char *words) {
    buf_text(i->b, "       ");
    buf_text(i->b, words);
    size_t width = utf8_width(span_cstr(words));
    buf_repeat(i->b, ' ', width < 10 ? 10 - width : 1);
}

static void name_bytes(const inspection *i, const zip_header *h) {
    part(i, SAY(i->o, "名字", "name"));
    inspect_hex(i->b, h->name, NAME_BYTES_SHOWN);
    buf_text(i->b, utf8_valid(h->name) ? SAY(i->o, "（是 UTF-8，", " (UTF-8, ") : SAY(i->o, "（不是 UTF-8，", " (not UTF-8, "));
    buf_text(i->b, h->flags & ZIP_FLAG_UTF8 ? SAY(i->o, "标为 UTF-8）\n", "flagged as UTF-8)\n")
                                            : SAY(i->o, "没有标志）\n", "no flag)\n"));
}

static void method_line(const inspection *i, const zip_entry *e, const zip_header *h) {
    const char *name = zip_method_name(h->method);
    part(i, SAY(i->o, "内容", "data"));
    buf_format(i->b, SAY(i->o, "%s（方法 %u），压缩后 %llu 字节，原来 %llu 字节，CRC-32 %08X\n",
                         "%s (method %u), %llu bytes packed, %llu unpacked, CRC-32 %08X\n"),
               name ? name : "?", h->method, N(e->packed), N(e->size), e->crc);
}

static void flag_line(const inspection *i, const zip_entry *e, const zip_header *h) {
    part(i, SAY(i->o, "标志", "flags"));
    buf_format(i->b, "%04X", h->flags);
    if (h->flags & ZIP_FLAG_ENCRYPTED)
        buf_text(i->b, SAY(i->o, "，加了密码", ", encrypted"));
    if (e->has_descriptor)
        buf_text(i->b, SAY(i->o, "，大小写在数据后面", ", sizes follow the data (descriptor)"));
    if (e->central.zip64 || e->local.zip64)
        buf_text(i->b, ", zip64");
    if (e->is_folder)
        buf_text(i->b, SAY(i->o, "，是文件夹", ", a folder"));
    if (e->is_symlink)
        buf_text(i->b, SAY(i->o, "，是链接", ", a link"));
    buf_byte(i->b, '\n');
}

/* Extra fields by their number: 5455 is a time, 7075 another name, 0001 zip64. */
static void extra_list(buf *b, span extra) {
    while (extra.len >= 4) {
        uint16_t id = le16(extra.ptr), size = le16(extra.ptr + 2);
        buf_format(b, " %04X", id);
        extra = span_from(extra, 4 + (size_t)size);
    }
    if (extra.len)
        buf_text(b, " …");
}

static void extra_line(const inspection *i, const zip_entry *e) {
    if (e->local.extra.len + e->central.extra.len == 0)
        return;
    part(i, SAY(i->o, "附加字段", "extra"));
    buf_format(i->b, SAY(i->o, "文件前 %llu 字节", "local %llu bytes"), N(e->local.extra.len));
    extra_list(i->b, e->local.extra);
    buf_format(i->b, SAY(i->o, "；目录里 %llu 字节", "; directory %llu bytes"), N(e->central.extra.len));
    extra_list(i->b, e->central.extra);
    buf_byte(i->b, '\n');
}

static void header_place(const inspection *i, const char *words, const zip_header *h) {
    if (h->found)
        buf_format(i->b, SAY(i->o, "%s在字节 %llu", "%s at byte %llu"), words, N(h->offset));
    else
        buf_format(i->b, SAY(i->o, "没有%s", "no %s"), words);
}

static void place_line(const inspection *i, const zip_entry *e) {
    const zip_header *c = &e->central, *l = &e->local;
    part(i, SAY(i->o, "记录", "headers"));
    header_place(i, SAY(i->o, "文件头", "local header"), l);
    buf_text(i->b, SAY(i->o, "，", ", "));
    header_place(i, SAY(i->o, "目录项", "directory header"), c);
    if (c->found && l->found && (c->method != l->method || c->flags != l->flags || !span_eq(c->name, l->name)))
        buf_text(i->b, SAY(i->o, "，两处不同", ", which differ"));
    buf_format(i->b, SAY(i->o, "；由系统 %u 的程序写，版本 %u.%u\n", "; written by system %u, version %u.%u\n"),
               c->made_by >> 8, (c->made_by & 0xFF) / 10, (c->made_by & 0xFF) % 10);
}

static void entry_lines(const inspection *i, size_t at) {
    const zip_entry *e = &i->f->doc->box.facts.entries.items[at];
    const zip_header *h = e->central.found ? &e->central : &e->local;
    buf_format(i->b, "    %2llu ", N(at + 1));
    name_text(i->b, h->name);
    buf_text(i->b, at == i->f->doc->box.chosen ? SAY(i->o, "  ← 看的是这个\n", "  ← the one looked at\n") : "\n");
    name_bytes(i, h);
    method_line(i, e, h);
    flag_line(i, e, h);
    extra_line(i, e);
    place_line(i, e);
}

static void foreign_bytes(const inspection *i, const zip_facts *z) {
    if (z->prefix + z->suffix + z->gaps == 0 && !z->overlap)
        return;
    inspect_label(i, SAY(i->o, "多余的字节", "Foreign"));
    buf_format(i->b, SAY(i->o, "前面 %llu，后面 %llu，中间 %llu", "%llu bytes before, %llu after, %llu within"),
               N(z->prefix), N(z->suffix), N(z->gaps));
    if (z->gaps)
        buf_format(i->b, SAY(i->o, "（从字节 %llu 起）", " (from byte %llu)"), N(z->gap_offset));
    buf_text(i->b, z->overlap ? SAY(i->o, "；有文件互相重叠\n", "; entries overlap\n") : "\n");
}

static void directory_line(const inspection *i, const zip_facts *z) {
    inspect_label(i, SAY(i->o, "目录", "Directory"));
    if (!z->end_found) {
        buf_text(i->b, SAY(i->o, "没有，压缩包没有结尾\n", "none: the zip has no end record\n"));
        return;
    }
    buf_format(i->b, SAY(i->o, "在字节 %llu，长 %llu，写明 %llu 个文件；结尾在字节 %llu%s\n",
                         "at byte %llu, length %llu, files stated: %llu; end record at byte %llu%s\n"),
               N(z->directory_offset), N(z->directory_size), N(z->entries_stated), N(z->end_offset),
               z->zip64 ? ", zip64" : "");
}

void inspect_container(const inspection *i) {
    const container *box = &i->f->doc->box;
    inspect_label(i, SAY(i->o, "是什么", "What it is"));
    buf_format(i->b, SAY(i->o, "%s，%llu 字节", "%s, %llu bytes"), term_text(file_kind_term(box->kind), i->o->lang),
               N(i->f->bytes.len));
    buf_text(i->b, SAY(i->o, "；开头是 ", "; begins with "));
    inspect_hex(i->b, i->f->bytes, 8);
    buf_byte(i->b, '\n');
    if (!box->zipped)
        return;
    directory_line(i, &box->facts);
    foreign_bytes(i, &box->facts);
    inspect_label(i, SAY(i->o, "压缩包里", "In the zip"));
    buf_format(i->b, SAY(i->o, "%llu 个文件\n", "files: %llu\n"), N(box->facts.entries.count));
    for (size_t at = 0; at < box->facts.entries.count && at < ENTRIES_SHOWN; at++)
        entry_lines(i, at);
    if (box->facts.entries.count > ENTRIES_SHOWN)
        buf_text(i->b, "       …\n");
}
