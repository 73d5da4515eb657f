/* Who is not entered, and how the file stands against its template: what a screen shows beside figures. */
#include "report/json_parts.h"

#include "rules/line_view.h"

enum { PEOPLE_MAX = 200 };

static void person_value(json *j, const char *key, value_kind kind, span utf8, const report_options *o, bool own) {
    buf shown = buf_new(j->to->on);
    value v = value_of(kind, utf8);
    value_show(&shown, &v, o->lang, o->reveal, own);
    json_string(j, key, buf_span(&shown));
}

/* A wage below 1 yuan is the reason itself and shown; any other is somebody's wage. */
static void one_person(json *j, const report_file *f, const not_entered *n, const report_options *o, arena *scratch) {
    line_view v;
    money m = money_read(n->wage);
    line_view_read(scratch, f->doc, (uint32_t)(n->line - 1), &v);
    json_object(j, NULL);
    json_number(j, "line", n->line);
    person_value(j, "id", VALUE_ID, span_trim(view_text(scratch, f->doc, v.id.len ? v.id : v.personal)), o, false);
    person_value(j, "name", VALUE_NAME, span_trim(view_text(scratch, f->doc, v.name)), o, false);
    if (!n->blank)
        person_value(j, "wage", VALUE_WAGE, n->wage, o, m.below_one && !(m.oddities & MONEY_NEGATIVE));
    json_end(j, '}');
}

void json_not_entered(json *j, const report_file *f, const report_options *o) {
    size_t count = f->doc->usable ? f->figures->listed_count : 0;
    arena *scratch = arena_child(j->to->on);
    json_array(j, "notEnteredPeople");
    for (size_t i = 0; i < count && i < PEOPLE_MAX; i++) {
        one_person(j, f, &f->figures->listed[i], o, scratch);
        arena_reset(scratch);
    }
    json_end(j, ']');
}

void json_comparison(json *j, const report_file *f) {
    const figures *p = f->figures;
    if (!f->diagnosis->compared)
        return;
    json_object(j, "comparison");
    json_bool(j, "onlyWagesChanged", p->only_wages_changed);
    json_number(j, "wagesChanged", p->wages_changed);
    json_number(j, "lost", p->lost);
    json_number(j, "added", p->added);
    json_number(j, "altered", p->altered);
    json_end(j, '}');
}
