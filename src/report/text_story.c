/* What happened, whether it can be undone, what to do now, how to avoid it: the part of the first
 * screen that somebody reads out by phone. */
#include "base/utf8.h"
#include "report/screen.h"

enum { EVIDENCE_SHOWN = 4, STORIES_SHOWN = 3 };

/* ---- What happened. */
static const finding *shown_of(const screen *s, code c) {
    for (size_t i = 0; i < findings_shown(s->f->found); i++)
        if (findings_at(s->f->found, i)->code == c)
            return findings_at(s->f->found, i);
    return NULL;
}

void screen_evidence(const screen *s, code c) {
    const finding *only = findings_reported(s->f->found, c) == 1 ? shown_of(s, c) : NULL;
    uint64_t places = findings_count(s->f->found, c);
    if (only) {
        screen_message(s, s->b, only);
        return;
    }
    buf_text(s->b, catalogue_get(c)->prose[s->o->lang].title);
    if (places > 1)
        buf_format(s->b, SAY(s->o, "（%llu%s）", " (%llu%s)"), (unsigned long long)places, screen_unit(s, c));
}

static void evidence_line(const screen *s, const story *told) {
    screen_under(s);
    for (unsigned i = 0; i < told->evidence_count && i < EVIDENCE_SHOWN; i++) {
        if (i)
            buf_text(s->b, SAY(s->o, "；", "; "));
        screen_evidence(s, told->evidence[i]);
    }
    buf_byte(s->b, '\n');
}

/* The story that leaves least hope speaks for all. */
static const story *least_hope(const diagnosis *d) {
    const story *least = &d->stories[0];
    for (size_t i = 1; i < d->story_count; i++)
        if (d->stories[i].undo < least->undo)
            least = &d->stories[i];
    return least;
}

static void undo_line(const screen *s) {
    static const char *const words[][LANG_COUNT] = {
        [UNDO_NO] = {"不能：", "no: "},
        [UNDO_PARTLY] = {"只能挽回一部分：", "in part: "},
        [UNDO_YES] = {"能：", "yes: "},
    };
    const story *told = least_hope(s->f->diagnosis);
    screen_label(s, SAY(s->o, "能否挽回", "Recovery"));
    buf_text(s->b, words[told->undo][s->o->lang]);
    buf_text(s->b, told->told[s->o->lang].undo);
    buf_byte(s->b, '\n');
}

void screen_stories(const screen *s) {
    const diagnosis *d = s->f->diagnosis;
    if (d->story_count == 0)
        return;
    buf_byte(s->b, '\n');
    for (size_t i = 0; i < d->story_count && i < STORIES_SHOWN; i++) {
        screen_label(s, i ? SAY(s->o, "还有", "Also") : SAY(s->o, "发生了什么", "What happened"));
        buf_text(s->b, d->stories[i].told[s->o->lang].title);
        buf_byte(s->b, '\n');
        evidence_line(s, &d->stories[i]);
    }
    undo_line(s);
}

/* ---- What to do now. */
/* Names in the catalogue's commands that stand for the user's own files. */
static const struct {
    const char *example;
    enum { THE_FILE, THE_TEMPLATE, THE_TABLE } stands_for;
} NAMES[] = {{"坏文件.zip", THE_FILE},       {"BROKEN.zip", THE_FILE},   {"原模板.zip", THE_TEMPLATE},
             {"TEMPLATE.zip", THE_TEMPLATE}, {"工资表.xlsx", THE_TABLE}, {"WAGES.xlsx", THE_TABLE}};

/* An accepted upload that is compared with is no template. */
static span own_name(const screen *s, size_t name) {
    const span templ = s->f->command == REPORT_COMPARE ? (span){0} : s->f->templ_path;
    const span own[] = {s->f->path, templ, s->f->table_path};
    return own[NAMES[name].stands_for];
}

static void write_path(buf *b, span path) {
    bool quote = span_has(path, ' ');
    buf_text(b, quote ? "\"" : "");
    utf8_show_line(b, path);
    buf_text(b, quote ? "\"" : "");
}

/* A step with the user's own file names, as far as they are known. */
static void write_step(const screen *s, span step) {
    while (step.len) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !taken; i++)
            if (span_starts(step, span_cstr(NAMES[i].example)) && own_name(s, i).len) {
                write_path(s->b, own_name(s, i));
                taken = span_cstr(NAMES[i].example).len;
            }
        if (!taken)
            buf_byte(s->b, step.ptr[0]);
        step = span_from(step, taken ? taken : 1);
    }
}

