/* What two files are, side by side: nothing is judged, only what is not the same is listed. */
#include "report/differences.h"

#include "base/utf8.h"

#define SAY(o, zh, en) ((o)->lang == LANG_ZH ? (zh) : (en))
#define N(x) ((unsigned long long)(x))

typedef struct side { /* of the two */
    const document *d;
    const figures *f;
    span bytes;
} side;

/* A fact as words, in the report's language; empty where it cannot be told. */
typedef void fact(buf *b, const side *s, const report_options *o);

static void yes_no(buf *b, bool yes, const report_options *o) {
    buf_text(b, yes ? SAY(o, "有", "yes") : SAY(o, "没有", "no"));
}

/* ---- The zip. */
static const zip_entry *entry_of(const side *s) {
    const container *box = &s->d->box;
    return box->zipped && box->chosen < box->facts.entries.count ? &box->facts.entries.items[box->chosen] : NULL;
}

static const zip_header *header_of(const zip_entry *e) { return e->central.found ? &e->central : &e->local; }

static void fact_kind(buf *b, const side *s, const report_options *o) {
    buf_text(b, term_text(file_kind_term(s->d->box.kind), o->lang));
}

static void fact_entries(buf *b, const side *s, const report_options *o) {
    (void)o;
    if (s->d->box.zipped)
        buf_format(b, "%llu", N(s->d->box.facts.entries.count));
}

static void fact_name(buf *b, const side *s, const report_options *o) {
    (void)o;
    buf_add(b, s->d->box.entry_label);
}

static void fact_name_kind(buf *b, const side *s, const report_options *o) {
    span name = s->d->box.entry_name;
    bool ascii = true;
    for (size_t i = 0; i < name.len; i++)
        ascii = ascii && name.ptr[i] < 0x80;
    if (name.len == 0)
        return;
    buf_text(b, ascii              ? SAY(o, "纯英文", "ASCII")
                : utf8_valid(name) ? "UTF-8"
                                   : SAY(o, "不是 UTF-8（多半是 GBK）", "not UTF-8 (most likely GBK)"));
}

static void fact_flag(buf *b, const side *s, const report_options *o) {
    if (entry_of(s))
        yes_no(b, s->d->box.entry_utf8, o);
}

static void fact_method(buf *b, const side *s, const report_options *o) {
    const zip_entry *e = entry_of(s);
    const char *name = e ? zip_method_name(header_of(e)->method) : NULL;
    (void)o;
    if (e)
        buf_format(b, "%s (%u)", name ? name : "?", header_of(e)->method);
}

static void fact_encrypted(buf *b, const side *s, const report_options *o) {
    if (entry_of(s))
        yes_no(b, header_of(entry_of(s))->flags & ZIP_FLAG_ENCRYPTED, o);
}

static void fact_descriptor(buf *b, const side *s, const report_options *o) {
    if (entry_of(s))
        yes_no(b, entry_of(s)->has_descriptor, o);
}

static void fact_zip64(buf *b, const side *s, const report_options *o) {
    const zip_entry *e = entry_of(s);
    if (e)
        yes_no(b, e->central.zip64 || e->local.zip64 || s->d->box.facts.zip64, o);
}

static void fact_extra(buf *b, const side *s, const report_options *o) {
    const zip_entry *e = entry_of(s);
    (void)o;
    if (e == NULL)
        return;
    buf_format(b, "%llu + %llu", N(e->local.extra.len), N(e->central.extra.len));
    for (span x = e->local.extra; x.len >= 4; x = span_from(x, 4u + le16(x.ptr + 2)))
        buf_format(b, " %04X", le16(x.ptr));
}

static void fact_made_by(buf *b, const side *s, const report_options *o) {
    const zip_entry *e = entry_of(s);
    if (e && e->central.found)
        buf_format(b, SAY(o, "系统 %u，版本 %u.%u", "system %u, version %u.%u"), e->central.made_by >> 8,
                   (e->central.made_by & 0xFF) / 10, (e->central.made_by & 0xFF) % 10);
}

static void fact_foreign(buf *b, const side *s, const report_options *o) {
    const zip_facts *z = &s->d->box.facts;
    if (s->d->box.zipped)
        buf_format(b, SAY(o, "前 %llu，后 %llu，中间 %llu", "%llu before, %llu behind, %llu within"), N(z->prefix),
                   N(z->suffix), N(z->gaps));
}

static void fact_comment(buf *b, const side *s, const report_options *o) {
    if (s->d->box.zipped)
        buf_format(b, SAY(o, "%llu 字节", "%llu bytes"), N(s->d->box.facts.comment.len));
}

/* ---- The text. */
static void fact_encoding(buf *b, const side *s, const report_options *o) {
    (void)o;
    if (s->d->box.usable)
        buf_text(b, encoding_name(s->d->text.encoding));
}

static void fact_bom(buf *b, const side *s, const report_options *o) {
    if (s->d->box.usable)
        yes_no(b, s->d->text.bom_len > 0, o);
}

static void fact_newline(buf *b, const side *s, const report_options *o) {
    if (s->d->box.usable)
        buf_text(b, term_text(newline_term(&s->d->text.newlines), o->lang));
}

static void fact_final(buf *b, const side *s, const report_options *o) {
    if (s->d->box.usable)
        yes_no(b, s->d->text.newlines.final, o);
}

static void fact_lines(buf *b, const side *s, const report_options *o) {
    (void)o;
    if (s->d->box.usable)
        buf_format(b, "%llu", N(s->d->text.line_count));
}

