#ifndef BAOPAN_H
#define BAOPAN_H
/* baopan: the only header a face sees. A job goes in, a result comes out; the faces read and
 * write files, know the clock, the locale and the terminal, and the core knows none of them.
 *
 *   baopan_job job = {.command = BAOPAN_CHECK, .input = {"上传.zip", bytes, length, false}};
 *   baopan_result *result;
 *   if (baopan_run(&job, &result) == BAOPAN_OK) { baopan_render(...); baopan_result_free(result); }
 *
 * Nothing here is global: jobs may run in several threads at once, each on its own result. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Troubles of ours or of the system. What is wrong with the user's files are findings in the
 * result, and the status is then BAOPAN_OK all the same. */
typedef enum baopan_status {
    BAOPAN_OK,
    BAOPAN_NO_MEMORY,
    BAOPAN_BAD_JOB, /* the job contradicts itself, or names a format, code or column unknown to us */
    BAOPAN_NO_SCRATCH, /* job.scratch could not be written or read back */
    BAOPAN_BUG      /* an assumption of ours did not hold; nothing was produced */
} baopan_status;

/* The largest file worth reading, in bytes. A face that meets a larger one gives its length with
 * bytes NULL, and the result says that the limit was exceeded. */
#define BAOPAN_MAX_FILE ((size_t)1 << 30)

/* A file's bytes, borrowed: they must live as long as the result. */
typedef struct baopan_input {
    const char *path; /* UTF-8, for messages and reports only; NULL: there is no such input */
    const void *bytes;
    size_t len;
    bool is_text; /* an upload or template given as its txt, by its name or on stdin */
} baopan_input;

typedef enum baopan_command {
    BAOPAN_CHECK,        /* input = the upload, templ optional */
    BAOPAN_FILL,         /* input = the template, table = the payroll table; output = a zip */
    BAOPAN_CONVERT,      /* input = a zip, a txt or a table; templ or format optional; output by `convert_to` */
    BAOPAN_FIX,          /* input = the broken file, templ; output = a zip, but for a dry run */
    BAOPAN_BUNDLE,       /* input = the broken file, templ optional; output = a zip to send to a helpdesk, with
                            invented people: hash_seed decides which, and nobody may know it */
    BAOPAN_COMPARE,      /* input = an upload that was refused, templ = one that was accepted */
    BAOPAN_INSPECT,      /* input = anything */
    BAOPAN_CELLS,        /* input = a table or workbook */
    BAOPAN_EXPLAIN,      /* argument = a code, or NULL for the whole catalogue */
    BAOPAN_SUMMARY,      /* others = NDJSON reports of check, added up; the verdict is BAOPAN_UNREADABLE
                            where lines were damaged, which the output then names */
    BAOPAN_SCHEMA,       /* the JSON Schema of the json report */
    BAOPAN_FORMATS_LIST,
    BAOPAN_FORMATS_SHOW, /* argument = a shipped format's name */
    BAOPAN_FORMATS_LINT, /* input = a format file */
    BAOPAN_FORMATS_LEARN /* input = a template; output = a format file */
} baopan_command;

/* What convert makes. */
typedef enum baopan_form {
    BAOPAN_TO_ZIP,  /* the safe zip, checked as an upload */
    BAOPAN_TO_TXT,  /* what lies in the zip, byte for byte; or a table laid out */
    BAOPAN_TO_XLSX, /* editing sheets, which fill takes back */
    BAOPAN_TO_CSV
} baopan_form;

typedef enum baopan_lang { BAOPAN_ZH, BAOPAN_EN } baopan_lang;
typedef enum baopan_severity { BAOPAN_OFF, BAOPAN_NOTE, BAOPAN_WARNING, BAOPAN_ERROR } baopan_severity;
typedef enum baopan_duplicates { BAOPAN_DUPLICATES_ERROR, BAOPAN_DUPLICATES_SUM, BAOPAN_DUPLICATES_LAST } baopan_duplicates;
typedef enum baopan_verdict { BAOPAN_PASS, BAOPAN_WARN, BAOPAN_FAIL, BAOPAN_UNREADABLE } baopan_verdict;

