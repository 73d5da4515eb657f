/* Fixed width: columns by the byte positions that are blank in the lines, helped by the ID's
 * eighteen bytes, by decimal points that stand one below the other, and by the header. */
#include <string.h>

#include "layout/infer.h"

enum { WIDTH_MAX = 4096, RARE = 20, CONSTANT = 950, MOST = 500, SOME = 300 };

struct region { /* bytes [from, to) that some line fills */
    uint32_t from, to;
    bool left, right; /* its first or last byte is filled in nearly every line */
};

struct grid {
    const sample *s;
    size_t first;      /* the first data line */
    uint32_t width;    /* bytes looked at */
    bool uniform;      /* most lines are that long, and only those are looked at */
    size_t lines;      /* how many were looked at */
    uint32_t filled[WIDTH_MAX], points[WIDTH_MAX], ids[WIDTH_MAX], zeros[WIDTH_MAX];
    bool cut[WIDTH_MAX + 1]; /* a column begins here though no blank stands before it */
    size_t singles;    /* lines with blanks but never two in a row: divided by spaces, not by width */
    struct region regions[COLUMNS_MAX];
    uint32_t count;
    struct region heads[COLUMNS_MAX]; /* the words of the header line */
    uint32_t head_count;
};

/* ---- Lines and their header. */
static void find_heads(struct grid *g, span line, const header_words *w) {
    bool known = false;
    for (uint32_t i = 0; i < line.len && g->head_count < COLUMNS_MAX;) {
        uint32_t from = i;
        while (i < line.len && line.ptr[i] != ' ')
            i++;
        if (i > from) {
            span word = decode_span(g->s->a, g->s->encoding, span_cut(line, from, i - from));
            bool sure = false;
            known |= header_role(w, word, &sure) != ROLE_OTHER && sure;
            g->heads[g->head_count++] = (struct region){.from = from, .to = i};
        }
        i++;
    }
    g->first = known;
    if (!known)
        g->head_count = 0;
}

/* The length that more than half of the lines have, else the longest. */
static void find_width(struct grid *g) {
    size_t candidate = 0, votes = 0, has = 0, longest = 0;
    for (size_t i = g->first; i < g->s->count; i++) {
        size_t len = g->s->lines[i].len;
        candidate = votes ? candidate : len;
        votes = len == candidate ? votes + 1 : votes ? votes - 1 : 1;
        longest = len > longest ? len : longest;
    }
    for (size_t i = g->first; i < g->s->count; i++)
        has += g->s->lines[i].len == candidate;
    g->uniform = share(has, g->s->count - g->first) >= MOST;
    size_t width = g->uniform ? candidate : longest;
    g->width = width > WIDTH_MAX ? 0 : (uint32_t)width;
}

