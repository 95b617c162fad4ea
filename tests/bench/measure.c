/* measure: what a command costs.
 *
 *     measure RESULT COMMAND...
 *
 * Runs the command and writes one line to the file RESULT: seconds, user and system CPU seconds,
 * and the peak memory of its largest process in KiB. The exit status is the command's.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: measure RESULT COMMAND...\n");
        return 2;
    }
    FILE *result = fopen(argv[1], "we");
    if (result == NULL) {
        fprintf(stderr, "measure: writing '%s' failed: %s\n", argv[1], strerror(errno));
        return 2;
    }
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "measure: running '%s' failed: %s\n", argv[2], strerror(errno));
        _exit(127);
    }
    int status = 0;
    struct rusage use;
    if (child < 0 || wait4(child, &status, 0, &use) < 0) {
        fprintf(stderr, "measure: running '%s' failed: %s\n", argv[2], strerror(errno));
        return 2;
    }
    fprintf(result, "%.3f %.3f %.3f %ld\n", now() - start, seconds_of(use.ru_utime),
            seconds_of(use.ru_stime), use.ru_maxrss);
    if (fclose(result) != 0)
        return 2;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
