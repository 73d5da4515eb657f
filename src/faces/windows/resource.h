/* Numbers that app.rc and dialogs.c share. */
#define ICON_APP 1
#define DIALOG_CHOOSE 100
#define TEXT_QUESTION 101
#define BUTTON_FIRST 110
