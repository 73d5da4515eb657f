/* Which entry is the txt, and what else lies beside it. */
#include "container/entry_name.h"
#include "container/judge.h"

/* How many entries are unpacked to see whether they are text, and how many names are listed. */
enum { LOOK_INTO = 16, LISTED = 3 };

typedef enum class { CLASS_TXT, CLASS_OTHER, CLASS_JUNK, CLASS_FOLDER, CLASS_LINK, CLASS_COUNT } class;

typedef struct census {
    size_t count[CLASS_COUNT];
    size_t largest_txt, first_other;
    bool one_name; /* all txt share it */
} census;

static span raw_name(const zip_entry *e) {
    return e->central.found ? e->central.name : e->local.name;
}

static class class_of(const zip_entry *e) {
    span raw = raw_name(e);
    if (e->is_symlink)
        return CLASS_LINK;
    if (name_is_junk(raw))
        return CLASS_JUNK;
    if (e->is_folder)
        return CLASS_FOLDER;
    return name_ending_of(raw) == ENDING_NONE ? CLASS_OTHER : CLASS_TXT;
}

static census take_census(const zip_facts *f) {
    census c = {.one_name = true};
    for (size_t i = 0; i < f->entries.count; i++) {
        const zip_entry *e = &f->entries.items[i];
        class k = class_of(e);
        if (k == CLASS_OTHER && c.count[k] == 0)
            c.first_other = i;
        if (k == CLASS_TXT) {
            const zip_entry *best = &f->entries.items[c.count[k] ? c.largest_txt : i];
            c.one_name &= span_eq(raw_name(best), raw_name(e));
            c.largest_txt = e->size > best->size || c.count[k] == 0 ? i : c.largest_txt;
        }
        c.count[k]++;
    }
    return c;
}

/* ---- Lists of names, the first few. */
typedef struct list {
    buf names;
    uint64_t count;
} list;

static void list_add(const judging *j, list *l, const zip_entry *e) {
    if (l->count < LISTED) {
        buf_text(&l->names, l->count ? ", " : "");
        buf_add(&l->names, name_label(j->a, raw_name(e), j->options));
    } else if (l->count == LISTED) {
        buf_text(&l->names, " …");
    }
    l->count++;
}

/* Entries of classes `from` to `to`, but for `but`. */
static list list_classes(const judging *j, class from, class to, size_t but) {
    const zip_facts *f = &j->out->facts;
    list l = {.names = buf_new(j->a)};
    for (size_t i = 0; i < f->entries.count; i++) {
        class k = class_of(&f->entries.items[i]);
        if (i != but && k >= from && k <= to)
            list_add(j, &l, &f->entries.items[i]);
    }
    return l;
}

static void tell_list(const judging *j, code c, const list *l, arg more) {
    FIND(j->found, .code = c, .place = place_whole(j->input),
         .args = {{"n", value_number(l->count)}, {"is", value_text(buf_span(&l->names))}, more});
}

/* ---- Without an entry called txt: by content. */
typedef struct contents {
    size_t texts, archives, unreadable;
    size_t text, archive; /* the first of each */
} contents;

static bool is_archive(file_kind k) {
    return k == KIND_ZIP || (k >= KIND_RAR && k <= KIND_CAB);
}

static void look_into(const judging *quiet, size_t i, contents *c) {
    span bytes = judge_entry(quiet, &quiet->out->facts.entries.items[i]);
    file_kind k = bytes.ptr ? file_sniff(bytes) : KIND_EMPTY;
    if (bytes.ptr == NULL)
        c->unreadable++;
    if (k == KIND_TEXT && c->texts++ == 0)
        c->text = i;
    if (is_archive(k) && c->archives++ == 0)
        c->archive = i;
}

static contents look_into_others(const judging *j) {
    const zip_facts *f = &j->out->facts;
    arena *passing = arena_child(j->a);
    judging quiet = *j;
    quiet.a = passing;
    quiet.found = NULL;
    contents c = {0};
    for (size_t i = 0; i < f->entries.count; i++) {
        if (class_of(&f->entries.items[i]) == CLASS_OTHER)
            look_into(&quiet, i, &c);
        arena_reset(passing);
    }
    return c;
}

/* The only text; or, where none can be read, the first: its own fault is then what to report. */
static size_t choose_by_content(const judging *j, const census *c) {
    contents in = {0};
    size_t others = c->count[CLASS_OTHER];
    if (others <= LOOK_INTO)
        in = look_into_others(j);
    if (in.texts == 1)
        return in.text;
    if (others && in.unreadable == others)
        return c->first_other;
    if (others == 0 && c->count[CLASS_LINK])
        return SIZE_MAX;
    list all = list_classes(j, CLASS_OTHER, CLASS_FOLDER, SIZE_MAX);
    list nested = {.names = buf_new(j->a)};
    if (in.archives)
        list_add(j, &nested, &j->out->facts.entries.items[in.archive]);
    if (in.archives && in.texts == 0)
        tell_list(j, ZIP_zip_in_zip, &nested, (arg){0});
    else
        tell_list(j, ZIP_no_txt, &all, (arg){0});
    return SIZE_MAX;
}

/* ---- What lies beside the txt. */
static bool holds(span folder, span name) {
    return folder.len && folder.ptr[folder.len - 1] == '/' && span_starts(name, folder);
}

/* The folders it lies in are told by ZIP_in_folder. */
static void judge_extras(const judging *j) {
    const zip_facts *f = &j->out->facts;
    list extra = {.names = buf_new(j->a)};
    for (size_t i = 0; i < f->entries.count; i++) {
        const zip_entry *e = &f->entries.items[i];
        class k = class_of(e);
        bool own = k == CLASS_FOLDER && holds(raw_name(e), j->out->entry_name);
        if (i != j->out->chosen && k >= CLASS_OTHER && k <= CLASS_FOLDER && !own)
            list_add(j, &extra, e);
    }
    if (extra.count)
        tell_list(j, ZIP_extra_entries, &extra, (arg){0});
}

static void judge_choice(const judging *j, const census *c) {
    container *out = j->out;
    value label = value_text(out->entry_label);
    if (c->count[CLASS_TXT] > 1 && !c->one_name) {
        list txt = list_classes(j, CLASS_TXT, CLASS_TXT, SIZE_MAX);
        tell_list(j, ZIP_several_txt, &txt, (arg){"looked", label});
    }
    if (name_in_folder(out->entry_name) && name_hostile(out->entry_name) == TERM_NONE)
        FIND(j->found, .code = ZIP_in_folder, .place = judge_place(j, out->entry_label),
             .args = {{"name", label}});
    judge_extras(j);
}

void choose_entry(const judging *j) {
    container *out = j->out;
    census c = take_census(&out->facts);
    if (out->facts.entries.count == 0)
        return;
    out->chosen = c.count[CLASS_TXT] ? c.largest_txt : choose_by_content(j, &c);
    if (out->chosen == SIZE_MAX)
        return;
    const zip_entry *e = &out->facts.entries.items[out->chosen];
    out->entry_name = raw_name(e);
    out->entry_utf8 = (e->central.found ? e->central.flags : e->local.flags) & ZIP_FLAG_UTF8;
    out->entry_label = name_label(j->a, out->entry_name, j->options);
    judge_choice(j, &c);
}
