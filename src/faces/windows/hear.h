#ifndef FACES_WINDOWS_HEAR_H
#define FACES_WINDOWS_HEAR_H
/* The command line without a console to speak to. */

/* Runs it; *heard is what it printed and complained of, UTF-8, to be freed; NULL where nothing was heard. */
int hear_command(int argc, char **argv, char **heard);

#endif
