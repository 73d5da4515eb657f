/* Which encoding and why, newlines, and the bytes that stand out. */
#include "report/inspect.h"

#include "base/utf8.h"

enum { CONTEXT = 12 };

#define N(x) ((unsigned long long)(x))

/* ---- Candidates with what each would make of the bytes. */
static void score_line(const inspection *i, const encoding_score *s, bool best) {
    buf_format(i->b, "    %c %-9s", best ? '*' : ' ', encoding_name(s->encoding));
    buf_format(i->b, SAY(i->o, "%llu 个英文以外的字，其中常用汉字 %llu，少见的 %llu，读不通 %llu 处",
                         "%llu characters beyond ASCII: common hanzi %llu, odd ones %llu; bad %llu"),
               N(s->characters), N(s->common), N(s->odd), N(s->bad));
    if (s->first_bad != UINT64_MAX)
        buf_format(i->b, SAY(i->o, "，第一处在字节 %llu", ", the first at byte %llu"), N(s->first_bad));
    if (s->left)
        buf_text(i->b, SAY(i->o, "（读到一半就看出不是）", " (given up half-way)"));
    buf_byte(i->b, '\n');
}

static void encoding_lines(const inspection *i) {
    const text *t = &i->f->doc->text;
    inspect_label(i, SAY(i->o, "编码", "Encoding"));
    buf_text(i->b, encoding_name(t->encoding));
    buf_text(i->b, t->bom_len ? SAY(i->o, "，开头有 BOM ", ", with a BOM ") : SAY(i->o, "，没有 BOM", ", no BOM"));
    inspect_hex(i->b, span_cut(t->original, 0, t->bom_len), 4);
    buf_text(i->b, t->evidence.certain ? SAY(i->o, "（确定）\n", " (certain)\n") : SAY(i->o, "（推断）\n", " (inferred)\n"));
    for (int e = ENCODING_UNKNOWN + 1; e < ENCODING_COUNT; e++) {
        encoding_score s = t->evidence.scores[e];
        s.encoding = (encoding)e;
        if (s.characters || s.bad)
            score_line(i, &s, s.encoding == t->encoding);
    }
}

/* ---- Bytes that stand out: what the checks of characters stumbled over, each kind's first place. */
/* One character's bytes at an offset into the original. */
static span character_at(const text *t, uint64_t offset) {
    span rest = span_from(t->original, (size_t)offset), whole = rest;
    if (rest.len)
        (void)decode_next(t->encoding, &rest);
    return span_cut(whole, 0, whole.len - rest.len);
}

/* What stands round them may be somebody's name or number: only where all may be shown. */
static void context_line(const inspection *i, uint64_t offset, span bytes) {
    const text *t = &i->f->doc->text;
    size_t from = offset > CONTEXT ? (size_t)offset - CONTEXT : 0;
    if (!(i->o->reveal.id && i->o->reveal.name && i->o->reveal.wage))
        return;
    span before = span_cut(t->original, from, (size_t)offset - from);
    span after = span_cut(t->original, (size_t)offset + bytes.len, CONTEXT);
    buf_text(i->b, "        ");
    inspect_hex(i->b, before, CONTEXT);
    buf_text(i->b, " [");
    inspect_hex(i->b, bytes, 4);
    buf_text(i->b, "] ");
    inspect_hex(i->b, after, CONTEXT);
    buf_byte(i->b, '\n');
}

static void odd_bytes(const inspection *i, const finding *f) {
    uint64_t offset = (uint64_t)f->place.byte_offset;
    span bytes = character_at(&i->f->doc->text, offset);
    buf shown = buf_new(i->b->on);
    (void)decode_all(i->f->doc->text.encoding, bytes, &shown);
    buf_format(i->b, SAY(i->o, "    第 %llu 行，字节 %llu：", "    line %llu, byte %llu: "), N(f->place.line), N(offset));
    inspect_hex(i->b, bytes, 4);
    if (bytes.len && bytes.ptr[0] > 0x20) {
        buf_text(i->b, SAY(i->o, "，读作“", ", read as \""));
        utf8_show_line(i->b, buf_span(&shown));
        buf_text(i->b, SAY(i->o, "”", "\""));
    }
    buf_format(i->b, SAY(i->o, "（%s，共 %llu 处）\n", " (%s, %llu in all)\n"), catalogue_get(f->code)->prose[i->o->lang].title,
               N(findings_count(i->f->found, f->code)));
    context_line(i, offset, bytes);
}

static void standing_out(const inspection *i) {
    bool any = false;
    for (size_t k = 0; k < findings_shown(i->f->found); k++) {
        const finding *f = findings_at(i->f->found, k);
        if (catalogue_get(f->code)->layer != LAYER_ENC || f->place.byte_offset < 0 || f->place.line == 0)
            continue;
        if (!any)
            inspect_label(i, SAY(i->o, "特别的字节\n", "Odd bytes\n"));
        any = true;
        odd_bytes(i, f);
    }
}

static void newline_lines(const inspection *i) {
    const newline_facts *n = &i->f->doc->text.newlines;
    inspect_label(i, SAY(i->o, "换行符", "Newlines"));
    buf_format(i->b, "CRLF %llu, LF %llu, CR %llu", N(n->crlf), N(n->lf), N(n->cr));
    buf_text(i->b, n->final ? SAY(i->o, "；最后一行有换行\n", "; the last line ends in one\n")
                            : SAY(i->o, "；最后一行没有换行\n", "; the last line does not end in one\n"));
    inspect_label(i, SAY(i->o, "行数", "Lines"));
    buf_format(i->b, "%llu\n", N(i->f->doc->text.line_count));
}

void inspect_text(const inspection *i) {
    encoding_lines(i);
    standing_out(i);
    newline_lines(i);
}
