#include "faces/cli/batch.h"

#include <stdlib.h>
#include <string.h>

#include "faces/os/os.h"

enum { WINDOW = 64, SINKS_MAX = REPORTS_MAX + 1, LISTED_MAX = 40 };
enum { LOOK_UP_AFTER = 200 }; /* milliseconds: for Ctrl-C, to show progress, and what few files have given */
enum { TELL_EVERY = 16 }; /* files: waking the teller for each would cost as much as a small file */
static const double PROGRESS_AFTER = 1.0; /* seconds */

/* Where a report goes, file by file: nothing of a file is kept once it is told, whatever the kind. */
typedef struct sink {
    baopan_report kind;
    const char *path;
    bool begun;
    stream out;
} sink;

/* A file on its way: filled by a worker, emptied by the teller. */
typedef struct slot {
    bool done;
    int status;
    file input;
    baopan_result *result;
    bool told;             /* there is something in `counts` and `text` */
    baopan_counts counts;
    baopan_bytes text[SINKS_MAX];
} slot;

typedef struct batch {
    const options *o;
    const baopan_job *job;
    const path_list *paths;
    sink sinks[SINKS_MAX];
    size_t sink_count;
    os_monitor *monitor; /* over what follows */
    slot *slots; /* a ring of `window` */
    size_t window, next, finished, told;
    bool ended;
    /* Told so far; the teller's own. */
    baopan_listed *rows; /* by path */
    bool unflushed;
    int status;
} batch;

/* ---- Workers. */
static baopan_render_options rendering_of(const options *o, baopan_report kind) {
    return (baopan_render_options){.report = kind, .lang = o->lang, .reveal_id = o->reveal_id,
                                   .reveal_name = o->reveal_name, .reveal_wage = o->reveal_wage,
                                   .colour = o->colour, .hash = o->hash, .continues = true, .unfinished = true};
}

static void render_all(const batch *b, slot *s, size_t at) {
    const baopan_result *one = s->result;
    for (size_t i = 0; i < b->sink_count; i++) {
        baopan_render_options how = rendering_of(b->o, b->sinks[i].kind);
        how.index = at;
        s->status = worse(s->status, status_of(b->o, baopan_render(&one, 1, &how, &s->text[i]), b->paths->items[at]));
    }
}

/* A program that reads the report must not think that all were checked. */
static void render_not_opened(const batch *b, slot *s, size_t at) {
    for (size_t i = 0; i < b->sink_count; i++) {
        baopan_render_options how = rendering_of(b->o, b->sinks[i].kind);
        how.not_opened = b->paths->items[at];
        if (how.report == BAOPAN_JSON || how.report == BAOPAN_NDJSON)
            s->status = worse(s->status, status_of(b->o, baopan_render(NULL, 0, &how, &s->text[i]), b->paths->items[at]));
    }
}

static void work_on(const batch *b, slot *s, size_t at) {
    const char *path = b->paths->items[at];
    baopan_job job = *b->job;
    const baopan_input *own[] = {&s->input.in, b->paths->count == 1 ? &job.templ : NULL, NULL};
    if (!b->o->hash)
        forget_spent(&job, own);
    s->status = file_read(b->o, path, &s->input);
    if (s->status != EXIT_FINE) {
        render_not_opened(b, s, at);
        return;
    }
    job.input = s->input.in;
    s->status = status_of(b->o, baopan_run(&job, &s->result), path);
    if (s->result == NULL)
        return;
    s->status = worse(s->status, found_status(b->o, s->result));
    s->counts = baopan_result_counts(s->result);
    s->told = true;
    render_all(b, s, at);
    baopan_result_free(s->result);
    file_free(&s->input);
    s->result = NULL;
}

static void worker(void *context) {
    batch *b = context;
    os_monitor_enter(b->monitor);
    for (;;) {
        while (!b->ended && b->next < b->paths->count && b->next >= b->told + b->window)
            os_monitor_wait(b->monitor);
        if (b->ended || b->next == b->paths->count)
            break;
        size_t at = b->next++;
        slot *s = &b->slots[at % b->window];
        os_monitor_leave(b->monitor);
        work_on(b, s, at);
        os_monitor_enter(b->monitor);
        s->done = true;
        bool full = b->next >= b->told + b->window, all = ++b->finished == b->paths->count;
        if (full || all || b->finished % TELL_EVERY == 0)
            os_monitor_tell(b->monitor);
    }
    os_monitor_leave(b->monitor);
}

/* ---- The teller. */
/* A document's head or tail, which no file belongs to. */
static void frame(batch *b, sink *k, bool head) {
    baopan_render_options how = rendering_of(b->o, k->kind);
    baopan_bytes bytes;
    how.continues = !head;
    how.unfinished = head;
    how.listed = b->rows;
    how.listed_count = b->told;
    if (baopan_render(NULL, 0, &how, &bytes) != BAOPAN_OK)
        return;
    (void)stream_add(&k->out, bytes.ptr, bytes.len);
    baopan_bytes_free(&bytes);
}

