#include "table/csv_scan.h"

static bool newline(uint8_t c) { return c == '\n' || c == '\r'; }

/* Length of the newline at s[at]; 0 where a CR is the last byte and what follows is not known. */
static size_t newline_len(span s, size_t at, bool final) {
    if (s.ptr[at] == '\n')
        return 1;
    if (at + 1 == s.len)
        return final;
    return s.ptr[at + 1] == '\n' ? 2 : 1;
}

/* ---- One record. */
struct scanner {
    arena *on;
    csv_record *out;
    span s;
    size_t at;
    bool final;
    uint8_t separator, quote;
};

static uint32_t count_lines(span s) {
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == '\n' || (s.ptr[i] == '\r' && (i + 1 == s.len || s.ptr[i + 1] != '\n'));
    return n;
}

/* Index of the quote that closes the one at k->at, doubled ones being text; s.len where there is
 * none. */
static size_t closing_quote(const struct scanner *k) {
    size_t from = k->at + 1, most = k->at + CSV_RECORD_MAX;
    for (;;) {
        span rest = span_cut(k->s, from, most > from ? most - from : 0);
        size_t close = from + span_find(rest, k->quote);
        if (close == from + rest.len)
            return k->s.len;
        if (close + 1 == k->s.len || k->s.ptr[close + 1] != k->quote)
            return close;
        from = close + 2;
    }
}

/* From the opening quote to the separator or newline behind the closing one. */
static csv_scan_result quoted(struct scanner *k) {
    span s = k->s;
    size_t close = closing_quote(k), end = close + 1;
    while (end < s.len && (s.ptr[end] == ' ' || s.ptr[end] == '\t') && s.ptr[end] != k->separator)
        end++;
    if (end >= s.len && !k->final && s.len - k->at <= CSV_RECORD_MAX)
        return CSV_MORE;
    if (close == s.len || (end < s.len && s.ptr[end] != k->separator && !newline(s.ptr[end])))
        return CSV_QUOTES_BROKEN;
    if (end > close + 1)
        VEC_PUSH(k->on, &k->out->gaps, ((csv_gap){close + 1, end}));
    k->out->lines += count_lines(span_cut(s, k->at, close - k->at));
    k->at = end;
    return CSV_RECORD;
}

/* To the separator or newline; false where the record has grown too long on the way. */
static bool plain(struct scanner *k) {
    span s = span_cut(k->s, 0, k->at + CSV_RECORD_MAX);
    size_t i = k->at;
    while (i < s.len && s.ptr[i] != k->separator && !newline(s.ptr[i]))
        i++;
    k->at = i;
    return i <= CSV_RECORD_MAX;
}

static csv_scan_result finish(const struct scanner *k) {
    csv_record *out = k->out;
    out->len = out->next = k->at;
    if (k->at == k->s.len)
        return k->final ? CSV_RECORD : CSV_MORE;
    size_t len = newline_len(k->s, k->at, k->final);
    out->next += len;
    out->lines++;
    return len ? CSV_RECORD : CSV_MORE;
}

csv_scan_result csv_scan(arena *a, span view, bool final, uint8_t separator, uint8_t quote, csv_record *out) {
    struct scanner k = {a, out, view, 0, final, separator, quote};
    out->starts.count = out->gaps.count = 0;
    out->lines = 0;
    out->quoted = false;
    for (;; k.at++) {
        VEC_PUSH(a, &out->starts, k.at);
        csv_scan_result r = CSV_RECORD;
        if (k.at < view.len && view.ptr[k.at] == quote) {
            out->quoted = true;
            r = quoted(&k);
        }
        if (r != CSV_RECORD)
            return r;
        if (!plain(&k))
            return CSV_TOO_LONG;
        if (k.at == view.len || newline(view.ptr[k.at]))
            return finish(&k);
    }
}

/* ---- The separator. */
enum { CANDIDATES = 4, SAMPLE_LINES = 100, SAMPLE_BYTES = 1 << 16, FIELDS_MAX = 1024,
       QUOTED_MAX = 1 << 12 };
static const uint8_t SEPARATORS[CANDIDATES] = {'\t', ';', '|', ','};
enum { THE_TAB = 0, THE_COMMA = 3 };

typedef struct tallies {
    uint16_t counts[SAMPLE_LINES][CANDIDATES];
    size_t lines;
} tallies;

static int candidate(uint8_t c) {
    for (int i = 0; i < CANDIDATES; i++)
        if (SEPARATORS[i] == c)
            return i;
    return -1;
}

static bool digit_at(span s, size_t i) { return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; }

/* 5,000.00 and ¥5,000 within a text: one to three digits before, three after. Between other fields
 * of three digits the same could be a separator, so something must speak for a number: a point
 * behind, or in front what no comma would stand before. */