/* Beyond a limit is a finding (SYS-001, ZIP-029, ROW-014). 0 takes the default in brackets. */
typedef struct baopan_limits {
    uint64_t max_size;     /* bytes of one unpacked txt [2 GiB - 1] */
    uint32_t max_ratio;    /* unpacked over packed [1,000] */
    uint32_t max_entries;  /* of a zip [1,000] */
    uint64_t max_lines;    /* of a txt [20,000,000] */
    uint32_t max_line;     /* bytes of one line [65,536] */
    size_t max_findings;   /* kept for each code; totals stay exact [1,000] */
} baopan_limits;

/* A severity for a code, as an option gives it. */
typedef struct baopan_override {
    const char *code; /* "PAY-001" */
    baopan_severity severity;
} baopan_override;

/* A row of the payroll table that a person has said to be somebody of the template. */
typedef struct baopan_pairing {
    uint32_t row, line; /* the table's row, the template's line; from 1 */
} baopan_pairing;

typedef struct baopan_job {
    baopan_command command;
    baopan_input input, templ, table, format;
    const baopan_input *others; /* check: uploads that should hold the same people and wages, such as those of
                                   the other insurances; one with the input's path is passed over */
    size_t other_count;   /* summary: the NDJSON files */
    baopan_input receipt; /* check: what fill wrote when it made the file */
    const char *format_name; /* a shipped format; NULL = none, or `format` is given */
    const char *argument;
    const char *sheet, *id_column, *wage_column; /* of the table; NULL = find out */
    uint32_t template_wage_column; /* the field, from 1, that is 现工资 in template and upload; 0 = find out */
    baopan_duplicates duplicates;
    baopan_form convert_to;
    const char *scratch;   /* convert to xlsx: a file for passing use, whose library writes to a path only;
                              the face makes it and removes it */
    const baopan_pairing *persons; /* fill, fix: whose rows are decided */
    size_t person_count;
    bool match_by_name;    /* fill: a row whose ID names nobody, by a name unique on both sides */
    bool partial;          /* fill: write even where somebody has no wage */
    bool dry_run;          /* fix: only lists what would change */
    const char *const *yes; /* fix: codes of doubts that a person has decided, "PAY-011" */
    size_t yes_count;
    bool allow_undeclared; /* blank and sub-1 wages are warnings */
    const baopan_override *overrides;
    size_t override_count;
    uint32_t today;     /* yyyymmdd; 0 = unknown: dated rules then hold as before their date */
    uint64_t hash_seed; /* any number that an attacker cannot know */
    baopan_limits limits;
    baopan_lang lang;   /* of output that is text itself: explain */
    bool json;          /* summary, explain: as JSON, not as text */
    bool markdown;      /* explain: as Markdown, without a code the whole manual */
    /* Like realloc, size 0 frees; NULL = the C library. Called from several threads at once where
     * side_by_side has several. */
    void *(*allocate)(void *context, void *old, size_t size);
    void *allocate_context;
    /* Threads that the face lends to this one job: how many may work at once (0 or 1: none but the caller's),
     * and a function that calls part(argument, i) once for every i < parts, in any order, perhaps at once,
     * and returns when all are done. NULL: one after the other. The result is the same, however many. */
    unsigned hands;
    void (*side_by_side)(void *context, void (*part)(void *argument, unsigned index), void *argument,
                         unsigned parts);
    void *side_by_side_context;
    /* Says that a piece of an input is not read any more, neither by this run nor by rendering its result, so
     * that its memory may be given back; not where a hash or a receipt is to be rendered, or the bytes serve several jobs.
     * Perhaps from several threads at once. NULL: nobody wants to know. */
    void (*spent)(void *context, const void *bytes, size_t len);
    void *spent_context;
    /* Says what fill's output will be as soon as it is made, so that it can be written, under another name, while it is
     * still being proved; only what baopan_result_output then hands out is the output. Is called once more with NULL,
     * perhaps not before the result is freed: from then on nobody may read the bytes. NULL: nobody wants to know. */
    void (*made)(void *context, const void *bytes, size_t len);
    void *made_context;
} baopan_job;

typedef struct baopan_result baopan_result;

/* Does the job. *result is set only with BAOPAN_OK and is the caller's to free. */
baopan_status baopan_run(const baopan_job *job, baopan_result **result);
void baopan_result_free(baopan_result *result);