static void tell_sink(sink *k, const baopan_bytes *text) {
    const char *from = text->ptr;
    size_t len = text->len;
    if (k->kind == BAOPAN_TEXT && k->begun)
        (void)stream_add(&k->out, "\n", 1);
    bool parted = k->kind == BAOPAN_JSON || k->kind == BAOPAN_SARIF;
    if (parted && !k->begun && len && from[0] == ',') { /* the comma after what came before */
        from++;
        len--;
    }
    k->begun = k->begun || len;
    (void)stream_add(&k->out, from, len);
}

static void give_back(const batch *b, slot *s) {
    for (size_t i = 0; i < b->sink_count; i++)
        baopan_bytes_free(&s->text[i]);
    file_free(&s->input);
    *s = (slot){0};
}

static void tell(batch *b, slot *s) {
    b->status = worse(b->status, s->status);
    b->rows[b->told] = (baopan_listed){b->paths->items[b->told], s->counts, s->told};
    for (size_t i = 0; i < b->sink_count; i++)
        if (s->told || s->text[i].len)
            tell_sink(&b->sinks[i], &s->text[i]);
    b->unflushed = true;
    give_back(b, s);
}

/* Has whoever read it gone, where nothing but standard output is written? */
static bool nobody_reads(const batch *b) {
    bool named = false;
    for (size_t i = 0; i < b->sink_count; i++)
        named = named || b->sinks[i].out.to != stdout;
    return !named && ferror(stdout);
}

/* Tells results in the order of the paths until all are told, or it is interrupted. */
static void tell_all(batch *b) {
    double begun = os_seconds(), shown = 0;
    os_monitor_enter(b->monitor);
    while (b->told < b->paths->count && !os_interrupted() && !nobody_reads(b)) {
        slot *s = &b->slots[b->told % b->window];
        double now = os_seconds();
        if (now - begun > PROGRESS_AFTER && now - shown > 0.2) {
            progress_show(b->o, b->told, b->paths->count, now - begun);
            shown = now;
        }
        if (!s->done && !b->unflushed) {
            os_monitor_wait_for(b->monitor, LOOK_UP_AFTER);
            continue;
        }
        os_monitor_leave(b->monitor);
        if (!s->done) { /* nothing to tell for a while: what was told is shown */
            (void)fflush(stdout);
            b->unflushed = false;
            os_monitor_enter(b->monitor);
            continue;
        }
        progress_clear();
        tell(b, s);
        os_monitor_enter(b->monitor);
        b->told++;
        os_monitor_tell(b->monitor);
    }
    b->ended = true;
    os_monitor_tell(b->monitor);
    os_monitor_leave(b->monitor);
    progress_clear();
}

/* ---- The table after the text. */
static void table_row(FILE *to, const options *o, const baopan_listed *row) {
    const baopan_counts *c = &row->counts;
    static const char *const marks[] = {"✔", "！", "✘", "✘"};
    baopan_bytes path;
    baopan_seen(row->path, &path);
    fprintf(to, o->lang == BAOPAN_ZH ? "  %s  参保 %6llu  录入 %6llu  错误 %4llu  提醒 %4llu  %.*s\n"
                                     : "  %s  insured %6llu  entered %6llu  errors %4llu  warnings %4llu  %.*s\n",
            marks[c->verdict], (unsigned long long)c->insured, (unsigned long long)c->entered,
            (unsigned long long)c->errors, (unsigned long long)c->warnings, (int)path.len, (const char *)path.ptr);
    baopan_bytes_free(&path);
}

static void summary_table(const batch *b, sink *k) {
    size_t by_verdict[4] = {0}, unread = 0, rest = 0;
    bool zh = b->o->lang == BAOPAN_ZH;
    if (b->paths->count < 2 || k->out.to == NULL)
        return;
    for (size_t i = 0; i < b->told; i++)
        if (b->rows[i].told)
            by_verdict[b->rows[i].counts.verdict]++;
        else
            unread++;
    fprintf(k->out.to, zh ? "\n共 %zu 个文件：没有问题 %zu，有提醒 %zu，有错误 %zu，读不懂 %zu，打不开 %zu\n"
                          : "\n%zu files: %zu fine, %zu with warnings, %zu with errors, %zu not understood, %zu not opened\n",
            b->told, by_verdict[0], by_verdict[1], by_verdict[2], by_verdict[3], unread);
    for (size_t i = 0; i < b->told; i++)
        if (b->rows[i].told && (b->told <= LISTED_MAX || b->rows[i].counts.verdict != BAOPAN_PASS))
            table_row(k->out.to, b->o, &b->rows[i]);
        else
            rest += b->rows[i].told;
    if (rest)
        fprintf(k->out.to, zh ? "  ✔  其余 %zu 个没有问题\n" : "  ✔  the other %zu are fine\n", rest);
}

