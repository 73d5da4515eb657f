/* compare: a file that uploaded and one that did not, in plain language, layer by layer. */
#include "base/utf8.h"
#include "report/differences.h"
#include "report/screen.h"

enum { FACT_WIDTH = 36, FINDINGS_SHOWN = 6 };

#define N(x) ((unsigned long long)(x))

static bool in_layer(const finding *f, layer l) {
    layer own = catalogue_get(f->code)->layer;
    return own == l || (l == LAYER_ID && own == LAYER_ROS);
}

static void fact_line(const screen *s, const difference *d) {
    buf_text(s->b, "    ");
    buf_text(s->b, d->label[s->o->lang]);
    screen_pad(s->b, span_cstr(d->label[s->o->lang]), FACT_WIDTH);
    utf8_show_line(s->b, d->accepted);
    buf_text(s->b, " → ");
    utf8_show_line(s->b, d->refused);
    buf_byte(s->b, '\n');
}

/* The first of each code; what it says of a line has that line's number. */
static void finding_lines(const screen *s, layer l) {
    const findings *found = s->f->found;
    unsigned shown = 0;
    for (size_t i = 0; i < findings_shown(found) && shown <= FINDINGS_SHOWN; i++) {
        const finding *f = findings_at(found, i);
        buf message = buf_new(s->b->on);
        bool again = i && findings_at(found, i - 1)->code == f->code;
        if (!in_layer(f, l) || again)
            continue;
        if (shown++ == FINDINGS_SHOWN) {
            buf_text(s->b, "    …\n");
            return;
        }
        screen_message(s, &message, f);
        buf_format(s->b, "    %s  ", catalogue_get(f->code)->id);
        buf_add(s->b, buf_span(&message));
        uint64_t all = findings_reported(found, f->code);
        if (all > 1)
            buf_format(s->b, SAY(s->o, "（共 %llu 处）", " (%llu in all)"), N(all));
        buf_byte(s->b, '\n');
    }
}

static bool findings_in(const screen *s, layer l) {
    for (size_t i = 0; i < findings_shown(s->f->found); i++)
        if (in_layer(findings_at(s->f->found, i), l))
            return true;
    return false;
}

static void one_layer(const screen *s, const differences *all, layer l) {
    unsigned facts = 0;
    for (size_t i = 0; i < all->list.count; i++)
        facts += all->list.items[i].layer == l;
    buf_text(s->b, "\n  ");
    buf_text(s->b, layer_name(l, s->o->lang));
    if (facts == 0 && !findings_in(s, l)) {
        buf_text(s->b, all->told[layer_at(l)] ? SAY(s->o, "：没有区别\n", ": no difference\n")
                                              : SAY(s->o, "：读不到这一层\n", ": not to be read that far\n"));
        return;
    }
    buf_byte(s->b, '\n');
    for (size_t i = 0; i < all->list.count; i++)
        if (all->list.items[i].layer == l)
            fact_line(s, &all->list.items[i]);
    finding_lines(s, l);
}

/* What most likely made the portal refuse it: the gravest finding of those that make it refuse. */
static const finding *likeliest(const findings *found) {
    for (size_t i = 0; i < findings_shown(found); i++) {
        const finding *f = findings_at(found, i);
        if (f->severity == SEVERITY_ERROR && catalogue_get(f->code)->consequence == CONSEQUENCE_REJECTED)
            return f;
    }
    return NULL;
}

void screen_compared(const screen *s) {
    const finding *f = likeliest(s->f->found);
    differences all;
    differences_find(s->b->on, s->f, s->o, &all);
    if (f) {
        buf_text(s->b, SAY(s->o, "✘ 多半是这里让门户拒收的：", "✘ This most likely made the portal refuse it: "));
        buf_format(s->b, "%s  ", catalogue_get(f->code)->id);
        screen_message(s, s->b, f);
    } else if (all.list.count || findings_shown(s->f->found)) {
        buf_text(s->b, SAY(s->o, "！ 有区别，但没有哪一处是门户一定会拒收的", "! They differ, but nothing here surely makes the portal refuse it"));
    } else {
        buf_text(s->b, SAY(s->o, "✔ 看不出区别：文件以外的原因也请查一查（登录的单位、时间、重复上传）",
                           "✔ No difference to be seen: look beyond the file, too (unit logged in, time, uploaded twice)"));
    }
}

void screen_compare(const screen *s) {
    static const layer layers[] = {LAYER_ZIP, LAYER_ENC, LAYER_ROW, LAYER_ID, LAYER_PAY};
    differences all;
    differences_find(s->b->on, s->f, s->o, &all);
    screen_compared(s);
    buf_byte(s->b, '\n');
    screen_label(s, SAY(s->o, "传上去的", "Accepted"));
    utf8_show_line(s->b, s->f->templ_path);
    buf_byte(s->b, '\n');
    screen_label(s, SAY(s->o, "被拒收的", "Refused"));
    utf8_show_line(s->b, s->f->path);
    buf_byte(s->b, '\n');
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        one_layer(s, &all, layers[i]);
    if (findings_shown(s->f->found))
        buf_text(s->b, SAY(s->o, "\n  上面说的“原模板”，就是传上去的那个文件\n", "\n  What is called the template above is the accepted file\n"));
    if (likeliest(s->f->found))
        buf_format(s->b, SAY(s->o, "  想知道为什么：baopan explain %s\n", "  To know why: baopan explain %s\n"),
                   catalogue_get(likeliest(s->f->found)->code)->id);
}