/* ---- Columns. */
static void fact_separator(buf *b, const side *s, const report_options *o) {
    if (s->d->layout.known)
        buf_text(b, term_text(separator_term(s->d->layout.separator), o->lang));
}

static void fact_quotes(buf *b, const side *s, const report_options *o) {
    if (s->d->layout.known)
        yes_no(b, s->d->layout.quoted, o);
}

static void fact_trailing(buf *b, const side *s, const report_options *o) {
    if (s->d->layout.known)
        yes_no(b, s->d->layout.trailing, o);
}

static void fact_header(buf *b, const side *s, const report_options *o) {
    if (s->d->layout.known)
        yes_no(b, s->d->layout.header, o);
}

static void fact_columns(buf *b, const side *s, const report_options *o) {
    const layout *l = &s->d->layout;
    for (uint32_t i = 0; l->known && i < l->count; i++) {
        buf_text(b, i ? SAY(o, "、", ", ") : "");
        if (l->columns[i].name.len)
            buf_add(b, l->columns[i].name);
        else
            buf_text(b, term_text(role_term(l->columns[i].role), o->lang));
        if (l->separator.kind == SEPARATOR_FIXED)
            buf_format(b, "[%u]", l->columns[i].width);
    }
}

/* ---- People and wages. */
static void fact_people(buf *b, const side *s, const report_options *o) {
    (void)o;
    if (s->d->usable)
        buf_format(b, "%llu", N(s->f->insured));
}

static void fact_not_entered(buf *b, const side *s, const report_options *o) {
    (void)o;
    if (s->d->usable)
        buf_format(b, "%llu", N(s->f->not_entered));
}

static const struct {
    layer layer;
    const char *key, *zh, *en;
    fact *tell;
} FACTS[] = {
    {LAYER_ZIP, "kind", "是什么", "what it is", fact_kind},
    {LAYER_ZIP, "entries", "里面的文件数", "files in it", fact_entries},
    {LAYER_ZIP, "name", "里面的文件名", "name of the file in it", fact_name},
    {LAYER_ZIP, "nameEncoding", "文件名的编码", "encoding of that name", fact_name_kind},
    {LAYER_ZIP, "utf8Flag", "文件名的 UTF-8 标志", "UTF-8 flag of the name", fact_flag},
    {LAYER_ZIP, "method", "压缩方法", "method of compression", fact_method},
    {LAYER_ZIP, "encrypted", "密码", "password", fact_encrypted},
    {LAYER_ZIP, "descriptor", "大小记在数据后面", "sizes behind the data (descriptor)", fact_descriptor},
    {LAYER_ZIP, "zip64", "zip64", "zip64", fact_zip64},
    {LAYER_ZIP, "extra", "附加字段（字节）", "extra fields (bytes)", fact_extra},
    {LAYER_ZIP, "madeBy", "由什么程序写", "written by", fact_made_by},
    {LAYER_ZIP, "foreignBytes", "多余的字节", "foreign bytes", fact_foreign},
    {LAYER_ZIP, "comment", "压缩包的注释", "comment of the zip", fact_comment},
    {LAYER_ENC, "encoding", "编码", "encoding", fact_encoding},
    {LAYER_ENC, "bom", "开头的 BOM", "BOM at the beginning", fact_bom},
    {LAYER_ENC, "newline", "换行符", "newlines", fact_newline},
    {LAYER_ENC, "finalNewline", "最后一行的换行", "newline at the end", fact_final},
    {LAYER_ENC, "lines", "行数", "lines", fact_lines},
    {LAYER_ROW, "separator", "分隔符", "separator", fact_separator},
    {LAYER_ROW, "quotes", "字段的引号", "quotes round fields", fact_quotes},
    {LAYER_ROW, "trailing", "行尾的分隔符", "separator at line ends", fact_trailing},
    {LAYER_ROW, "header", "标题行", "header", fact_header},
    {LAYER_ROW, "columns", "列", "columns", fact_columns},
    {LAYER_ID, "people", "人数", "people", fact_people},
    {LAYER_PAY, "notEntered", "未录入的人", "people not entered", fact_not_entered},
};

int layer_at(layer l) {
    return l == LAYER_ZIP ? 0 : l == LAYER_ENC ? 1 : l == LAYER_ROW ? 2 : l == LAYER_PAY ? 4 : 3;
}

const char *layer_name(layer l, lang in) {
    static const char *const zh[] = {"压缩包", "文字", "分列", "人员", "工资"};
    static const char *const en[] = {"The zip", "Text", "Columns", "People", "Wages"};
    return in == LANG_ZH ? zh[layer_at(l)] : en[layer_at(l)];
}

const char *difference_layer(layer l) {
    static const char *const words[] = {"container", "text", "columns", "people", "wages"};
    return words[layer_at(l)];
}

void differences_find(arena *a, const report_file *f, const report_options *o, differences *out) {
    const side accepted = {f->accepted, f->accepted_figures, {0}}, refused = {f->doc, f->figures, f->bytes};
    *out = (differences){0};
    for (size_t i = 0; i < sizeof FACTS / sizeof *FACTS; i++) {
        buf was = buf_new(a), is = buf_new(a);
        FACTS[i].tell(&was, &accepted, o);
        FACTS[i].tell(&is, &refused, o);
        if (was.len == 0 || is.len == 0)
            continue; /* one of them does not get so far: what stopped it is told */
        out->told[layer_at(FACTS[i].layer)]++;
        if (!span_eq(buf_span(&was), buf_span(&is)))
            VEC_PUSH(a, &out->list, ((difference){FACTS[i].layer, FACTS[i].key, {FACTS[i].zh, FACTS[i].en},
                                                  buf_span(&was), buf_span(&is)}));
    }
}
