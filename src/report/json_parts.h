#ifndef REPORT_JSON_PARTS_H
#define REPORT_JSON_PARTS_H
/* Parts of the JSON report's file object. Private to report/. */
#include "report/json_writer.h"
#include "report/report.h"

/* "facts": container, text and layout (json_facts.c). */
void json_facts(json *j, const report_file *f);
/* "notEnteredPeople": the first of those who are not entered. */
void json_not_entered(json *j, const report_file *f, const report_options *o);
/* "comparison", where there was a template to compare with. */
void json_comparison(json *j, const report_file *f);
/* "summary", and "findings" with "truncated" (json_findings.c). */
void json_summary(json *j, const findings *found);
void json_findings(json *j, const findings *found, const report_options *o);

#endif
