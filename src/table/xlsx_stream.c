/* A part of a workbook, from the zip through expat to whom it concerns. Elements of which a part mainly consists
 * go past expat where they are plain: it stands between two of them meanwhile, and is handed the next one
 * that is not. So it sees a document in which some of the elements are missing, and judges the rest. */
#include <string.h>

#include "table/xlsx_plain.h"

enum { UNDECIDED_MOST = 1 << 20, /* bytes kept back, waiting for an element's end */
       ODD_MOST = 64 };          /* elements on end for expat, after which it gets all the rest */

/* ---- What is wrong. */
static void refuse(xlsx_book *b, uint32_t number, span tab, term why) {
    FIND(b->found, .code = SRC_unreadable,
         .place = {.input = INPUT_TABLE, .entry = archive_name(b->zip, number), .sheet = tab,
                   .byte_offset = NO_OFFSET},
         .args = {{"what", value_term(why)}});
}

static term fault_of(xml_result r) {
    switch (r) {
    case XML_DOCTYPE: return TERM_xml_doctype;
    case XML_TOO_MUCH: return TERM_xml_too_much;
    default: return TERM_xml_malformed;
    }
}

/* ---- The flow. */
struct flow {
    xml *into;
    uint64_t bytes;
    xml_result result;
    const plain_way *plain; /* NULL: everything goes to expat */
    bool begun;             /* the first of the elements was found */
    unsigned odd;           /* elements on end that expat got */
    buf kept;               /* bytes not decided on yet */
    arena *passing;         /* for what is noted down and told */
};

static bool feed(struct flow *f, span piece) {
    f->result = xml_feed(f->into, piece);
    return f->result == XML_GOOD;
}

/* May one of the elements come now? Not within a comment, whose beginning expat was handed. */
static bool ready(const struct flow *f) { return xml_settled(f->into) && f->plain->ready(f->plain->context); }

/* Only expat from here on. */
static bool give_up(struct flow *f, span left) {
    f->plain = NULL;
    return feed(f, left);
}

/* UTF-8, as far as the document's beginning says: no other encoding, no mark of one. */
static bool says_utf8(span head) {
    span declared = span_cut(head, 0, span_find(head, '>'));
    bool silent = span_search(declared, SPAN("encoding=")) == declared.len;
    return silent || span_search(declared, SPAN("encoding=\"UTF-8\"")) < declared.len ||
           span_search(declared, SPAN("encoding=\"utf-8\"")) < declared.len;
}

/* Up to the first element, which is then to be the next. False where expat was told to stop, or complains. */
static bool take_head(struct flow *f, span *left) {
    size_t at = span_search(*left, f->plain->first);
    if (at == left->len && left->len < UNDECIDED_MOST)
        return true;
    span head = span_cut(*left, 0, at);
    f->begun = true;
    *left = span_from(*left, at);
    if (!says_utf8(head))
        f->plain = NULL;
    if (!feed(f, head))
        return false;
    if (f->plain && !ready(f))
        f->plain = NULL;
    return true;
}

/* What the plain way does not read: one element for expat, if its end is here. */
static bool take_odd(struct flow *f, span *left) {
    const plain_way *p = f->plain;
    bool another = left->len < p->first.len || span_starts(*left, p->first);
    size_t end = span_search(*left, p->last);
    if (another && end == left->len && left->len < UNDECIDED_MOST)
        return true; /* it may go on */
    span element = another ? span_cut(*left, 0, end + p->last.len) : *left;
    *left = span_from(*left, element.len);
    if (!feed(f, element))
        return false;
    if (!another || ++f->odd > ODD_MOST || !ready(f))
        f->plain = NULL;
    return true;
}

/* As much of what is kept as can be decided on. `scanned`: that many bytes of it were looked at already. */
static bool take_kept(struct flow *f, const size_t *scanned) {
    span left = buf_span(&f->kept);
    size_t before;
    bool good = f->begun || take_head(f, &left);
    do {
        before = left.len;
        if (!good || !f->plain || !f->begun)
            break;
        size_t used = scanned ? *scanned : f->plain->scan(f->passing, f->plain->context, left);
        f->odd = used ? 0 : f->odd;
        left = span_from(left, used);
        scanned = NULL;
        if (used && !f->plain->tell(f->plain->context)) {
            xml_stop(f->into);
            f->result = XML_STOPPED;
            return false;
        }
        arena_reset(f->passing);
        good = left.len == 0 || take_odd(f, &left);
    } while (left.len && left.len < before);
    if (good && !f->plain)
        good = give_up(f, left), left.len = 0;
    memmove(f->kept.ptr, left.ptr, left.len);
    f->kept.len = left.len;
    return good;
}

