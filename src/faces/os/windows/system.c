#define _CRT_RAND_S
#include <stdlib.h>
#include <windows.h>

#include "faces/os/os.h"

bool os_speaks_chinese(void) { return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE; }

uint32_t os_today(void) {
    SYSTEMTIME now;
    GetLocalTime(&now);
    return (uint32_t)now.wYear * 10000 + now.wMonth * 100u + now.wDay;
}

double os_seconds(void) { return (double)GetTickCount64() / 1e3; }

uint64_t os_random(void) {
    unsigned high = 0, low = 0;
    if (rand_s(&high) != 0 || rand_s(&low) != 0)
        return GetTickCount64() ^ (uint64_t)GetCurrentProcessId() << 32;
    return (uint64_t)high << 32 | low;
}

unsigned long os_process(void) { return GetCurrentProcessId(); }
