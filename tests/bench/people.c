#include "people.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 40, FIRST_YEAR = 1950, FIRST_REGION = 239901, STRIDE = 370248451 /* shares no factor with PEOPLE_MAX */ };

static const char SURNAMES[] = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余";
static const char GIVEN[] = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲国华建红春梅海燕雪荣爱云晓";
static char surnames_gbk[2 * NAMES], given_gbk[2 * NAMES];

static void to_gbk(const char *utf8, char *out) {
    iconv_t c = iconv_open("GBK", "UTF-8");
    char *in = (char *)(uintptr_t)utf8;
    size_t left = strlen(utf8), room = 2 * NAMES;
    if (c == (iconv_t)-1 || iconv(c, &in, &left, &out, &room) != 0 || room != 0)
        abort();
    iconv_close(c);
}

void people_begin(void) {
    to_gbk(SURNAMES, surnames_gbk);
    to_gbk(GIVEN, given_gbk);
}

uint64_t mixed(uint64_t x) {
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

static char check_character(const char *id) {
    static const int WEIGHTS[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (id[i] - '0') * WEIGHTS[i];
    return "10X98765432"[sum % 11];
}

/* Decimal digits from the right: a million calls of snprintf would take longer than all the rest. */
static void digits(char *to, int width, uint32_t value) {
    for (int i = width - 1; i >= 0; i--, value /= 10)
        to[i] = (char)('0' + value % 10);
}

void person_give_id(person *p, uint32_t number) {
    uint32_t sequence = number % PER_DAY, day = number / PER_DAY;
    uint32_t month = day / DAYS, year = month / MONTHS, region = year / YEARS;
    digits(p->id, 6, FIRST_REGION + region);
    digits(p->id + 6, 4, FIRST_YEAR + year % YEARS);
    digits(p->id + 10, 2, 1 + month % MONTHS);
    digits(p->id + 12, 2, 1 + day % DAYS);
    digits(p->id + 14, 3, sequence);
    p->id[17] = check_character(p->id);
    p->id[18] = 0;
}

static void add_character(person *p, const char *utf8, const char *gbk, uint64_t which) {
    strncat(p->name, utf8 + 3 * which, 3);
    strncat(p->name_gbk, gbk + 2 * which, 2);
}

void person_make(uint32_t index, person *p) {
    uint64_t r = mixed(index + 1);
    *p = (person){.old_fen = 3000000 + (uint32_t)(r % 12000000)};
    p->new_fen = (uint32_t)((uint64_t)p->old_fen * (1030 + (r >> 24) % 60) / 1000);
    digits(p->number, 8, 10000000 + index);
    person_give_id(p, (uint32_t)((uint64_t)index * STRIDE % PEOPLE_MAX));
    add_character(p, SURNAMES, surnames_gbk, (r >> 32) % NAMES);
    add_character(p, GIVEN, given_gbk, (r >> 40) % NAMES);
    if ((r >> 60) % 3)
        add_character(p, GIVEN, given_gbk, (r >> 48) % NAMES);
}