/* ---- What stands at each position. */
static bool id_is_sound(const uint8_t *p) {
    static const int WEIGHTS[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (p[i] - '0') * WEIGHTS[i];
    return "10X98765432"[sum % 11] == (p[17] == 'x' ? 'X' : p[17]);
}

static void count_ids(struct grid *g, span line) {
    for (uint32_t i = 0; i + 18 <= line.len && i + 18 <= g->width; i++)
        if (line.ptr[i] >= '0' && line.ptr[i] <= '9' && span_digits(span_cut(line, i, 17)) && id_is_sound(line.ptr + i))
            g->ids[i]++;
}

static void count_line(struct grid *g, span line) {
    bool blank = false, spaced = false;
    for (uint32_t i = 0; i < line.len && i < g->width; i++) {
        g->filled[i] += line.ptr[i] != ' ';
        g->points[i] += line.ptr[i] == '.';
        g->zeros[i] += line.ptr[i] == '0' && i + 1 < line.len && line.ptr[i + 1] >= '0' && line.ptr[i + 1] <= '9';
        blank |= line.ptr[i] == ' ';
        spaced |= i > 0 && line.ptr[i] == ' ' && line.ptr[i - 1] == ' ';
    }
    g->singles += blank && !spaced;
    count_ids(g, line);
    g->lines++;
}

static void count_lines(struct grid *g) {
    for (size_t i = g->first; i < g->s->count; i++)
        if (!g->uniform || g->s->lines[i].len == g->width)
            count_line(g, g->s->lines[i]);
}

/* Filled in so few lines that it is damage, or a rare long value. */
static bool is_gap(const struct grid *g, uint32_t i) { return g->filled[i] <= g->lines / (ALL / RARE); }

/* ---- Regions. */
static void close_region(struct grid *g, uint32_t from, uint32_t to) {
    if (g->count == COLUMNS_MAX)
        return;
    struct region *r = &g->regions[g->count++];
    r->from = from;
    r->to = to;
    r->left = share(g->filled[from], g->lines) >= CONSTANT;
    r->right = share(g->filled[to - 1], g->lines) >= CONSTANT;
}

static void find_regions(struct grid *g) {
    uint32_t from = 0;
    bool open = false;
    g->count = 0;
    for (uint32_t i = 0; i <= g->width; i++) {
        bool gap = i == g->width || is_gap(g, i);
        if (open && (gap || g->cut[i]))
            close_region(g, from, i);
        if (!gap && (!open || g->cut[i]))
            from = i;
        open = !gap;
    }
}

static void cut_ids(struct grid *g) {
    for (uint32_t i = 0; i < g->width; i++)
        if (share(g->ids[i], g->lines) >= MOST)
            g->cut[i] = g->cut[i + 18] = true;
}

/* Several points in one region: as many amounts run together, each with the decimals of the last. */
static void cut_amounts(struct grid *g, const struct region *r) {
    uint32_t last = 0, seen = 0;
    for (uint32_t i = r->from; i < r->to; i++)
        if (share(g->points[i], g->lines) >= CONSTANT) {
            last = i;
            seen++;
        }
    for (uint32_t i = r->from; seen > 1 && i < last; i++)
        if (share(g->points[i], g->lines) >= CONSTANT && i + r->to - last < last)
            g->cut[i + r->to - last] = true;
}

/* Several header words over one region: it is divided where they begin when the first of them begins
 * with it, else where they end. */
static void cut_by_heads(struct grid *g, const struct region *r) {
    const struct region *before = NULL;
    bool left = false;
    for (uint32_t k = 0; k < g->head_count; k++) {
        const struct region *h = &g->heads[k];
        if (h->from >= r->to || h->to <= r->from)
            continue;
        if (before == NULL)
            left = h->from == r->from;
        else if (left || before->to < r->to)
            g->cut[left ? h->from : before->to] = true;
        before = h;
    }
}

static void refine(struct grid *g) {
    struct region seen[COLUMNS_MAX];
    uint32_t count = g->count;
    memcpy(seen, g->regions, sizeof seen);
    for (uint32_t i = 0; i < count; i++) {
        cut_amounts(g, &seen[i]);
        cut_by_heads(g, &seen[i]);
    }
    find_regions(g);
}

/* An empty wage column shows in the header alone. */
static void add_empty_column(struct grid *g) {
    if (g->head_count == 0 || g->count == 0 || g->count == COLUMNS_MAX)
        return;
    const struct region *h = &g->heads[g->head_count - 1], *r = &g->regions[g->count - 1];
    if (h->from >= r->to)
        g->regions[g->count++] = (struct region){.from = h->from, .to = h->to, .left = r->left, .right = r->right};
}

/* ---- From regions to columns. */
static bool is_amount(const struct grid *g, const struct region *r) {
    uint32_t point = r->to - r->from > 3 ? r->to - 3 : r->from;
    return r->to <= g->width && share(g->points[point], g->lines) >= CONSTANT;
}

static bool head_begins(const struct grid *g, uint32_t at) {
    for (uint32_t k = 0; k < g->head_count; k++)
        if (g->heads[k].from == at)
            return true;
    return false;
}

/* All values are as long: the header's word over them shows the column's edge, or the next word does;
 * without one, right is where the last column ends with the line. */
static align alignment_of_equals(const struct grid *g, const struct region *r) {
    for (uint32_t k = 0; k < g->head_count; k++)
        if ((g->heads[k].from == r->from) != (g->heads[k].to == r->to))
            return g->heads[k].to == r->to ? ALIGN_RIGHT : ALIGN_LEFT;
    return head_begins(g, r->to) || (g->uniform && g->regions[g->count - 1].to == g->width) ? ALIGN_RIGHT : ALIGN_LEFT;
}

static align alignment(const struct grid *g, const struct region *r) {
    bool equal = r->left && r->right && r->to <= g->width;
    if (!r->right || (equal && r->to - r->from == 18))
        return ALIGN_LEFT;
    if (equal && share(g->zeros[r->from], g->lines) >= SOME)
        return ALIGN_RIGHT_ZERO;
    if (equal)
        return is_amount(g, r) ? alignment_of_equals(g, r) : ALIGN_LEFT;
    return ALIGN_RIGHT;
}

/* The blanks between two regions are the left one's padding or the right one's: a header word that
 * begins among them, and does not end with the right one, stands over that one's first byte. */
static uint32_t border(const struct grid *g, const struct region *r, align was, align is) {
    const struct region *before = r - 1;
    if (is == ALIGN_LEFT)
        return r->from;
    for (uint32_t k = 0; k < g->head_count; k++)
        if (g->heads[k].from >= before->to && g->heads[k].from < r->from && g->heads[k].to != r->to)
            return g->heads[k].from;
    if (was != ALIGN_LEFT || before->right)
        return before->to;
    return before->to + (r->from - before->to) / 2;
}

static void make_columns(const struct grid *g, layout *l) {
    l->count = g->count;
    for (uint32_t i = 0; i < g->count; i++) {
        column *c = &l->columns[i];
        *c = (column){.align = alignment(g, &g->regions[i])};
        if (i > 0 && g->regions[i].from >= g->width)
            c->align = c[-1].align;
        if (i == 0)
            continue;
        c->start = border(g, &g->regions[i], c[-1].align, c->align);
        c[-1].width = c->start - c[-1].start;
    }
    column *last = &l->columns[g->count - 1];
    if (g->uniform && g->width > last->start)
        last->width = g->width - last->start;
    else if (last->align != ALIGN_LEFT)
        last->width = last[-1].width;
}

/* Without a header, blanks behind an amount that ends alike everywhere may be an empty wage column. */
static bool blank_end(const struct grid *g) {
    const struct region *r = &g->regions[g->count - 1];
    return g->head_count == 0 && g->uniform && r->right && !r->left && g->width >= r->to + 2;
}

bool find_fixed_columns(const sample *s, const header_words *w, layout *l) {
    if (s->count == 0)
        return false;
    struct grid *g = ARENA_NEW(s->a, struct grid);
    g->s = s;
    find_heads(g, span_cut(s->lines[0], 0, WIDTH_MAX), w);
    if (g->first == s->count)
        return false;
    find_width(g);
    count_lines(g);
    if (g->width == 0 || g->lines == 0)
        return false;
    cut_ids(g);
    find_regions(g);
    refine(g);
    add_empty_column(g);
    if (g->count < 2 || share(g->singles, g->lines) >= MOST)
        return false;
    make_columns(g, l);
    l->ambiguous = blank_end(g);
    if (l->ambiguous)
        l->columns[l->count - 1].width = g->regions[g->count - 1].to - l->columns[l->count - 1].start;
    return true;
}
