#ifndef JOB_H
#define JOB_H
/* A job on its way through the rooms: what the commands' files share. Private to the story. */
#include "baopan.h"
#include "base/crew.h"
#include "diagnosis/diagnosis.h"
#include "fill/fill.h"
#include "report/report.h"

struct baopan_result {
    arena on;
    const baopan_job *job; /* borrowed while running only */
    report_file file;
    document doc, templ;
    layout expected;
    figures figures;
    diagnosis diagnosis;
    bool has_report;
    span output; /* .ptr NULL: nothing to write */
    bool filling;     /* fill, fix: the template can be filled in */
    uint64_t filled;  /* fill, fix: wages that were */
    repairs repairs;  /* fix */
    bool *asks;       /* fix: by code, doubts that are left */
};

/* What every reading of a document needs. */
typedef struct reading {
    arena *on;
    crew crew; /* hands that the job lends */
    const baopan_job *job;
    const format *format;
    const header_words *words;
    findings *found;
    bool plainly; /* for tests: no line is told at a glance */
    span known; /* what an upload of our own making holds; ptr NULL: it is not ours */
    struct unpacked *ready; /* by input role: containers that were opened beforehand; NULL: none */
} reading;

span bytes_of(const baopan_input *in);

/* ---- Down the stairs (job.c). */
/* Format file, header words and severities of the job; a fresh collection of findings. */
reading reading_begin(arena *a, const baopan_job *job);
/* As far as the one txt in a zip. */
void open_container(const reading *r, const baopan_input *in, input_role which, container *box);
/* Opens upload and template side by side, where another hand is there and they are worth one. What was found
 * is told when their turn comes. */
void open_both(reading *r, const baopan_input *upload, const baopan_input *templ);
/* Opens the template while another hand does `other`, where one is there and the template is worth it; else `other`
 * is left undone. */
void open_beside(reading *r, const baopan_input *templ, void (*other)(arena *own, void *argument), void *argument);
/* A template, as far as its layout. */
void read_template(const reading *r, const baopan_input *in, document *d);
/* An upload, against the template's document where there is one. Sets the layout it should have. */
void read_upload(const reading *r, const baopan_input *in, const document *templ, document *d,
                 layout *expected);
/* Template, where `templ` names one, and upload, into out->templ and out->doc. NULL where there is no template that
 * the upload can be compared with. */
const document *read_pair(reading *r, baopan_result *out, const baopan_input *upload, const baopan_input *templ);
/* Rules and diagnosis over out->doc. */
void check_document(const reading *r, baopan_result *out, const document *templ);
/* Its two halves: what the rules find, with the portal's figures; and what that means. */
void judge_lines(const reading *r, baopan_result *out, const document *templ);
void diagnose_document(const reading *r, baopan_result *out, const document *templ);
/* Whatever was found or left unsaid: where nothing may be written, the verdict says so. */
void judge_output(baopan_result *out);
/* Makes the result one that reports can be rendered of. */
void set_report(baopan_result *out, const reading *r, report_command command,
                const baopan_input *shown, const document *templ);

/* ---- Up the stairs (job_fill.c). */
fill_options fill_options_of(arena *a, const baopan_job *job);
/* Reads the template; false, with the reasons told, where it cannot be filled in. */
bool begin_filling(const reading *r, baopan_result *out, const baopan_input *templ);
/* Packs the filled text (.ptr NULL: there is none) where it may be written, proves it by reading it
 * back as check does, and makes the report, which shows the path of `shown`. */
void end_filling(const reading *r, baopan_result *out, span filled, const baopan_input *shown);

/* ---- One function a command: job_check.c, job_fill.c, job_fix.c, job_convert.c, job_inspect.c, job_formats.c,
 * job_schema.c, job_summary.c, job_bundle.c, job_compare.c. */
typedef void job_command(arena *a, baopan_result *out);
job_command run_check, run_fill, run_fix, run_convert;
job_command run_bundle, run_compare;
job_command run_inspect, run_cells, run_explain, run_schema, run_summary;
job_command run_formats_list, run_formats_show, run_formats_lint, run_formats_learn;

#endif
