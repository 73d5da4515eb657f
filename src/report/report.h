#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H
/* The room of reports: what was found, for people and for programs. One file a kind; all read
 * the same report_file and none judges anything anew. */
#include "diagnosis/diagnosis.h"
#include "fill/repair.h"

typedef enum report_command {
    REPORT_CHECK, REPORT_FILL, REPORT_CONVERT, REPORT_LINT, REPORT_LEARN, REPORT_TABLE, REPORT_INSPECT,
    REPORT_BUNDLE, REPORT_COMPARE
} report_command;

/* What a receipt says of a file. */
typedef enum receipt_answer { RECEIPT_NONE, RECEIPT_SAME, RECEIPT_DIFFERS, RECEIPT_UNREADABLE } receipt_answer;

/* What became of a file in a support bundle. */
typedef struct bundle_difference {
    code code;
    uint64_t line;  /* from 1; 0 = none */
    bool missing;   /* told of the original only; else of the bundle only */
} bundle_difference;
typedef struct bundle_facts {
    bool has_template;
    bool upload_left_out, template_left_out; /* the content could not be read, and is not in it */
    uint64_t told;                           /* findings whose codes and lines are the same of both */
    uint64_t reworded;                       /* of these: whose words are not all the same */
    VEC(bundle_difference) differences;
    span upload_name, template_name;         /* of the files in the bundle */
} bundle_facts;

/* Everything a report may say about one file. */
typedef struct report_file {
    report_command command;
    span path;             /* as the user named it */
    span templ_path, table_path; /* the same of the other inputs; empty = there is none */
    span bytes;            /* the file itself, for its digest */
    const document *doc;   /* container, text and layout; never NULL, perhaps not usable */
    const document *templ; /* or NULL */
    const layout *expected;
    const figures *figures;
    const diagnosis *diagnosis;
    const findings *found;
    span format_name;      /* the format file used; empty = none */
    uint64_t filled;       /* fill: wages written */
    bool writable;         /* fill, convert: there is an output */
    bool withheld;         /* fill: there was one, which is not written for another template's sake */
    bool partial;          /* fill: there is none, but with --partial there would be */
    bool fixing, dry_run;  /* fill by fix; only looking */
    const repair *repairs; /* fix: what it changes */
    size_t repair_count;
    const bool *asks;      /* fix: by code, the doubts in which a yes would let more in; or NULL */
    uint32_t today;        /* yyyymmdd; 0 = unknown */
    struct {
        span templ, table, output; /* for the receipt of what was made */
    } made;
    const bundle_facts *bundle; /* bundle */
    const document *accepted;   /* compare: the other file, NULL with every other command */
    const figures *accepted_figures;
    receipt_answer receipt; /* check: is it the file that a receipt was written for? */
} report_file;

/* A line of a page's contents. */
typedef struct listed_file {
    span path;
    verdict verdict;
    uint64_t errors, warnings, entered, insured;
    bool told; /* else it could not be read and is not on the page */
} listed_file;

typedef struct report_options {
    lang lang;
    reveal reveal;
    bool colour, hash;
    bool buttons; /* its reader has no command line: said_to */
    bool continues, unfinished; /* a document in parts: not its beginning, not its end */
    span not_opened;            /* JSON: a file that could not be opened, after the others */
    size_t index;               /* a page in parts: how many files came before */
    const listed_file *listed;  /* a page's end: all files that are on it; empty = those of this call */
    size_t listed_count;
    bool wrote_output;
    span output_path;
    const char *version;
} report_options;

/* A kind of file as JSON says it. */
const char *file_kind_word(file_kind k);
void report_text(buf *b, const report_file *f, const report_options *o);
/* The whole document over `count` files; ndjson writes one file object a line. */
void report_json(buf *b, const report_file *const *files, size_t count, const report_options *o);
void report_ndjson(buf *b, const report_file *f, const report_options *o);
/* The line of a file that could not be opened (o->not_opened). */
void report_ndjson_not_opened(buf *b, const report_options *o);
/* The JSON Schema of the json report, its codes the catalogue's. */
void report_schema(buf *b);
/* For code scanning, build servers and spreadsheets: one document over `count` files each. */
void report_sarif(buf *b, const report_file *const *files, size_t count, const report_options *o);
void report_junit(buf *b, const report_file *const *files, size_t count, const report_options *o);
void report_csv(buf *b, const report_file *const *files, size_t count, const report_options *o);
/* One page that needs nothing but itself. */
void report_html(buf *b, const report_file *const *files, size_t count, const report_options *o);

/* ---- Receipts (receipt.c): JSON that proves later that a file is the one that was made. */
enum { RECEIPT_FIGURES = 5 };
typedef struct receipt {
    char templ[65], output[65];    /* SHA-256 in hex */
    span figures[RECEIPT_FIGURES]; /* insured, entered, not entered, old and new total, as written; borrowed */
} receipt;
void report_receipt(buf *b, const report_file *f, const report_options *o);
/* False where the bytes are no receipt of ours. */
bool receipt_read(arena *a, span bytes, receipt *out);
/* The first of its figures that is another one now; RECEIPT_FIGURES: they agree. *now is what it is, on the arena. */
size_t receipt_disagrees(arena *a, const receipt *r, const figures *p, span *now);

/* ---- Many results added up (summary.c). */
enum { SUMMARY_VERDICTS = VERDICT_UNREADABLE + 1 };
typedef struct summary_total {
    fen sum;
    uint64_t files; /* whose total is known */
} summary_total;
typedef struct summary_place {
    span path;
    uint64_t line; /* from 1 */
} summary_place;
typedef struct summary_lines {
    uint64_t count;
    VEC(summary_place) told; /* the first of them */
} summary_lines;
typedef struct report_summary_of {
    uint64_t files, verdicts[SUMMARY_VERDICTS];
    uint64_t insured, entered, not_entered;
    uint64_t errors, warnings, notes;
    uint64_t not_opened; /* beside `files`: of them nothing is known */
    summary_total old_total, new_total;
    struct {
        uint64_t count, files;
    } by_code[CODE_COUNT];
    summary_lines damaged;   /* lines that are not counted */
    summary_lines repeated;  /* the same line once more: counted once */
    summary_lines differing; /* another result of a file that had one: counted as well */
} report_summary_of;
void report_summary_text(buf *b, const report_summary_of *s, lang l);
void report_summary_json(buf *b, const report_summary_of *s);

/* ---- Support bundles (bundle.c). */
/* The read-me that lies in it. */
void report_bundle_readme(buf *b, const bundle_facts *f, const report_options *o);

/* ---- Text without findings. */
/* What the bytes are (inspect). */
void report_inspect(buf *b, const report_file *f, const report_options *o);
/* One code, or CODE_NONE for the list of all. */
void report_explain(buf *b, code c, lang l);
/* The same as a JSON array of codes. In steps, the commands stand as {fill} and {fix}, for faces that have
 * buttons instead; "command" is true where others, or options, are left in the words. */
void report_explain_json(buf *b, code c, lang l);
/* The same as Markdown; CODE_NONE gives the whole manual. */
void report_manual(buf *b, code c, lang l);

#endif
