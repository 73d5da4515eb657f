#ifndef REPORT_BUTTONS_H
#define REPORT_BUTTONS_H
/* How the texts speak of what to do where there is no command line: buttons.def says what each command is called there. */
#include "report/report.h"

/* `words` for who reads this report: as they are, or with commands and options said as buttons. */
span said_to(const report_options *o, arena *a, span words);
/* Whether a command or an option is named, so that only somebody with a command line can do it. */
bool names_command(span words);
/* Whether this step is of no use to who reads this report. */
bool step_withheld(const report_options *o, arena *a, span step);
/* A step of the catalogue with {fix} and {fill} for their commands. */
span with_tokens(arena *a, span step, lang l);

#endif
