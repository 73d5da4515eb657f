/* bundle: a broken file, and its template, with invented people, for a helpdesk. Down the stairs, every
 * value covered, up again in the same wrapping; then both are checked, and it is said whether they agree. */
#include "bundle/bundle.h"
#include "job.h"

enum { FILES_MAX = 6, DIFFERENCES_MAX = 200 };
enum { LINES_WORTH = 100000 }; /* covered again for a better likeness, over all attempts */

/* One attempt: who became whom, and what check says of it. */
typedef struct attempt {
    baopan_input upload, templ;
    baopan_result *checked;
    const document *with;
    bundle_facts facts;
} attempt;

/* ---- Check, as run_check does. */
static const document *check_pair(arena *a, const baopan_job *job, const baopan_input *upload, const baopan_input *templ,
                                  baopan_result *out) {
    reading r = reading_begin(a, job);
    out->job = job;
    const document *with = read_pair(&r, out, upload, templ);
    check_document(&r, out, with);
    set_report(out, &r, REPORT_CHECK, upload, with);
    out->file.templ_path = span_cstr(templ->path);
    return with;
}

/* ---- Do both tell the same? */
static int order(const finding *a, const finding *b) {
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->place.input != b->place.input)
        return a->place.input < b->place.input ? -1 : 1;
    return a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
}

static void differ(arena *a, bundle_facts *f, const finding *one, bool missing) {
    if (f->differences.count < DIFFERENCES_MAX)
        VEC_PUSH(a, &f->differences, ((bundle_difference){one->code, one->place.line, missing}));
}

/* Do both say it in the same words: which factor, which shift, which kind? Which column was sorted is lost
 * where names and IDs are invented; the code and its line are not. */
static bool same_words(const finding *a, const finding *b) {
    bool same = true;
    for (int i = 0; i < ARGS_MAX; i++)
        if (a->args[i].value.kind == VALUE_TERM || b->args[i].value.kind == VALUE_TERM)
            same = same && a->args[i].value.number == b->args[i].value.number;
    return same;
}

/* Both are in the order of findings_settle. */
static void compare(arena *a, const findings *was, const findings *is, bundle_facts *f) {
    size_t i = 0, k = 0, all = findings_shown(was), others = findings_shown(is);
    while (i < all || k < others) {
        const finding *one = i < all ? findings_at(was, i) : NULL, *other = k < others ? findings_at(is, k) : NULL;
        int cmp = !one ? 1 : !other ? -1 : order(one, other);
        if (cmp == 0 && one->count == other->count) {
            f->told++;
            f->reworded += !same_words(one, other);
        } else if (cmp == 0)
            differ(a, f, one, true);
        else
            differ(a, f, cmp < 0 ? one : other, cmp < 0);
        i += cmp <= 0;
        k += cmp >= 0;
    }
}

/* ---- One attempt. */
static baopan_input cover_input(arena *a, cover *c, const baopan_input *was, const document *d, const char *name,
                                bool *left_out) {
    const rewrap how = {.text = d->box.usable ? cover_text(c, d) : (span){0}, .name = cover_name, .comment = cover_comment,
                        .context = c, .max_size = CONTAINER_DEFAULTS.max_size};
    span now = container_rewrap(a, bytes_of(was), &d->box, &how, left_out);
    return (baopan_input){name, now.ptr, now.len, was->is_text};
}

static const char *name_of(const baopan_input *in, const char *zip, const char *txt) { return in->is_text ? txt : zip; }

static attempt *try_once(arena *a, const baopan_job *job, const baopan_result *original, const header_words *words, unsigned n) {
    attempt *t = ARENA_NEW(a, attempt);
    cover *c = cover_new(a, job->hash_seed, n, words);
    t->facts.has_template = job->templ.path != NULL;
    if (job->templ.path) {
        const char *name = name_of(&job->templ, "template.zip", "template.txt");
        cover_learn(c, &original->templ);
        cover_learn(c, &original->doc);
        t->templ = cover_input(a, c, &job->templ, &original->templ, name, &t->facts.template_left_out);
        t->facts.template_name = span_cstr(name);
    } else {
        cover_learn(c, &original->doc);
    }
    const char *name = name_of(&job->input, "upload.zip", "upload.txt");
    t->upload = cover_input(a, c, &job->input, &original->doc, name, &t->facts.upload_left_out);
    t->facts.upload_name = span_cstr(name);
    t->checked = ARENA_NEW(a, baopan_result);
    t->with = check_pair(a, job, &t->upload, &t->templ, t->checked);
    compare(a, original->file.found, t->checked->file.found, &t->facts);
    return t;
}

/* Less is better. */
static uint64_t unlike(const attempt *t) { return t->facts.differences.count * UINT64_C(1000000) + t->facts.reworded; }

/* The first attempt that tells the same, else the one that differs least. */
static const attempt *try_all(arena *a, const baopan_job *job, const baopan_result *original, const header_words *words) {
    const attempt *best = NULL;
    arena *of_best = NULL;
    uint64_t lines = original->doc.text.line_count;
    for (unsigned n = 0; n < COVER_ATTEMPTS && (best == NULL || (unlike(best) && n * lines <= LINES_WORTH)); n++) {
        arena *own = arena_child(a);
        const attempt *t = try_once(own, job, original, words, n);
        bool better = best == NULL || unlike(t) < unlike(best);
        if (of_best && better)
            arena_reset(of_best);
        if (!better)
            arena_reset(own);
        best = better ? t : best;
        of_best = better ? own : of_best;
    }
    return best;
}

/* ---- Together. */
static span pack(arena *a, const baopan_job *job, const attempt *t) {
    report_options o = {.lang = (lang)job->lang, .version = BAOPAN_VERSION};
    report_file check = t->checked->file, inspect = check;
    const report_file *files = &check;
    buf readme = buf_new(a), said = buf_new(a), facts = buf_new(a), json = buf_new(a);
    packed_file list[FILES_MAX];
    size_t count = 0;
    inspect.command = REPORT_INSPECT;
    report_bundle_readme(&readme, &t->facts, &o);
    report_text(&said, &check, &o);
    report_text(&facts, &inspect, &o);
    report_json(&json, &files, 1, &o);
    list[count++] = (packed_file){"README.txt", buf_span(&readme)};
    list[count++] = (packed_file){t->upload.path, bytes_of(&t->upload)};
    if (t->facts.has_template)
        list[count++] = (packed_file){t->templ.path, bytes_of(&t->templ)};
    list[count++] = (packed_file){"check.txt", buf_span(&said)};
    list[count++] = (packed_file){"inspect.txt", buf_span(&facts)};
    list[count++] = (packed_file){"report.json", buf_span(&json)};
    return container_pack_files(a, list, count);
}

void run_bundle(arena *a, baopan_result *out) {
    const baopan_job *job = out->job;
    baopan_result *original = ARENA_NEW(a, baopan_result);
    reading r = reading_begin(a, job);
    (void)check_pair(a, job, &job->input, &job->templ, original);
    const attempt *t = try_all(a, job, original, r.words);
    out->output = pack(a, job, t);
    set_report(out, &r, REPORT_BUNDLE, &job->input, NULL);
    out->file.bundle = &t->facts;
}
