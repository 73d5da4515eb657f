#ifndef REPORT_JSON_PEOPLE_H
#define REPORT_JSON_PEOPLE_H
/* Parts of the JSON report's file object. Private to report/. */
#include "report/json_writer.h"
#include "report/report.h"

/* "notEnteredPeople": the first of those who are not entered. */
void json_not_entered(json *j, const report_file *f, const report_options *o);
/* "comparison", where there was a template to compare with. */
void json_comparison(json *j, const report_file *f);

#endif
