/* Starts a program on this console, presses Ctrl-C once a file is there, and ends with the program's exit status.
 * Usage: press_ctrl_c FILE "COMMAND LINE"; FILE may have a star. */
#include <windows.h>

enum { STEPS = 400, STEP = 50 /* ms */, NEVER_BEGAN = 99, NEVER_ENDED = 98 };

static BOOL WINAPI not_me(DWORD kind) { return kind == CTRL_C_EVENT; }

static BOOL is_there(const wchar_t *file) {
    WIN32_FIND_DATAW found;
    HANDLE search = FindFirstFileW(file, &found);
    if (search == INVALID_HANDLE_VALUE)
        return FALSE;
    FindClose(search);
    return TRUE;
}

int wmain(int count, wchar_t **words) {
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION child;
    DWORD status = NEVER_ENDED;
    if (count != 3 || !CreateProcessW(NULL, words[2], NULL, NULL, TRUE, 0, NULL, NULL, &how, &child))
        return NEVER_BEGAN;
    for (int i = 0; i < STEPS && !is_there(words[1]); i++)
        Sleep(STEP);
    Sleep(10 * STEP); /* so that some files are done */
    SetConsoleCtrlHandler(not_me, TRUE);
    GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
    if (WaitForSingleObject(child.hProcess, STEPS * STEP) == WAIT_OBJECT_0)
        GetExitCodeProcess(child.hProcess, &status);
    return (int)status;
}
