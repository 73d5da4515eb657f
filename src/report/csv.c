/* The findings as rows, for people who filter in Excel: UTF-8 with a BOM, which Excel needs to tell
 * the encoding, and no cell that a spreadsheet would take for a formula. */
#include "base/utf8.h"
#include "report/words.h"

/* Does a spreadsheet take a cell that begins so for a formula? */
static bool begins_formula(span s) {
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (span_starts(s, span_cstr(starts[i])))
            return true;
    return false;
}

/* The first blanks do not save a cell: some programs strip them. */
static span after_blanks(span s) {
    while (span_starts(s, SPAN(" ")))
        s = span_from(s, 1);
    return s;
}

static void cell(buf *b, span as_it_is) {
    buf seen = buf_new(b->on);
    utf8_show(&seen, as_it_is);
    span s = buf_span(&seen);
    buf_byte(b, '"');
    if (begins_formula(s) || begins_formula(after_blanks(s)))
        buf_byte(b, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            buf_byte(b, '"');
        buf_byte(b, s.ptr[i]);
    }
    buf_text(b, "\",");
}

static void words(buf *b, const char *said) { cell(b, span_cstr(said)); }

static void number(buf *b, uint64_t n) {
    if (n)
        buf_int(b, (int64_t)n);
    buf_byte(b, ',');
}

static void place_cells(buf *b, const place *p, lang l) {
    buf at = buf_new(b->on);
    if (p->cell_row && p->cell_column)
        place_cell(&at, p->cell_row, p->cell_column);
    words(b, input_name(p->input, l));
    cell(b, p->entry);
    cell(b, p->sheet);
    cell(b, buf_span(&at));
    number(b, p->line);
    cell(b, p->field);
    number(b, p->column);
}

static void row(buf *b, const report_file *file, const finding *f, const report_options *o) {
    const catalogue_row *c = catalogue_get(f->code);
    buf shown = buf_new(b->on), message = buf_new(b->on);
    value_show(&shown, &f->value, o->lang, o->reveal, true);
    finding_message(&message, f, o->lang, o->reveal);
    cell(b, file->path);
    words(b, c->id);
    words(b, severity_name(f->severity, o->lang));
    words(b, consequence_name(c->consequence, o->lang));
    words(b, fix_name(c->fix, o->lang));
    place_cells(b, &f->place, o->lang);
    cell(b, buf_span(&shown));
    cell(b, buf_span(&message));
    buf_int(b, (int64_t)f->count);
    buf_text(b, "\r\n");
}

void report_csv(buf *b, const report_file *const *files, size_t count, const report_options *o) {
    if (!o->continues)
        buf_text(b, "\xEF\xBB\xBF");
    if (!o->continues)
        buf_text(b, o->lang == LANG_ZH ? "文件,代码,级别,后果,修复,所在,压缩包里的文件,工作表,单元格,行,字段,列,值,问题,处数\r\n"
                                       : "file,code,severity,consequence,fix,input,entry,sheet,cell,line,field,"
                                         "column,value,message,count\r\n");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < findings_shown(files[i]->found); k++)
            row(b, files[i], findings_at(files[i]->found, k), o);
}
