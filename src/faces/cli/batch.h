#ifndef FACES_CLI_BATCH_H
#define FACES_CLI_BATCH_H
/* Many files through one job: several at once, told in order, each as soon as it and those before it are done. */
#include "faces/cli/paths.h"
#include "faces/cli/run.h"

/* Checks every path with `job` (template and format loaded), writes every report and, after more than one file of
 * text, a summary. Memory holds job-many files and, for reports that are one document over all (SARIF, JUnit),
 * all results. Ctrl-C ends the work early: what is finished is told and written, and the signal then takes its
 * course. */
int batch_run(const options *o, const baopan_job *job, const path_list *paths);

#endif