static void keep(struct flow *f, span piece) {
    buf_reserve(&f->kept, piece.len + PLAIN_SLACK);
    buf_add(&f->kept, piece);
    memset(f->kept.ptr + f->kept.len, 0, PLAIN_SLACK);
}

static bool take_piece(void *context, span piece) {
    struct flow *f = context;
    f->bytes += piece.len;
    if (!f->plain)
        return feed(f, piece);
    keep(f, piece);
    return take_kept(f, NULL);
}

/* ---- What is large: one hand unpacks the next piece while another looks at this one. */
struct two_hands {
    struct flow *f;
    archive_flow *from;
    span next;
    size_t scanned;
};

static void do_half(arena *own, void *argument, unsigned part) {
    struct two_hands *t = argument;
    if (part == 0)
        t->next = archive_flow_next(t->from);
    else
        t->scanned = t->f->plain->scan(own, t->f->plain->context, buf_span(&t->f->kept));
}

/* As archive_stream. */
static bool flow_through(struct flow *f, const crew *c, archive_flow *from, uint64_t max) {
    struct two_hands t = {f, from, archive_flow_next(from), 0};
    bool good = true;
    while (good && t.next.len) {
        f->bytes += t.next.len;
        if (f->bytes > max)
            return false;
        if (f->plain && f->begun) {
            keep(f, t.next);
            crew_run(c, f->passing, do_half, &t, 2);
            good = take_kept(f, &t.scanned);
        } else {
            f->bytes -= t.next.len; /* take_piece counts them */
            good = take_piece(f, t.next);
            t.next = good ? archive_flow_next(from) : t.next;
        }
    }
    return !good || archive_flow_whole(from);
}

/* ---- A part. */
static bool unpack(xlsx_book *b, uint32_t number, uint64_t max, struct flow *f) {
    enum { LARGE = 1 << 20 };
    archive_flow *from = f->plain && archive_size(b->zip, number) >= LARGE
                             ? archive_flow_open(b->scratch, b->zip, b->bytes, number) : NULL;
    return from ? flow_through(f, b->limits->crew, from, max) : archive_stream(b->zip, number, max, take_piece, f);
}

/* Too much is told by what is stated and by what comes; a stated size may be a lie. */
static bool stream(xlsx_book *b, uint32_t number, uint64_t max, struct flow *f, span tab) {
    enum { PIECE = 1 << 16 }; /* archive_stream stops before the piece that is too much */
    bool stated = archive_size(b->zip, number) > max;
    bool came = !stated && unpack(b, number, max, f);
    if (f->kept.len && f->result == XML_GOOD)
        (void)feed(f, buf_span(&f->kept));
    if (came || f->result != XML_GOOD)
        return true;
    if (stated || f->bytes + PIECE > max)
        table_limit(b->found, TERM_workbook_size, max);
    else
        refuse(b, number, tab, TERM_unpack_broken);
    return false;
}

bool xlsx_part_read(xlsx_book *b, uint32_t number, uint64_t max, const xml_handler *handler, const plain_way *plain, span tab) {
    if (archive_encrypted(b->zip, number)) {
        b->encrypted = true;
        return false;
    }
    struct flow f = {.into = xml_new(b->scratch, handler, &XML_BOUNDS, false), .plain = plain, .kept = buf_new(b->scratch),
                     .passing = arena_child(b->scratch)};
    bool whole = stream(b, number, max < b->budget ? max : b->budget, &f, tab);
    b->budget -= f.bytes < b->budget ? f.bytes : b->budget;
    xml_result result = whole ? xml_finish(f.into) : XML_GOOD;
    arena_reset(b->scratch);
    if (result == XML_GOOD || result == XML_STOPPED)
        return whole;
    refuse(b, number, tab, fault_of(result));
    return false;
}
