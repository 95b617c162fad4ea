#include "console/crash.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void be_killed(int number)
{
    raise(number);
}

static void abort_it(int number)
{
    (void)number;
    abort();
}

static volatile int depth;

static int recurse(int n)
{
    volatile char room[4096];
    room[0] = (char)n;
    return depth < 0 ? 0 : recurse(n + 1) + room[0];
}

static void use_up_the_stack(int number)
{
    exit(recurse(number));
}

typedef struct {
    const char *name;
    void (*die)(int number);
    int number;
    const char *blamed[2];
    const char *expected;
} CrashRow;

#define BLAMED(index) "): if the index" index " is damaged, 'dateline check' says where; if not, it is a fault of dateline\n"
#define DAMAGED(name) BLAMED(" '" name "'")

static const CrashRow rows[] = {
    {"a bad address", be_killed, SIGSEGV, {"news"}, "dateline: crashed (SIGSEGV" DAMAGED("news")},
    {"a file cut short", be_killed, SIGBUS, {"a b"}, "dateline: crashed (SIGBUS" DAMAGED("a b")},
    {"a division", be_killed, SIGFPE, {"news"}, "dateline: crashed (SIGFPE" DAMAGED("news")},
    {"abort", abort_it, 0, {"news"}, "dateline: crashed (SIGABRT" DAMAGED("news")},
    {"no stack left", use_up_the_stack, 0, {"news"}, "dateline: crashed (SIGSEGV" DAMAGED("news")},
    {"escape sequences", be_killed, SIGSEGV, {"\033[2J"}, NULL},
    {"no index yet", be_killed, SIGSEGV, {NULL},
     "dateline: crashed (SIGSEGV" BLAMED("")},
    {"two indexes", be_killed, SIGSEGV, {"a", "b"},
     "dateline: crashed (SIGSEGV" BLAMED("")},
};

START_TEST(a_crash_says_what_to_do)
{
#ifdef __SANITIZE_ADDRESS__
    puts("skipped: the address sanitizer reports crashes itself");
#else
    const CrashRow *row = &rows[_i];
    int ends[2], status;
    char said[8192];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        crash_watch();
        for (int i = 0; i < 2 && row->blamed[i] != NULL; i++)
            crash_blame(row->blamed[i]);
        row->die(row->number);
        _exit(0);
    }
    close(ends[1]);
    gssize length = read(ends[0], said, sizeof said - 1), more;
    while (length > 0 && (more = read(ends[0], said + length, sizeof said - 1 - (gsize)length)) > 0)
        length += more;
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 2, "%s: status %d", row->name, status);
    said[MAX(length, 0)] = '\0';
    ck_assert_msg(strchr(said, '\033') == NULL, "%s: control characters", row->name);
    ck_assert_msg(row->expected == NULL || strcmp(said, row->expected) == 0, "%s: said %s", row->name, said);
#endif
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("crash");
    TCase *tcase = tcase_create("crash");
    tcase_add_loop_test(tcase, a_crash_says_what_to_do, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
