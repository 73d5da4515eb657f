#include "report/buttons.h"

#include "finding/catalogue/phrases.h"

#define FIX_BUTTON_ZH "在报盘里放进原模板和这个文件，保存修好的 zip"
#define FIX_BUTTON_EN "put the template and this file into baopan and save the mended zip"

static const struct button {
    const char *token;
    struct {
        const char *command, *button;
    } said[LANG_COUNT];
} BUTTONS[] = {
#define BUTTON(token, zh, button_zh, en, button_en) {token, {{zh, button_zh}, {en, button_en}}},
#include "report/buttons.def"
#undef BUTTON
};
enum { BUTTON_COUNT = sizeof BUTTONS / sizeof *BUTTONS };

static const struct button *button_at(span words, lang l, bool tokens) {
    for (size_t i = 0; i < BUTTON_COUNT; i++) {
        const char *command = BUTTONS[i].said[l].command;
        if (command && (!tokens || BUTTONS[i].token) && span_starts(words, span_cstr(command)))
            return &BUTTONS[i];
    }
    return NULL;
}

static span replaced(arena *a, span words, lang l, bool tokens) {
    buf b = buf_new(a);
    while (words.len) {
        const struct button *is = button_at(words, l, tokens);
        if (is)
            buf_text(&b, tokens ? is->token : is->said[l].button);
        else
            buf_byte(&b, words.ptr[0]);
        words = span_from(words, is ? span_cstr(is->said[l].command).len : 1);
    }
    return buf_span(&b);
}

span with_tokens(arena *a, span step, lang l) { return replaced(a, step, l, true); }

span said_to(const report_options *o, arena *a, span words) { return o->buttons ? replaced(a, words, o->lang, false) : words; }

static bool holds(span s, const char *words) { return span_search(s, span_cstr(words)) < s.len; }

bool names_command(span words) { return holds(words, "baopan ") || holds(words, "--"); }

bool step_withheld(const report_options *o, arena *a, span step) { return o->buttons && names_command(said_to(o, a, step)); }
