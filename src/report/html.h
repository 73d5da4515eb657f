#ifndef REPORT_HTML_H
#define REPORT_HTML_H
/* The page on its way: what its parts share. Private to report/. */
#include "report/markup.h"
#include "report/screen.h"
#include "report/words.h"
#include "rules/line_view.h"

typedef struct page {
    buf *b;
    const report_file *f;
    const report_options *o;
    arena *scratch; /* emptied after each line of the file */
} page;

/* A heading of the second level in the report's language. */
void page_heading(const page *p, const char *zh, const char *en);
/* The document among those at hand that a finding's input is; NULL where its lines were not kept. */
const document *page_document(const page *p, input_role input);
/* A line (from 1) of a document, its fields masked as their columns are; those of `marked` (a finding, or
 * NULL) stand in <mark>. Nothing where there is no such line. */
void page_line(const page *p, const document *d, uint64_t line, const finding *marked);

void page_differences(const page *p); /* html_changes.c: compare */
void page_repairs(const page *p);     /* html_changes.c: fix */
void page_findings(const page *p);    /* html_findings.c */
void page_not_entered(const page *p); /* html_people.c */
void page_wages(const page *p);       /* html_people.c: one by one only with wages revealed */
void page_statement(const page *p);   /* html_people.c: the paragraph for the portal's 说明信息 */

#endif
