#include "base/crew.h"

unsigned crew_parts(const crew *c, size_t size, size_t least) {
    unsigned hands = c && c->side_by_side && c->hands > 1 ? c->hands : 1;
    size_t worth = size / (c && c->least ? c->least : least ? least : 1);
    return worth == 0 ? 1 : worth < hands ? (unsigned)worth : hands;
}

/* A part and what became of it. */
struct part {
    arena own;
    status result;
};

struct shift {
    crew_work *work;
    void *argument;
    struct part *parts;
};

/* What a part is to do, on the thread that does it. */
struct duty {
    const struct shift *shift;
    unsigned index;
};

static void do_duty(arena *own, void *context) {
    const struct duty *d = context;
    d->shift->work(own, d->shift->argument, d->index);
}

static void do_part(void *context, unsigned index) {
    struct shift *s = context;
    struct duty d = {s, index};
    s->parts[index].result = arena_run(&s->parts[index].own, do_duty, &d);
}

static void free_own(void *own) { arena_free(own); }

void crew_run(const crew *c, arena *a, crew_work *work, void *argument, unsigned parts) {
    struct shift s = {work, argument, ARENA_ARRAY(a, struct part, parts)};
    for (unsigned i = 0; i < parts; i++) {
        arena_init(&s.parts[i].own, &a->from);
        arena_defer(a, free_own, &s.parts[i].own);
    }
    if (parts > 1 && c && c->side_by_side)
        c->side_by_side(c->context, do_part, &s, parts);
    else
        for (unsigned i = 0; i < parts; i++)
            do_part(&s, i);
    for (unsigned i = 0; i < parts; i++)
        if (s.parts[i].result != STATUS_OK)
            arena_fail(a, s.parts[i].result);
}
