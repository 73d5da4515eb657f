/* One entry: its two headers against each other, its data against what they say. */
#include "base/utf8.h"
#include "container/deflate.h"
#include "container/deflate_long.h"
#include "container/entry_name.h"
#include "container/inflate_long.h"
#include "container/judge.h"

enum { METHOD_AES = 99, FREE_SIZE = 1 << 20 }; /* ratios are judged beyond 1 MiB */
enum { EXTRA_NAME = 0x7075, EXTRA_COMMENT = 0x6375 };

static void tell(const judging *j, code c, span label, arg more, arg yet) {
    FIND(j->found, .code = c, .place = judge_place(j, label),
         .args = {{"name", value_text(label)}, more, yet});
}

static arg what(term t) { return (arg){"what", value_term(t)}; }
static arg none(void) { return (arg){0}; }

/* ---- Methods by name (APPNOTE, 4.4.5). */
static const struct {
    uint16_t method;
    const char *name;
} METHODS[] = {
    {0, "stored"},   {8, "Deflate"}, {99, "AES"},
    {1, "Shrink"},   {2, "Reduce"}, {3, "Reduce"}, {4, "Reduce"}, {5, "Reduce"},   {6, "Implode"},
    {9, "Deflate64"}, {10, "PKWARE DCL Implode"}, {12, "bzip2"}, {14, "LZMA"}, {20, "zstd"},
    {93, "zstd"},    {94, "MP3"},   {95, "xz"},    {96, "JPEG"},  {97, "WavPack"}, {98, "PPMd"},
};

const char *zip_method_name(uint16_t method) {
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++)
        if (METHODS[i].method == method)
            return METHODS[i].name;
    return NULL;
}

static value method_value(arena *a, uint16_t method) {
    const char *name = zip_method_name(method);
    if (name)
        return value_cstr(name);
    buf b = buf_new(a);
    buf_format(&b, "method %u", (unsigned)method);
    return value_text(buf_span(&b));
}

static const zip_header *header_of(const zip_entry *e) {
    return e->central.found ? &e->central : &e->local;
}

static bool encrypted(const zip_entry *e) {
    return (e->central.flags | e->local.flags) & ZIP_FLAG_ENCRYPTED ||
           header_of(e)->method == METHOD_AES;
}

/* True where there is nothing to unpack. */
static bool judge_readable(const judging *j, const zip_entry *e, span label) {
    uint16_t method = header_of(e)->method;
    if (encrypted(e))
        tell(j, ZIP_encrypted, label, none(), none());
    else if (!e->local.found)
        FIND(j->found, .code = ZIP_directory_damaged, .place = judge_place(j, label),
             .args = {what(TERM_zip_local)});
    else if (method != ZIP_STORED && method != ZIP_DEFLATED)
        tell(j, ZIP_method_unsupported, label, (arg){"is", method_value(j->a, method)}, none());
    else
        return false;
    return true;
}

/* ---- The two headers against each other. */
/* With a descriptor behind the data the local header may leave a value at 0, or "full" for zip64. */
static bool differs(const zip_entry *e, uint64_t local, uint64_t central) {
    bool left_open = e->has_descriptor && (local == 0 || local == UINT32_MAX);
    return local != central && !left_open;
}

static term difference(const zip_entry *e) {
    const zip_header *c = &e->central, *l = &e->local;
    if (!span_eq(c->name, l->name))
        return TERM_differ_name;
    if (c->method != l->method)
        return TERM_differ_method;
    if ((c->flags ^ l->flags) & (ZIP_FLAG_UTF8 | ZIP_FLAG_DESCRIPTOR))
        return TERM_differ_flags;
    if (differs(e, l->size, c->size) || differs(e, l->packed, c->packed))
        return TERM_differ_size;
    if (differs(e, l->crc, c->crc))
        return TERM_differ_crc;
    if (e->has_descriptor && e->data_found && !e->descriptor.found)
        return TERM_differ_descriptor;
    return TERM_NONE;
}

/* The Unicode name or comment fields (APPNOTE 4.6.8 and 4.6.9) hold the CRC of what they stand in
 * for. One that stands for other bytes, or says another thing than plain ASCII, is a contradiction. */
static bool field_contradicts(span field, span of) {
    if (field.len < 5)
        return true;
    span said = span_from(field, 5);
    if (!utf8_valid(said) || le32(field.ptr + 1) != crc32_of(of))
        return true;
    return name_kind_of(of, false) == NAME_ASCII && !span_eq(said, of);
}

static bool extra_contradicts(const zip_header *h) {
    for (span s = h->extra; s.len >= 4;) {
        uint16_t id = le16(s.ptr), len = le16(s.ptr + 2);
        span field = span_cut(s, 4, len);
        if (id == EXTRA_NAME && field_contradicts(field, h->name))
            return true;
        if (id == EXTRA_COMMENT && field_contradicts(field, h->comment))
            return true;
        s = span_from(s, 4u + len);
    }
    return false;
}

