/* What is not the same: two files side by side, layer by layer, and what fix changes. */
#include "report/differences.h"
#include "report/html.h"

enum { REPAIRS_MAX = 500 };

static void difference_row(const page *p, const difference *d) {
    buf_text(p->b, "<tr><td>");
    markup_cstr(p->b, layer_name(d->layer, p->o->lang));
    buf_text(p->b, "</td><td>");
    markup_cstr(p->b, d->label[p->o->lang]);
    buf_text(p->b, "</td><td>");
    markup_text(p->b, d->accepted);
    buf_text(p->b, "</td><td><mark>");
    markup_text(p->b, d->refused);
    buf_text(p->b, "</mark></td></tr>\n");
}

void page_differences(const page *p) {
    differences all;
    differences_find(p->b->on, p->f, p->o, &all);
    page_heading(p, "区别在哪里", "Where they differ");
    if (all.list.count == 0) {
        buf_text(p->b, SAY(p->o, "<p>两个文件都读得到的地方，没有区别。</p>\n", "<p>As far as both can be read: nowhere.</p>\n"));
        return;
    }
    buf_text(p->b, SAY(p->o, "<table><thead><tr><th>层</th><th>什么</th><th>传上去的</th><th>被拒收的</th></tr></thead><tbody>\n",
                       "<table><thead><tr><th>Layer</th><th>What</th><th>Accepted</th><th>Refused</th></tr></thead><tbody>\n"));
    for (size_t i = 0; i < all.list.count; i++)
        difference_row(p, &all.list.items[i]);
    buf_text(p->b, "</tbody></table>\n");
}

/* ---- fix. */
static void side(const page *p, const repair *r, const value *v) {
    buf words = buf_new(p->scratch);
    const screen s = {&words, p->f, p->o};
    buf_text(p->b, "<td>");
    if (v->kind != VALUE_NONE)
        screen_repair_value(&s, r, v);
    markup_text(p->b, buf_span(&words));
    buf_text(p->b, "</td>");
}

static void repair_row(const page *p, const repair *r) {
    const catalogue_row *row = catalogue_get(r->code);
    const screen s = {p->b, p->f, p->o};
    buf_text(p->b, "<tr><td>");
    screen_repair_place(&s, r);
    buf_format(p->b, "</td><td>%s ", row->id);
    markup_cstr(p->b, row->prose[p->o->lang].title);
    buf_text(p->b, "</td>");
    side(p, r, &r->from);
    side(p, r, &r->to);
    buf_text(p->b, r->fix == FIX_SAFE ? "<td>" : "<td><mark>");
    screen_repair_fix(&s, r);
    buf_text(p->b, r->fix == FIX_SAFE ? "</td></tr>\n" : "</mark></td></tr>\n");
    arena_reset(p->scratch);
}

void page_repairs(const page *p) {
    size_t all = p->f->repair_count;
    if (!p->f->fixing || all == 0)
        return;
    page_heading(p, "修复清单", "Repairs");
    buf_text(p->b, SAY(p->o, "<table><thead><tr><th>哪里</th><th>什么</th><th>原来</th><th>改成</th><th></th></tr></thead><tbody>\n",
                       "<table><thead><tr><th>Where</th><th>What</th><th>From</th><th>To</th><th></th></tr></thead><tbody>\n"));
    for (size_t i = 0; i < all && i < REPAIRS_MAX; i++)
        repair_row(p, &p->f->repairs[i]);
    buf_text(p->b, "</tbody></table>\n");
    if (all > REPAIRS_MAX)
        buf_format(p->b, SAY(p->o, "<p class=quiet>这里列出前 %d 处，共 %llu 处。</p>\n",
                             "<p class=quiet>The first %d of %llu are listed.</p>\n"), REPAIRS_MAX, (unsigned long long)all);
}
