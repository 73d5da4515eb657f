#include "faces/cli/cli.h"

int main(int argc, char **argv) { return command_line(argc, argv); }