/* Contradictions that readers are known to bear. */
static void judge_odd(const judging *j, const zip_entry *e, span label) {
    const zip_header *c = &e->central, *l = &e->local;
    term odd = TERM_NONE;
    if (c->extra_damaged || l->extra_damaged)
        tell(j, ZIP_directory_damaged, label, what(TERM_odd_extra), none()); /* Java's ZipFile refuses it */
    else if (extra_contradicts(c) || extra_contradicts(l))
        odd = TERM_odd_unicode;
    else if (c->found && (c->time != l->time || c->date != l->date))
        odd = TERM_odd_time;
    if (odd != TERM_NONE)
        tell(j, ZIP_odd_records, label, what(odd), none());
}

/* ---- The data. */
/* Rounded, in the unit that reads best. */
static value size_value(arena *a, uint64_t bytes) {
    buf b = buf_new(a);
    unsigned shift = bytes >= 1u << 30 ? 30 : bytes >= 1u << 20 ? 20 : 0;
    uint64_t half = shift ? 1u << (shift - 1) : 0;
    buf_int(&b, (int64_t)((bytes + half) >> shift));
    buf_text(&b, shift == 30 ? " GB" : shift == 20 ? " MB" : " B");
    return value_text(buf_span(&b));
}

static void tell_too_far(const judging *j, span label) {
    tell(j, ZIP_inflates_too_far, label, (arg){"limit", size_value(j->a, j->options->max_size)},
         (arg){"ratio", value_number(j->options->max_ratio)});
}

static uint64_t most_allowed(const container_options *o, uint64_t packed) {
    uint64_t by_ratio = packed > UINT64_MAX / (o->max_ratio + 1u) ? UINT64_MAX : packed * o->max_ratio;
    by_ratio = by_ratio > FREE_SIZE ? by_ratio : FREE_SIZE;
    return by_ratio < o->max_size ? by_ratio : o->max_size;
}

/* Unpacks data that may be what is known already. */
static inflated inflate(const judging *j, const zip_entry *e, uint64_t most) {
    const container_options *o = j->options;
    if (o->known.ptr && o->known.len <= most && deflate_long_proved(j->a, o->crew, e->data, o->known))
        return (inflated){INFLATE_WHOLE, o->known, e->data.len};
    if (o->spent && j->out->sound && e->data.len >= INFLATE_LONG)
        return inflate_long(j->a, e->data, e->size, most, o->spent, o->spent_context);
    return inflate_whole(j->a, e->data, e->size, most);
}

/* A stored entry in place, a deflated one unpacked; ptr NULL and *why where that fails. */
static span unpack(const judging *j, const zip_entry *e, term *why) {
    uint64_t most = most_allowed(j->options, e->packed);
    inflated got = {INFLATE_WHOLE, e->data, e->data.len};
    if (header_of(e)->method == ZIP_STORED && e->packed > j->options->max_size)
        got.result = INFLATE_TOO_FAR;
    else if (header_of(e)->method == ZIP_DEFLATED)
        got = inflate(j, e, most);
    *why = TERM_NONE;
    if (got.result == INFLATE_BROKEN)
        *why = TERM_unpack_broken;
    else if (got.result == INFLATE_TOO_FAR)
        *why = TERM_unpack_too_far;
    if (*why != TERM_NONE)
        return (span){0};
    if (got.used != e->data.len)
        *why = TERM_unpack_leftover;
    else if (got.bytes.len != e->size)
        *why = got.bytes.len < e->size ? TERM_unpack_short : TERM_unpack_long;
    return got.bytes;
}

static span judge_data(const judging *j, const zip_entry *e, span label) {
    if (!e->data_found) {
        tell(j, ZIP_data_broken, label, what(TERM_unpack_beyond), none());
        return (span){0};
    }
    term why;
    span bytes = unpack(j, e, &why);
    uint32_t crc = bytes.ptr ? crc32_by(j->a, j->options->crew, bytes) : 0;
    bool whole = bytes.ptr && crc == e->crc;
    j->out->data_broken = why == TERM_unpack_broken;
    j->out->unpacked = bytes.ptr != NULL;
    j->out->actual_size = bytes.len;
    j->out->actual_crc = crc;
    if (why == TERM_unpack_too_far)
        tell_too_far(j, label);
    else if (why != TERM_NONE)
        tell(j, ZIP_data_broken, label, what(why), none());
    else if (!whole)
        tell(j, ZIP_crc_wrong, label, none(), none());
    return whole ? bytes : (span){0};
}

span judge_entry(const judging *j, const zip_entry *e) {
    span label = name_label(j->a, header_of(e)->name, j->options);
    if (judge_readable(j, e, label))
        return (span){0};
    if (name_kind_of(header_of(e)->name, header_of(e)->flags & ZIP_FLAG_UTF8) == NAME_FALSE_FLAG)
        tell(j, ZIP_name_flag_wrong, label, none(), none());
    if (header_of(e)->method == ZIP_STORED && e->has_descriptor)
        tell(j, ZIP_stored_with_descriptor, label, none(), none());
    judging rest = *j;
    term differ = e->central.found ? difference(e) : TERM_NONE;
    if (differ != TERM_NONE) {
        tell(j, ZIP_headers_disagree, label, what(differ), none());
        rest.found = NULL; /* data that does not fit its header follows from that */
    }
    judge_odd(&rest, e, label);
    return judge_data(&rest, e, label);
}
