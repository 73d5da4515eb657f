/* The catalogue as data, for faces without a command line. */
#include "report/buttons.h"
#include "report/json_writer.h"

/* Without its number, which is the list's. */
static span bare(span step) {
    size_t dot = span_find(step, '.');
    return dot < step.len && span_digits(span_cut(step, 0, dot)) ? span_trim(span_from(step, dot + 1)) : step;
}

static void steps(json *j, span how, lang l) {
    json_array(j, "how");
    while (how.len) {
        size_t end = span_find(how, '\n');
        span step = with_tokens(j->to->on, bare(span_cut(how, 0, end)), l);
        json_object(j, NULL);
        json_string(j, "step", step);
        json_bool(j, "command", names_command(step));
        json_end(j, '}');
        how = span_from(how, end + 1);
    }
    json_end(j, ']');
}

static void one_code(json *j, const catalogue_row *row, lang l) {
    json_object(j, NULL);
    json_text(j, "code", row->id);
    json_text(j, "severity", severity_word(row->severity));
    json_text(j, "consequence", consequence_word(row->consequence));
    json_text(j, "fix", fix_word(row->fix));
    json_text(j, "title", row->prose[l].title);
    json_text(j, "why", row->prose[l].why);
    steps(j, span_cstr(row->prose[l].how), l);
    json_end(j, '}');
}

void report_explain_json(buf *b, code c, lang l) {
    json j = {.to = b, .first = true};
    json_array(&j, NULL);
    for (int i = CODE_NONE + 1; i < CODE_COUNT; i++)
        if (c == CODE_NONE || c == (code)i)
            one_code(&j, catalogue_get((code)i), l);
    json_end(&j, ']');
    buf_byte(b, '\n');
}
