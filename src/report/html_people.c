/* People and their wages: who is not entered, what changes, and what to write into 说明信息. */
#include "report/html.h"

#include "report/buttons.h"

enum { PEOPLE_MAX = 200, WAGES_MAX = 2000 };

static void cell(const page *p, value_kind kind, span utf8) {
    buf shown = buf_new(p->scratch);
    value v = value_of(kind, utf8);
    value_show(&shown, &v, p->o->lang, p->o->reveal, false);
    buf_text(p->b, kind == VALUE_WAGE ? "<td class=n>" : "<td>");
    markup_text(p->b, buf_span(&shown));
    buf_text(p->b, "</td>");
}

static void person_cells(const page *p, const line_view *v) {
    buf_format(p->b, "<tr><td class=n>%u</td>", v->index + 1);
    cell(p, VALUE_ID, span_trim(view_text(p->scratch, p->f->doc, v->id)));
    cell(p, VALUE_NAME, span_trim(view_text(p->scratch, p->f->doc, v->name)));
}

/* A wage below 1 yuan is the reason itself and shown; any other is somebody's wage. */
static void reason(const page *p, const not_entered *n) {
    money m = money_read(n->wage);
    buf_text(p->b, "<td>");
    if (n->blank)
        buf_text(p->b, SAY(p->o, "空白", "blank"));
    else if (m.below_one && !(m.oddities & MONEY_NEGATIVE)) {
        markup_text(p->b, n->wage);
        buf_text(p->b, SAY(p->o, " 元，低于 1 元", " yuan, below 1"));
    } else
        buf_text(p->b, SAY(p->o, "不是门户能认的数", "no number that the portal takes"));
    buf_text(p->b, "</td></tr>\n");
}

static void more_people(const page *p, uint64_t shown, uint64_t all) {
    if (all > shown)
        buf_format(p->b, SAY(p->o, "<p class=quiet>这里列出前 %llu 人，共 %llu 人。</p>\n",
                             "<p class=quiet>The first %llu of %llu people are listed.</p>\n"),
                   (unsigned long long)shown, (unsigned long long)all);
}

void page_not_entered(const page *p) {
    const figures *figs = p->f->figures;
    size_t count = figs->listed_count < PEOPLE_MAX ? figs->listed_count : PEOPLE_MAX;
    if (count == 0 || !p->f->doc->usable)
        return;
    page_heading(p, "未录入的人", "People not entered");
    buf_text(p->b, "<table><thead><tr>");
    buf_text(p->b, SAY(p->o, "<th class=n>行</th><th>身份证号</th><th>姓名</th><th>现工资</th>",
                       "<th class=n>Line</th><th>ID</th><th>Name</th><th>现工资 (wage)</th>"));
    buf_text(p->b, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < count; i++) {
        line_view v;
        line_view_read(p->scratch, p->f->doc, (uint32_t)(figs->listed[i].line - 1), &v);
        person_cells(p, &v);
        reason(p, &figs->listed[i]);
        arena_reset(p->scratch);
    }
    buf_text(p->b, "</tbody></table>\n");
    more_people(p, count, figs->not_entered);
}

/* ---- Old and new wages. */
static bool has_value(money m) { return !(m.oddities & (MONEY_BLANK | MONEY_NO_NUMBER | MONEY_TOO_LONG)); }

static void wage_row(const page *p, const line_view *v) {
    figures one = {.insured = 1, .entered = 1, .old_known = has_value(v->old_money), .new_known = has_value(v->wage_money),
                   .old_total = v->old_money.value, .new_total = v->wage_money.value};
    person_cells(p, v);
    cell(p, VALUE_WAGE, span_trim(view_text(p->scratch, p->f->doc, v->old)));
    cell(p, VALUE_WAGE, span_trim(view_text(p->scratch, p->f->doc, v->wage)));
    buf_text(p->b, "<td class=n>");
    (void)change_write(p->b, &one);
    buf_text(p->b, "</td></tr>\n");
}

/* The sums stand above; whose wage is what is shown only where somebody asks for it. */
static void masked_wages(const page *p) {
    const char *words = SAY(p->o, "每个人的工资已遮盖，合计见上面。要逐人列出原工资、现工资和变化：--reveal id,name,wage",
                            "Each person's wages are masked; their sums stand above. To list everybody's old and new wage with "
                            "the change: --reveal id,name,wage");
    buf_text(p->b, "<p>");
    markup_text(p->b, said_to(p->o, p->b->on, span_cstr(words)));
    buf_text(p->b, "</p>\n");
}

void page_wages(const page *p) {
    const document *d = p->f->doc;
    uint64_t told = 0;
    if (!d->usable || p->f->figures->insured == 0 || p->f->command == REPORT_COMPARE)
        return;
    page_heading(p, "原工资与现工资", "Old and new wages");
    if (!p->o->reveal.wage) {
        masked_wages(p);
        return;
    }
    buf_text(p->b, SAY(p->o, "<table><thead><tr><th class=n>行</th><th>身份证号</th><th>姓名</th><th class=n>原工资</th>"
                             "<th class=n>现工资</th><th class=n>变化</th></tr></thead><tbody>\n",
                       "<table><thead><tr><th class=n>Line</th><th>ID</th><th>Name</th><th class=n>Old</th>"
                       "<th class=n>New</th><th class=n>Change</th></tr></thead><tbody>\n"));
    for (size_t i = 0; i < d->text.line_count && told < WAGES_MAX; i++) {
        line_view v;
        line_view_read(p->scratch, d, (uint32_t)i, &v);
        if (v.kind == LINE_PERSON) {
            wage_row(p, &v);
            told++;
        }
        arena_reset(p->scratch);
    }
    buf_text(p->b, "</tbody></table>\n");
    more_people(p, told, p->f->figures->insured);
}

/* ---- 说明信息: in Chinese whatever the report's language, since the portal is. */
static void sum(const page *p, const char *name, bool known, fen total) {
    if (!known)
        return;
    buf_text(p->b, name);
    money_show(p->b, total);
    buf_text(p->b, " 元");
}

static void changed_by(const page *p, const figures *f) {
    buf share = buf_new(p->b->on);
    if (!change_write(&share, f))
        return;
    fen more = f->new_total - f->old_total;
    sum(p, more < 0 ? "，减少 " : "，增加 ", true, more < 0 ? -more : more);
    buf_text(p->b, "（");
    buf_add(p->b, buf_span(&share));
    buf_text(p->b, "）");
}

void page_statement(const page *p) {
    const figures *f = p->f->figures;
    if (f->insured == 0 || p->f->command == REPORT_COMPARE)
        return;
    page_heading(p, "说明信息可用的文字", "For the portal's 说明信息");
    buf_format(p->b, "<p class=say lang=zh>本次申报参保人数 %llu 人，录入工资 %llu 人，未录入 %llu 人",
               (unsigned long long)f->insured, (unsigned long long)f->entered, (unsigned long long)f->not_entered);
    sum(p, "；原工资合计 ", f->old_known, f->old_total);
    sum(p, f->old_known ? "，现工资合计 " : "；现工资合计 ", f->new_known, f->new_total);
    changed_by(p, f);
    buf_text(p->b, "。</p>\n");
}
