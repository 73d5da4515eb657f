/* From bytes to the one txt, and the wrapping against the template's. */
#include "container/container.h"

#include "container/entry_name.h"
#include "container/judge.h"

const container_options CONTAINER_DEFAULTS = {
    .max_size = INT32_MAX, .max_ratio = 1000, .max_entries = 1000};

/* ---- What the bytes in hand are, where they are not a zip. */
static void tell_kind(const judging *j, code c, file_kind k, span label) {
    arg is = {"is", value_term(file_kind_term(k))};
    FIND(j->found, .code = c, .place = judge_place(j, label), .args = {is, {"name", value_text(label)}});
}

static void open_text(const judging *j, span bytes, bool is_text) {
    if (bytes.len > j->options->max_size) {
        FIND(j->found, .code = SYS_limit_exceeded, .place = place_whole(j->input),
             .args = {{"what", value_term(TERM_text_size)},
                      {"limit", value_number(j->options->max_size)}});
        return;
    }
    j->out->text = bytes;
    j->out->usable = true;
    if (is_text)
        FIND(j->found, .code = ZIP_not_zipped, .place = place_whole(j->input));
    else
        tell_kind(j, ZIP_not_a_zip, KIND_TEXT, (span){0});
}

/* ---- A zip. */
/* What was unpacked may still be no text: a workbook renamed, a zip in the zip. */
static void take_text(const judging *j, span text) {
    container *out = j->out;
    file_kind k = file_sniff(text);
    out->usable = k == KIND_TEXT;
    if (out->usable)
        out->text = text;
    else if (k == KIND_EMPTY)
        FIND(j->found, .code = ZIP_empty, .place = judge_place(j, out->entry_label));
    else if (k == KIND_ZIP)
        FIND(j->found, .code = ZIP_zip_in_zip, .place = judge_place(j, out->entry_label),
             .args = {{"is", value_text(out->entry_label)}});
    else
        tell_kind(j, ZIP_txt_is_other, k, out->entry_label);
}

/* libzip's opinion, on a file in which we found no fault. */
static void ask_libzip(const judging *j, span bytes) {
    arena *passing = arena_child(j->a);
    if (archive_open(passing, bytes) == NULL)
        FIND(j->found, .code = ZIP_directory_damaged, .place = place_whole(j->input),
             .args = {{"what", value_term(TERM_zip_library)}});
    arena_reset(passing);
}

static void open_zip(const judging *j, span bytes) {
    container *out = j->out;
    out->zipped = true;
    zip_facts_read(j->a, bytes, j->options->max_entries, &out->facts);
    judging inner = *j;
    uint64_t before = findings_total(j->found);
    out->sound = judge_archive(j);
    if (!out->sound)
        inner.found = NULL;
    if (out->facts.more_entries)
        return;
    judge_names(&inner);
    choose_entry(&inner);
    if (out->chosen == SIZE_MAX)
        return;
    const zip_entry *e = &out->facts.entries.items[out->chosen];
    span text = judge_entry(&inner, e);
    if (text.ptr == NULL)
        return;
    take_text(&inner, text);
    judge_layout(&inner, e);
    if (findings_total(j->found) == before)
        ask_libzip(&inner, bytes);
}

void container_open(arena *a, span bytes, bool is_text, input_role input,
                    const container_options *options, findings *found, container *out) {
    *out = (container){.kind = file_sniff(bytes), .chosen = SIZE_MAX};
    judging j = {a, input, options, found, out};
    if (out->kind == KIND_EMPTY)
        FIND(found, .code = ZIP_empty, .place = place_whole(input));
    else if (out->kind == KIND_TEXT)
        open_text(&j, bytes, is_text);
    else if (out->kind == KIND_ZIP)
        open_zip(&j, bytes);
    else
        tell_kind(&j, ZIP_not_a_zip, out->kind, (span){0});
    if (!out->usable)
        findings_skip(found, TERM_skip_text);
}

/* ---- Against the template's wrapping. */
static bool uses_zip64(const container *c) {
    const zip_entry *e = &c->facts.entries.items[c->chosen];
    return c->facts.zip64 || e->central.zip64 || e->local.zip64;
}

static place place_of(const container *upload) {
    place p = place_whole(INPUT_UPLOAD);
    p.entry = upload->entry_label;
    return p;
}

static void tell_change(findings *found, code c, const container *upload, value was, value is) {
    FIND(found, .code = c, .place = place_of(upload),
         .args = {{"name", value_text(upload->entry_label)}, {"was", was}, {"is", is}});
}

static term ending_term(name_ending e) {
    static const term TERMS[] = {TERM_NONE, TERM_NONE, TERM_ending_upper, TERM_ending_double,
                                 TERM_ending_spaced};
    return TERMS[e];
}

/* True where the ending is told. */
static bool compare_ending(const container *upload, const container *templ, findings *found) {
    name_ending is = name_ending_of(upload->entry_name);
    name_ending right = templ ? name_ending_of(templ->entry_name) : ENDING_TXT;
    if (is == right || is == ENDING_TXT)
        return false;
    code c = is == ENDING_NONE ? ZIP_no_txt_ending : ZIP_ending_odd;
    tell_change(found, c, upload, (value){0}, value_term(ending_term(is)));
    return true;
}

/* An ASCII name reads alike everywhere, whatever the template's is. True where the kind is told. */
static bool compare_kind(const container *upload, const container *templ, findings *found) {
    name_kind is = name_kind_of(upload->entry_name, upload->entry_utf8);
    name_kind was = templ ? name_kind_of(templ->entry_name, templ->entry_utf8) : NAME_ASCII;
    if (is == was || is == NAME_ASCII || is == NAME_FALSE_FLAG)
        return is == NAME_FALSE_FLAG;
    if (was != NAME_ASCII)
        tell_change(found, ZIP_name_encoding_changed, upload, value_term(name_kind_term(was)),
                    value_term(name_kind_term(is)));
    else if (is != NAME_UTF8_FLAGGED)
        tell_change(found, ZIP_name_some_readers, upload, (value){0}, value_term(name_kind_term(is)));
    return was != NAME_ASCII || is != NAME_UTF8_FLAGGED;
}

void container_compare(const container *upload, const container *templ, findings *found) {
    if (!upload->sound || !upload->usable)
        return; /* a damaged zip is to be made anew, name and all */
    if (templ && (!templ->zipped || templ->chosen == SIZE_MAX))
        templ = NULL;
    if (uses_zip64(upload) && !(templ && uses_zip64(templ)))
        tell_change(found, ZIP_zip64_small, upload, (value){0}, (value){0});
    bool told = compare_ending(upload, templ, found);
    told |= compare_kind(upload, templ, found);
    if (templ && !told && !span_eq(name_base(upload->entry_name), name_base(templ->entry_name)))
        tell_change(found, ZIP_name_changed, upload, value_text(templ->entry_label),
                    value_text(upload->entry_label));
}