/* The first remedy that the catalogue names, without its number. */
static span first_step(const screen *s, code c) {
    span how = span_cstr(catalogue_get(c)->prose[s->o->lang].how);
    span step = span_cut(how, 0, span_find(how, '\n'));
    return span_starts(step, SPAN("1. ")) ? span_from(step, 3) : step;
}

static span command_of(span step) { return span_from(step, span_search(step, SPAN("baopan "))); }

/* Two steps that come down to one command are one, a dry run of it too. */
static bool same_step(span a, span b) {
    span one = command_of(a), other = command_of(b);
    return span_eq(a, b) || (one.len && other.len && (span_starts(one, other) || span_starts(other, one)));
}

static void add_step(const screen *s, next_steps *to, code c) {
    span step = first_step(s, c);
    buf words = buf_new(s->b->on);
    const screen into = {&words, s->f, s->o};
    for (unsigned i = 0; i < to->count; i++)
        if (same_step(to->source[i], step))
            return;
    if (to->count >= STEPS_MAX || step.len == 0)
        return;
    write_step(&into, step);
    to->source[to->count] = step;
    to->words[to->count++] = buf_span(&words);
}

/* Some people are not entered, but not everybody: a matter of their wages, whatever else is wrong. */
static bool some_missing(const screen *s) {
    const figures *p = s->f->figures;
    return s->f->command == REPORT_CHECK && p->not_entered > 0 && p->entered > 0 &&
           findings_gravest(s->f->found) > SEVERITY_NOTE;
}

static void step_for_people(const screen *s, next_steps *to) {
    const figures *p = s->f->figures;
    uint64_t lines[EXAMPLES_SHOWN];
    unsigned n = 0;
    buf words = buf_new(s->b->on);
    const screen into = {&words, s->f, s->o};
    for (; n < p->listed_count && n < EXAMPLES_SHOWN; n++)
        lines[n] = p->listed[n].line;
    buf_text(&words, SAY(s->o, "补上", "add the wages of "));
    screen_lines(&into, lines, n, p->not_entered);
    buf_format(&words,
               SAY(s->o, "的工资（或上传后在门户“录入工资”里填这 %llu 人）",
                   " (or type them in 录入工资 at the portal after the upload; people: %llu)"),
               (unsigned long long)p->not_entered);
    to->words[to->count++] = buf_span(&words);
}

static bool wage_missing(code c) { return c == PAY_blank || c == PAY_below_one; }

static bool in_story(const diagnosis *d, code c) {
    for (size_t i = 0; i < d->story_count; i++)
        for (unsigned e = 0; e < d->stories[i].evidence_count; e++)
            if (d->stories[i].evidence[e] == c)
                return true;
    return false;
}

void screen_next_steps(const screen *s, next_steps *to) {
    const diagnosis *d = s->f->diagnosis;
    bool people = some_missing(s);
    *to = (next_steps){.count = 0};
    if (people)
        step_for_people(s, to);
    for (size_t i = 0; i < d->story_count; i++)
        add_step(s, to, d->stories[i].evidence[0]);
    for (size_t i = 0; i < findings_shown(s->f->found); i++) {
        const finding *f = findings_at(s->f->found, i);
        if (f->severity > SEVERITY_NOTE && !in_story(d, f->code) && !(people && wage_missing(f->code)))
            add_step(s, to, f->code);
    }
}

static void write_steps(const screen *s) {
    next_steps steps;
    screen_next_steps(s, &steps);
    if (steps.count && s->f->diagnosis->story_count == 0)
        buf_byte(s->b, '\n');
    for (unsigned i = 0; i < steps.count; i++) {
        if (i == 0)
            screen_label(s, SAY(s->o, "现在怎么办", "What to do"));
        else
            screen_under(s);
        buf_format(s->b, "%u. ", i + 1);
        buf_add(s->b, steps.words[i]);
        buf_byte(s->b, '\n');
    }
}

void screen_steps(const screen *s) {
    const diagnosis *d = s->f->diagnosis;
    write_steps(s);
    for (size_t i = 0; i < d->story_count && i < STORIES_SHOWN; i++) {
        const char *prevent = d->stories[i].told[s->o->lang].prevent;
        if (i && prevent == d->stories[0].told[s->o->lang].prevent)
            continue;
        if (i)
            screen_under(s);
        else
            screen_label(s, SAY(s->o, "下次避免", "Next time"));
        buf_text(s->b, prevent);
        buf_byte(s->b, '\n');
    }
}
