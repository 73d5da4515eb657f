/* What fix changes, one line each: where, what, from, to, safe or needs you. */
#include "base/utf8.h"
#include "report/screen.h"
#include "report/words.h"

void screen_repair_place(const screen *s, const repair *r) {
    if (r->line)
        buf_format(s->b, SAY(s->o, "第 %llu 行", "line %llu"), (unsigned long long)r->line);
    else
        buf_text(s->b, SAY(s->o, "整个文件", "whole file"));
}

/* A blank is said, since nothing shows where it stood. */
void screen_repair_value(const screen *s, const repair *r, const value *v) {
    buf shown = buf_new(s->b->on);
    if (v->kind != VALUE_TERM && v->kind != VALUE_NUMBER && v->kind != VALUE_FEN && v->text.len == 0) {
        buf_text(s->b, SAY(s->o, "空白", "blank"));
        return;
    }
    repair_value_show(&shown, r, v, s->o);
    utf8_show_line(s->b, buf_span(&shown));
}

void screen_repair_fix(const screen *s, const repair *r) {
    if (r->fix == FIX_SAFE)
        buf_text(s->b, SAY(s->o, "可自动修复", "safe"));
    else if (r->fix == FIX_CONFIRM && s->o->buttons)
        buf_text(s->b, SAY(s->o, "需要您确认", "needs you"));
    else if (r->fix == FIX_CONFIRM)
        buf_format(s->b, SAY(s->o, "需要您确认（--yes %s）", "needs you (--yes %s)"), catalogue_get(r->code)->id);
    else
        buf_text(s->b, SAY(s->o, "要在文件里改", "to be corrected in the file"));
}

static void change_words(const screen *s, const repair *r) {
    if (r->from.kind == VALUE_NONE && r->to.kind == VALUE_NONE)
        return;
    buf_text(s->b, "  ");
    screen_repair_value(s, r, &r->from);
    if (r->to.kind == VALUE_NONE)
        return;
    buf_text(s->b, " → ");
    screen_repair_value(s, r, &r->to);
}

static void repair_line(const screen *s, const repair *r) {
    const catalogue_row *row = catalogue_get(r->code);
    buf_text(s->b, "  ");
    screen_repair_place(s, r);
    buf_format(s->b, "  %s %s", row->id, row->prose[s->o->lang].title);
    change_words(s, r);
    buf_text(s->b, "  ");
    screen_repair_fix(s, r);
    buf_byte(s->b, '\n');
}

void screen_repairs(const screen *s) {
    size_t asking = 0, all = s->f->repair_count;
    if (!s->f->fixing || all == 0)
        return;
    for (size_t i = 0; i < all; i++)
        asking += s->f->repairs[i].fix != FIX_SAFE;
    buf_format(s->b, SAY(s->o, "\n  修复 %llu 处，其中需要您确认 %llu 处\n", "\n  repairs %llu, of which %llu need you\n"),
               (unsigned long long)all, (unsigned long long)asking);
    for (size_t i = 0; i < all; i++)
        if (s->f->dry_run || s->f->repairs[i].fix != FIX_SAFE)
            repair_line(s, &s->f->repairs[i]);
}