baopan_verdict baopan_result_verdict(const baopan_result *result);
/* Is there a finding at or above this severity? */
bool baopan_result_has(const baopan_result *result, baopan_severity at_least);
/* A finding in short, for faces that show their own list. Strings are literals or the result's. */
typedef struct baopan_finding {
    const char *code;  /* "PAY-001" */
    const char *input; /* "upload", "template", "table" or "format" */
    baopan_severity severity;
    uint64_t line;     /* from 1; 0 = none */
    uint64_t count;    /* places it stands for */
} baopan_finding;
/* How many are kept (baopan_limits.max_findings), gravest first. */
size_t baopan_result_findings(const baopan_result *result);
baopan_finding baopan_result_finding(const baopan_result *result, size_t index);

/* The id of a story that was told of the file ("excel-csv"), the one that explains most first; NULL
 * beyond the last. A literal. */
const char *baopan_result_story(const baopan_result *result, size_t index);

/* A result in figures, for tables over many. Zeros where nothing was judged. */
typedef struct baopan_counts {
    baopan_verdict verdict;
    uint64_t insured, entered, not_entered, errors, warnings, notes;
} baopan_counts;
baopan_counts baopan_result_counts(const baopan_result *result);

/* What fill, learn, inspect, explain … made: borrowed from the result; len 0 and NULL where nothing
 * may be written. */
const void *baopan_result_output(const baopan_result *result, size_t *len);
/* What fill made will not be written, since another template that was to be filled with it cannot be: there is no output
 * any more, and reports say so. */
void baopan_result_withhold(baopan_result *result);

typedef enum baopan_report {
    BAOPAN_TEXT, BAOPAN_JSON, BAOPAN_NDJSON, BAOPAN_SARIF, BAOPAN_JUNIT, BAOPAN_CSV, BAOPAN_HTML,
    BAOPAN_MARKDOWN, /* of explain only (baopan_job.markdown); nothing renders a result so */
    BAOPAN_RECEIPT   /* of fill, where there is an output: what proves it later */
} baopan_report;

/* A file of a document that is rendered in parts. */
typedef struct baopan_listed {
    const char *path;
    baopan_counts counts;
    bool told; /* it could be read, and stands in the document */
} baopan_listed;

typedef struct baopan_render_options {
    baopan_report report;
    baopan_lang lang;
    bool reveal_id, reveal_name, reveal_wage;
    bool colour;         /* text: ANSI colours */
    /* JSON, SARIF, JUnit, CSV and HTML in parts, for batches: this is not the document's beginning, or not its end.
     * What does not begin a JSON or SARIF document begins with the comma that parts it from the last one. */
    bool continues, unfinished;
    size_t index;                 /* HTML in parts: how many files of the document came before */
    const baopan_listed *listed;  /* HTML in parts, its end: all files of the document, for its contents */
    size_t listed_count;
    const char *not_opened;       /* JSON, NDJSON: a file that the system would not let be read, after the results */
    bool hash;           /* JSON: SHA-256 of the input */
    bool buttons;        /* JSON, HTML: for readers without a command line, who have the page's buttons for it */
    bool wrote_output;   /* text of fill: the face has written the output to output_path */
    const char *output_path;
} baopan_render_options;

typedef struct baopan_bytes {
    const void *ptr;
    size_t len;
    void *owner; /* private */
} baopan_bytes;

/* One report over any number of results, in order. Text and NDJSON follow on each other; the other
 * kinds are one document. Results that are no reports are left out. *out is the caller's to free. */
baopan_status baopan_render(const baopan_result *const *results, size_t count,
                            const baopan_render_options *options, baopan_bytes *out);
void baopan_bytes_free(baopan_bytes *bytes);

/* A name or other text on one line as people may see it: what a terminal would obey or not show is spelled out
 * ("[U+001B]"), as in every report for people. *out is the caller's to free. */
void baopan_seen(const char *words, baopan_bytes *out);

/* What the bytes are, by their beginning, as the report's facts.container.kind says: "zip", "xlsx", "text" ….
 * A literal. */
const char *baopan_kind(const void *bytes, size_t len);

/* The version, a literal. */
const char *baopan_version(void);

#endif