static bool thousands_comma(span s, size_t at) {
    size_t from = at, end = at + 4;
    while (from && at - from < 4 && digit_at(s, from - 1))
        from--;
    bool three = digit_at(s, at + 1) && digit_at(s, at + 2) && digit_at(s, at + 3) && !digit_at(s, end);
    if (!three || from == at || at - from > 3)
        return false;
    uint8_t before = from ? s.ptr[from - 1] : '\n';
    bool inside = !newline(before) && before != ',' && before != '"' && before != '.';
    return inside || (before != '.' && end < s.len && s.ptr[end] == '.');
}

/* A TAB behind an ID keeps Excel from rounding it: it stands before the real separator. */
static bool guarding_tab(span s, size_t at) {
    return at + 1 < s.len && (s.ptr[at + 1] == ',' || s.ptr[at + 1] == ';');
}

/* Steps over a quoted field, if one opens at `at`: its quotes stand next to separators. */
static size_t over_quotes(span s, size_t at) {
    bool opens = at == 0 || newline(s.ptr[at - 1]) || candidate(s.ptr[at - 1]) >= 0;
    for (size_t i = at + 1; opens && i < s.len && i < at + QUOTED_MAX; i++) {
        if (s.ptr[i] != '"')
            continue;
        if (i + 1 == s.len || newline(s.ptr[i + 1]) || candidate(s.ptr[i + 1]) >= 0)
            return i + 1;
        i += s.ptr[i + 1] == '"';
    }
    return at + 1;
}

static void count_separators(span s, tallies *t) {
    bool blank = true;
    *t = (tallies){0};
    for (size_t i = 0; i < s.len && t->lines < SAMPLE_LINES;) {
        uint8_t c = s.ptr[i];
        int which = candidate(c);
        if (newline(c)) {
            t->lines += !blank;
            blank = true;
            i++;
            continue;
        }
        blank = false;
        bool counts = which == THE_COMMA ? !thousands_comma(s, i)
                      : which == THE_TAB ? !guarding_tab(s, i) : which >= 0;
        if (counts && t->counts[t->lines][which] < FIELDS_MAX)
            t->counts[t->lines][which]++;
        i = c == '"' ? over_quotes(s, i) : i + 1;
    }
    t->lines += !blank && t->lines < SAMPLE_LINES;
}

typedef struct evenness {
    size_t lines, with; /* lines that have the commonest count; lines that have any */
    uint16_t count;     /* the commonest, of those with any */
} evenness;

static evenness judge(const tallies *t, int which) {
    evenness best = {0};
    for (size_t i = 0; i < t->lines; i++) {
        size_t same = 0;
        best.with += t->counts[i][which] > 0;
        for (size_t k = 0; k < t->lines; k++)
            same += t->counts[k][which] == t->counts[i][which];
        if (t->counts[i][which] && (same > best.lines || (same == best.lines && t->counts[i][which] > best.count)))
            best = (evenness){same, best.with, t->counts[i][which]};
    }
    return best;
}

/* Even means most lines alike. Of several even ones that with more fields; TAB wins a tie, since
 * data has the others sooner. */
static int most_even(const tallies *t) {
    int best = -1;
    evenness leading = {0};
    for (int i = 0; i < CANDIDATES; i++) {
        evenness e = judge(t, i);
        bool even = e.lines * 10 >= t->lines * 6 || e.with * 10 >= t->lines * 9;
        bool much_evener = e.lines * 2 > leading.lines * 3;
        bool as_even = e.lines * 10 >= leading.lines * 9;
        if (e.count && even && (much_evener || (as_even && e.count > leading.count))) {
            best = i;
            leading = e;
        }
    }
    return best;
}

/* Ragged tables: the separator that most lines have at all, if half of them do, or the
 * first. */
static int most_used(const tallies *t) {
    int best = -1;
    size_t most = 0;
    for (int i = 0; i < CANDIDATES; i++) {
        evenness e = judge(t, i);
        bool enough = e.with * 2 >= t->lines || (t->lines && t->counts[0][i]);
        if (enough && e.with > most) {
            best = i;
            most = e.with;
        }
    }
    return best;
}

uint8_t csv_separator(span view) {
    span s = span_cut(view, 0, SAMPLE_BYTES);
    tallies t;
    count_separators(s, &t);
    int best = most_even(&t);
    if (best < 0)
        best = most_used(&t);
    return best < 0 ? CSV_NO_SEPARATOR : SEPARATORS[best];
}

uint8_t csv_named_separator(span view, size_t *len) {
    enum { AT = 4 };
    *len = 0;
    if (view.len <= AT || !span_eq_nocase(span_cut(view, 0, AT), SPAN("sep=")) || view.ptr[AT] >= 0x80 ||
        newline(view.ptr[AT]) || view.ptr[AT] == '"')
        return 0;
    size_t end = AT + 1;
    if (end < view.len && !newline(view.ptr[end]))
        return 0;
    *len = end < view.len ? end + newline_len(view, end, true) : end;
    return view.ptr[AT];
}
