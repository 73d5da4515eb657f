#ifndef FACES_WINDOWS_HEAR_H
#define FACES_WINDOWS_HEAR_H
/* The command line without a console to speak to. */

/* What was printed and what was complained of, UTF-8, the beginning of it; each to be freed, NULL where there was no memory. */
typedef struct heard {
    char *said, *complaints;
} heard;
/* Runs it; the exit status. */
int hear_command(int argc, char **argv, heard *out);

#endif
