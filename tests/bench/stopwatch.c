/* Runs one command and prints what it cost: wall nanoseconds, user and system microseconds, peak
 * memory in KiB, exit status. Usage: stopwatch COMMAND ARGUMENT...
 *
 * A program of its own, and a small one, because Linux counts the peak of whoever calls exec into the
 * peak of what it becomes: measured from a large interpreter, everything small would look as large. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long micros(struct timeval t) { return (long long)t.tv_sec * 1000000 + t.tv_usec; }

int main(int argc, char **argv) {
    posix_spawn_file_actions_t quiet;
    struct timespec begun, ended;
    struct rusage used;
    pid_t child;
    int status;
    if (argc < 2)
        return 2;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    clock_gettime(CLOCK_MONOTONIC, &begun);
    if (posix_spawnp(&child, argv[1], &quiet, NULL, argv + 1, environ) != 0 || wait4(child, &status, 0, &used) < 0) {
        perror(argv[1]);
        return 3;
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    /* Children of the command, such as a pipe's, are in RUSAGE_CHILDREN once it has waited for them. */
    getrusage(RUSAGE_CHILDREN, &used);
    printf("%lld %lld %lld %ld %d\n",
           (long long)(ended.tv_sec - begun.tv_sec) * 1000000000 + (ended.tv_nsec - begun.tv_nsec),
           micros(used.ru_utime), micros(used.ru_stime), used.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
