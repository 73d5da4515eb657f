#include "faces/windows/dialogs.h"

#include <stdlib.h>
#include <windows.h>
#include <commdlg.h>
#include <objbase.h>
#include <shellapi.h>

#include "faces/os/windows/wide.h"
#include "faces/windows/resource.h"

static const wchar_t TITLE[] = L"报盘";

/* ---- Choosing files. Windows answers with a folder and names, each ended by NUL; or with one whole path. */
static char *whole_path(const wchar_t *folder, const wchar_t *name) {
    size_t room = wcslen(folder) + wcslen(name) + 2;
    wchar_t *path = calloc(room, sizeof *path);
    if (path == NULL)
        return NULL;
    (void)wcscpy(path, folder);
    if (path[wcslen(path) - 1] != L'\\')
        (void)wcscat(path, L"\\");
    char *utf8 = narrow_text(wcscat(path, name));
    free(path);
    return utf8;
}

static size_t take_names(const wchar_t *answer, char **paths) {
    const wchar_t *name = answer + wcslen(answer) + 1;
    size_t count = 0;
    if (*name == 0) {
        paths[0] = narrow_text(answer);
        return paths[0] != NULL;
    }
    for (; *name && count < CHOSEN_MAX; name += wcslen(name) + 1)
        if ((paths[count] = whole_path(answer, name)))
            count++;
    return count;
}

/* Nothing chosen is an answer; a chooser that failed is not. */
static void tell_failure(DWORD error) {
    if (error == FNERR_BUFFERTOOSMALL)
        say(L"一次选的文件太多了。\n\n请把它们放进一个文件夹，再把文件夹拖到报盘的图标上。", true);
    else if (error)
        say(L"选择文件的窗口打不开。\n\n请把文件拖到报盘的图标上。", true);
}

size_t choose_files(const wchar_t *title, bool several, char **paths) {
    enum { ROOM = 1 << 18 };
    wchar_t *answer = calloc(ROOM, sizeof *answer);
    OPENFILENAMEW how = {
        .lStructSize = sizeof how,
        .lpstrFilter = L"申报文件和工资表\0*.zip;*.txt;*.xlsx;*.xls;*.et;*.csv;*.ods\0所有文件\0*.*\0",
        .lpstrFile = answer,
        .nMaxFile = ROOM,
        .lpstrTitle = title,
        .Flags = OFN_EXPLORER | OFN_FILEMUSTEXIST | OFN_HIDEREADONLY | OFN_NOCHANGEDIR | (several ? OFN_ALLOWMULTISELECT : 0u),
    };
    bool chosen = answer && GetOpenFileNameW(&how);
    size_t count = chosen ? take_names(answer, paths) : 0;
    if (!chosen)
        tell_failure(answer ? CommDlgExtendedError() : CDERR_MEMALLOCFAILURE);
    free(answer);
    return count;
}

/* ---- A question with answers to press. */
typedef struct question {
    const wchar_t *text;
    const wchar_t *const *answers;
    size_t count;
} question;

enum { ANSWERS_MAX = 3 };

/* In a button's text one & would underline the next letter and be gone. */
static void label_button(HWND dialog, int button, const wchar_t *text) {
    wchar_t *label = calloc(2 * wcslen(text) + 1, sizeof *label);
    for (size_t n = 0; label && *text; text++) {
        if (*text == L'&')
            label[n++] = L'&';
        label[n++] = *text;
    }
    (void)SetDlgItemTextW(dialog, button, label ? label : text);
    free(label);
}

static void show_question(HWND dialog, const question *q) {
    (void)SetDlgItemTextW(dialog, TEXT_QUESTION, q->text);
    for (size_t i = 0; i < ANSWERS_MAX; i++)
        if (i < q->count)
            label_button(dialog, BUTTON_FIRST + (int)i, q->answers[i]);
        else
            (void)ShowWindow(GetDlgItem(dialog, BUTTON_FIRST + (int)i), SW_HIDE);
    (void)SendMessageW(dialog, WM_SETICON, ICON_BIG, (LPARAM)LoadIconW(GetModuleHandleW(NULL), MAKEINTRESOURCEW(ICON_APP)));
    (void)SetForegroundWindow(dialog);
}

static INT_PTR CALLBACK on_message(HWND dialog, UINT message, WPARAM word, LPARAM more) {
    if (message == WM_INITDIALOG)
        show_question(dialog, (const question *)more);
    if (message == WM_COMMAND && LOWORD(word) == IDCANCEL)
        (void)EndDialog(dialog, -1);
    if (message == WM_COMMAND && LOWORD(word) >= BUTTON_FIRST && LOWORD(word) < BUTTON_FIRST + ANSWERS_MAX)
        (void)EndDialog(dialog, LOWORD(word) - BUTTON_FIRST);
    return message == WM_INITDIALOG;
}

int choose_one(const wchar_t *text, const wchar_t *const *answers, size_t count) {
    question q = {text, answers, count};
    return (int)DialogBoxParamW(GetModuleHandleW(NULL), MAKEINTRESOURCEW(DIALOG_CHOOSE), NULL, on_message, (LPARAM)&q);
}

void say(const wchar_t *text, bool trouble) {
    (void)MessageBoxW(NULL, text, TITLE, MB_OK | MB_SETFOREGROUND | (trouble ? MB_ICONWARNING : MB_ICONINFORMATION));
}

bool open_page(const char *path) {
    wchar_t *wide = wide_text(path);
    (void)CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
    bool opened = wide && (INT_PTR)ShellExecuteW(NULL, L"open", wide, NULL, NULL, SW_SHOWNORMAL) > 32;
    free(wide);
    return opened;
}