/* ---- Sinks. */
static void add_sink(batch *b, baopan_report kind, const char *path) {
    b->sinks[b->sink_count++] = (sink){.kind = kind, .path = path};
}

static int open_sinks(batch *b) {
    const options *o = b->o;
    bool text = true;
    int status = EXIT_FINE;
    for (size_t i = 0; i < o->report_count; i++) {
        const char *path = o->reports[i].path ? o->reports[i].path : "-";
        text = text && strcmp(path, "-") != 0;
        add_sink(b, o->reports[i].kind, path);
    }
    if (text)
        add_sink(b, BAOPAN_TEXT, "-");
    for (size_t i = 0; i < b->sink_count; i++)
        status = worse(status, stream_open(o, b->sinks[i].path, &b->sinks[i].out));
    for (size_t i = 0; i < b->sink_count && status == EXIT_FINE; i++)
        frame(b, &b->sinks[i], true);
    return status;
}

/* Where nothing was checked, the reports of last time stay: empty ones would say that all is well. */
static void discard_sinks(batch *b) {
    for (size_t i = 0; i < b->sink_count; i++)
        stream_discard(&b->sinks[i].out);
}

static void close_sinks(batch *b) {
    for (size_t i = 0; i < b->sink_count; i++) {
        sink *k = &b->sinks[i];
        if (k->kind == BAOPAN_TEXT)
            summary_table(b, k);
        frame(b, k, false);
        b->status = worse(b->status, stream_close(b->o, &k->out));
    }
}

/* ---- The whole. */
static bool begin(batch *b) {
    size_t count = b->paths->count;
    b->window = WINDOW + 2 * (size_t)b->o->jobs;
    b->slots = calloc(b->window, sizeof *b->slots);
    b->rows = calloc(count, sizeof *b->rows);
    b->monitor = os_monitor_new();
    return b->monitor && b->slots && b->rows;
}

static void end(batch *b) {
    for (size_t i = 0; b->slots && i < b->window; i++) /* what was not told */
        give_back(b, &b->slots[i]);
    if (b->monitor)
        os_monitor_free(b->monitor);
    free(b->slots);
    free(b->rows);
}

/* A single file that is checked before anybody could press Ctrl-C, whatever is packed in it: no thread for that. */
static bool is_quick(const path_list *paths) {
    enum { QUICK = 1 << 16 };
    uint64_t size = 0;
    if (paths->count != 1 || strcmp(paths->items[0], "-") == 0 || os_kind_of(paths->items[0]) != OS_FILE)
        return false;
    int opened = os_open(paths->items[0]);
    bool quick = opened >= 0 && os_kind_of_open(opened, &size) == OS_FILE && size <= QUICK;
    if (opened >= 0)
        (void)os_close(opened);
    return quick;
}

/* Starts workers; at least one, else there is nobody to work. */
static size_t start(batch *b, os_thread **threads, size_t wanted) {
    size_t count = 0;
    while (count < wanted && (threads[count] = os_thread_start(worker, b)))
        count++;
    return count;
}

/* Tells how far it came and dies of the signal, as a shell expects. Workers may still be at work. */
static void interrupted(const batch *b) {
    char zh[120], en[120];
    (void)snprintf(zh, sizeof zh, "中途停止：查完了 %zu 个文件，共 %zu 个", b->told, b->paths->count);
    (void)snprintf(en, sizeof en, "stopped: %zu of %zu files were checked", b->told, b->paths->count);
    (void)fflush(stdout); /* so that this comes last */
    complain(b->o, zh, en, NULL);
    os_interrupt_die();
}

int batch_run(const options *o, const baopan_job *job, const path_list *paths) {
    baopan_job own = *job;
    batch b = {.o = o, .job = &own, .paths = paths};
    os_thread *threads[JOBS_MAX];
    size_t wanted = paths->count < o->jobs ? paths->count : (size_t)o->jobs, started = 0;
    bool quick = false;
    if (wanted > 1)
        own.hands = 0, own.side_by_side = NULL; /* the hands are at other files */
    os_interrupt_listen();
    b.status = begin(&b) ? open_sinks(&b) : status_of(o, BAOPAN_NO_MEMORY, NULL);
    if (b.status == EXIT_FINE) {
        quick = is_quick(paths);
        if (quick)
            worker(&b);
        else
            started = start(&b, threads, wanted);
        if (quick || started)
            tell_all(&b);
        else
            b.status = status_of(o, BAOPAN_NO_MEMORY, NULL);
    }
    if (quick || started)
        close_sinks(&b);
    else
        discard_sinks(&b);
    if (os_interrupted())
        interrupted(&b);
    for (size_t i = 0; i < started; i++)
        os_thread_join(threads[i]);
    end(&b);
    return b.status;
}
