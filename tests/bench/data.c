/* Makes what is measured, the same bytes every time. Usage:
 *   data lines N FOLDER        template.zip, filled.zip and .txt of N people, wages.csv in another order
 *   data book N FILE           a workbook of N people, as Excel writes it: shared strings, numbers, styles
 *   data small COUNT FOLDER    COUNT zips of 72 people
 *   data wrong KIND N FILE     a hostile zip: findings, twins, same, long, collide, strangers */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pack.h"
#include "people.h"

/* 工资申报.txt; 个人编号, 姓名, 身份证号, 原工资, 现工资 in GBK. */
#define ENTRY "工资申报.txt"
#define HEADER "\xb8\xf6\xc8\xcb\xb1\xe0\xba\xc5\t\xd0\xd5\xc3\xfb\t\xc9\xed\xb7\xdd\xd6\xa4\xba\xc5\t\xd4\xad\xb9\xa4\xd7\xca\t\xcf\xd6\xb9\xa4\xd7\xca"

static char *joined(const char *folder, const char *name) {
    static char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* ---- Templates and uploads. */
static void begin_line(text *t, const person *p) {
    text_put(t, p->number);
    text_put(t, "\t");
    text_put(t, p->name_gbk);
    text_put(t, "\t");
    text_put(t, p->id);
    text_put(t, "\t");
    text_money(t, p->old_fen);
    text_put(t, "\t");
}

static void add_people(text *t, uint32_t from, uint32_t count, int filled) {
    text_put(t, HEADER "\r\n");
    for (uint32_t i = from; i < from + count; i++) {
        person p;
        person_make(i, &p);
        begin_line(t, &p);
        if (filled)
            text_money(t, p.new_fen);
        text_put(t, "\r\n");
    }
}

/* The payroll table is in no order of the template's. */
static void add_wages(text *t, uint32_t count) {
    uint32_t *order = malloc(count * sizeof *order);
    if (order == NULL)
        exit(3);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = (uint32_t)(mixed(i) % (i + 1));
        order[i] = order[j];
        order[j] = i;
    }
    text_put(t, "姓名,身份证号,现工资\n");
    for (uint32_t i = 0; i < count; i++) {
        person p;
        person_make(order[i], &p);
        text_put(t, p.name);
        text_put(t, ",");
        text_put(t, p.id);
        text_put(t, ",");
        text_money(t, p.new_fen);
        text_put(t, "\n");
    }
    free(order);
}

static void make_lines(uint32_t count, const char *folder) {
    text t = {0};
    add_people(&t, 0, count, 0);
    zip_one(joined(folder, "template.zip"), ENTRY, &t);
    t.len = 0;
    add_people(&t, 0, count, 1);
    zip_one(joined(folder, "filled.zip"), ENTRY, &t);
    write_file(joined(folder, "filled.txt"), &t);
    t.len = 0;
    add_wages(&t, count);
    write_file(joined(folder, "wages.csv"), &t);
    text_free(&t);
}

static void make_small(uint32_t count, const char *folder) {
    enum { PEOPLE = 72 };
    for (uint32_t i = 0; i < count; i++) {
        char name[32];
        text t = {0};
        (void)snprintf(name, sizeof name, "%05u.zip", i);
        add_people(&t, i * PEOPLE, PEOPLE, 1);
        zip_one(joined(folder, name), ENTRY, &t);
        text_free(&t);
    }
}

/* ---- Hostile ones. */
/* Each line has a fault of one of eight kinds. */
static void add_faults(text *t, uint32_t count) {
    static const char *const WAGES[] = {"", "0.50", "-1.00", "1,234.00", "abc", "1.234", "5e3"};
    text_put(t, HEADER "\r\n");
    for (uint32_t i = 0; i < count; i++) {
        person p;
        person_make(i, &p);
        if (i % 8 == 7)
            p.id[17] = p.id[17] == '1' ? '2' : '1';
        begin_line(t, &p);
        if (i % 8 == 7)
            text_money(t, p.new_fen);
        else
            text_put(t, WAGES[i % 8]);
        text_put(t, "\r\n");
    }
}

/* `period` people, over and over. */
static void add_repeats(text *t, uint32_t count, uint32_t period) {
    text_put(t, HEADER "\r\n");
    for (uint32_t i = 0; i < count; i++) {
        person p;
        person_make(i % period, &p);
        begin_line(t, &p);
        text_money(t, p.new_fen);
        text_put(t, "\r\n");
    }
}

/* All on one line: no newline survived. */
static void add_long_line(text *t, uint32_t count) {
    add_people(t, 0, count, 1);
    for (size_t i = 0; i < t->len; i++)
        if (t->bytes[i] == '\r' || t->bytes[i] == '\n')
            t->bytes[i] = '\t';
}

/* IDs whose 17 digits are multiples of 512: alike in the bits that an unmixed hash would take. */
static void add_alike(text *t, uint32_t count) {
    enum { ALIKE = 512 };
    uint32_t made = 0;
    text_put(t, HEADER "\r\n");
    for (uint32_t day = 0; day < PEOPLE_MAX / PER_DAY && made < count; day++) {
        person p;
        person_make(made, &p);
        person_give_id(&p, day * PER_DAY);
        p.id[17] = 0;
        uint32_t first = (uint32_t)((ALIKE - strtoull(p.id, NULL, 10) % ALIKE) % ALIKE);
        for (uint32_t n = first; n < PER_DAY && made < count; n += ALIKE, made++) {
            person_make(made, &p);
            person_give_id(&p, day * PER_DAY + n);
            begin_line(t, &p);
            text_money(t, p.new_fen);
            text_put(t, "\r\n");
        }
    }
    if (made < count)
        exit(4);
}

static int make_wrong(const char *kind, uint32_t count, const char *path) {
    text t = {0};
    if (strcmp(kind, "findings") == 0)
        add_faults(&t, count);
    else if (strcmp(kind, "twins") == 0)
        add_repeats(&t, count, count / 2);
    else if (strcmp(kind, "same") == 0)
        add_repeats(&t, count, 1);
    else if (strcmp(kind, "long") == 0)
        add_long_line(&t, count);
    else if (strcmp(kind, "collide") == 0)
        add_alike(&t, count);
    else if (strcmp(kind, "strangers") == 0) /* to the template of as many lines */
        add_people(&t, count, count, 1);
    else
        return 2;
    zip_one(path, ENTRY, &t);
    text_free(&t);
    return 0;
}

int book_make(uint32_t count, const char *path); /* book.c */

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    uint32_t count = (uint32_t)strtoul(argv[argc - 2], NULL, 10);
    people_begin();
    if (strcmp(argv[1], "lines") == 0)
        make_lines(count, argv[3]);
    else if (strcmp(argv[1], "small") == 0)
        make_small(count, argv[3]);
    else if (strcmp(argv[1], "book") == 0)
        return book_make(count, argv[3]);
    else if (strcmp(argv[1], "wrong") == 0 && argc == 5)
        return make_wrong(argv[2], count, argv[4]);
    else
        return 2;
    return 0;
}
