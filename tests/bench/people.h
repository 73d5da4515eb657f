#ifndef BENCH_PEOPLE_H
#define BENCH_PEOPLE_H
/* Invented people, any number of them, each made from its index alone: the same every time. */
#include <stdint.h>

typedef struct person {
    char id[19];       /* region 2399xx, valid birth date and check character; no two alike */
    char name[10];     /* UTF-8 */
    char name_gbk[7];
    char number[9];    /* 个人编号 */
    uint32_t old_fen, new_fen;
} person;

enum { REGIONS = 29, YEARS = 60, MONTHS = 12, DAYS = 28, PER_DAY = 1000 };
enum { PEOPLE_MAX = REGIONS * YEARS * MONTHS * DAYS * PER_DAY };

/* Once, before any person is made. */
void people_begin(void);
/* The person of an index below PEOPLE_MAX. */
void person_make(uint32_t index, person *p);
/* The ID of the place, day and sequence that a number below PEOPLE_MAX stands for. */
void person_give_id(person *p, uint32_t number);
/* A number well mixed. */
uint64_t mixed(uint64_t x);

#endif
