/* The archive as a whole, and the names in it. */
#include "container/judge.h"

#include "base/hash.h"
#include "container/entry_name.h"

place judge_place(const judging *j, span label) {
    place p = place_whole(j->input);
    p.entry = label;
    return p;
}

static bool many_disks(const zip_facts *f) {
    bool many = f->disk || f->directory_disk || (f->split_marker && !f->end_found);
    for (size_t i = 0; i < f->entries.count && !many; i++)
        many = f->entries.items[i].disk != 0;
    return many;
}

static term fault_term(zip_fault fault) {
    static const term TERMS[] = {TERM_NONE,          TERM_zip_place, TERM_zip_header,
                                 TERM_zip_count,     TERM_zip_size,  TERM_zip_zip64};
    return TERMS[fault];
}

static void tell_bytes(const judging *j, code c, uint64_t n, uint64_t at) {
    place p = place_whole(j->input);
    p.byte_offset = (int64_t)at;
    FIND(j->found, .code = c, .place = p, .args = {{"n", value_number(n)}});
}

/* True where the archive breaks off, is a part, or has a directory that cannot be followed. */
static bool judge_frame(const judging *j) {
    const zip_facts *f = &j->out->facts;
    place p = place_whole(j->input);
    if (many_disks(f))
        FIND(j->found, .code = ZIP_multi_disk, .place = p);
    else if (!f->end_found || f->comment_overruns)
        FIND(j->found, .code = ZIP_cut_off, .place = p);
    else if (f->more_entries)
        FIND(j->found, .code = SYS_limit_exceeded, .place = p,
             .args = {{"what", value_term(TERM_entry_count)},
                      {"limit", value_number(j->options->max_entries)}});
    else if (f->fault != ZIP_SOUND)
        FIND(j->found, .code = ZIP_directory_damaged, .place = p,
             .args = {{"what", value_term(fault_term(f->fault))}});
    else if (f->entries.count == 0)
        FIND(j->found, .code = ZIP_no_entry, .place = p);
    else
        return false;
    return true;
}

bool judge_archive(const judging *j) {
    const zip_facts *f = &j->out->facts;
    if (judge_frame(j))
        return false;
    if (f->prefix)
        tell_bytes(j, ZIP_junk_before, f->prefix, 0);
    if (f->suffix)
        tell_bytes(j, ZIP_junk_after, f->suffix, f->end_offset + 22 + f->comment.len);
    if (f->overlap)
        FIND(j->found, .code = ZIP_overlap, .place = place_whole(j->input));
    return true;
}

void judge_layout(const judging *j, const zip_entry *e) {
    const zip_facts *f = &j->out->facts;
    bool descriptor_lost = e->has_descriptor && !e->descriptor.found; /* told by judge_entry */
    if (f->gaps && !descriptor_lost)
        tell_bytes(j, ZIP_gaps, f->gaps, f->gap_offset);
    if (f->into_directory && !f->overlap)
        FIND(j->found, .code = ZIP_overlap, .place = place_whole(j->input));
}

/* ---- Names. */
static void judge_name(const judging *j, const zip_entry *e) {
    span raw = e->central.found ? e->central.name : e->local.name;
    term how = name_hostile(raw);
    if (how == TERM_NONE && !e->is_symlink)
        return;
    span label = name_label(j->a, raw, j->options);
    arg name = {"name", value_text(label)};
    if (how != TERM_NONE)
        FIND(j->found, .code = ZIP_hostile_name, .place = judge_place(j, label),
             .args = {name, {"what", value_term(how)}});
    if (e->is_symlink)
        FIND(j->found, .code = ZIP_symlink, .place = judge_place(j, label), .args = {name});
}

static void tell_twice(const judging *j, span raw, uint64_t n) {
    span label = name_label(j->a, raw, j->options);
    FIND(j->found, .code = ZIP_duplicate_names, .place = judge_place(j, label),
         .args = {{"n", value_number(n)}, {"name", value_text(label)}});
}

/* Entries are at most max_entries, so that no seed is needed against made-up collisions. */
static void judge_twice(const judging *j) {
    const zip_facts *f = &j->out->facts;
    key_index *known = key_index_new(j->a, f->entries.count, 0);
    uint64_t *times = ARENA_ARRAY(j->a, uint64_t, f->entries.count);
    for (size_t i = 0; i < f->entries.count; i++) {
        uint32_t first = key_index_put(known, f->entries.items[i].central.name, (uint32_t)i);
        times[first == KEY_ABSENT ? i : first]++;
    }
    for (size_t i = 0; i < f->entries.count; i++)
        if (times[i] > 1)
            tell_twice(j, f->entries.items[i].central.name, times[i]);
}

void judge_names(const judging *j) {
    const zip_facts *f = &j->out->facts;
    for (size_t i = 0; i < f->entries.count; i++)
        judge_name(j, &f->entries.items[i]);
    if (f->entries.count > 1)
        judge_twice(j);
}
