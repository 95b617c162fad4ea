#include "indexer/check-child.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile unsigned counter;

static void speak(int fd, gpointer data)
{
    check_child_say(fd, data, strlen(data));
}

static void die(int fd, gpointer data)
{
    speak(fd, data);
    raise(SIGSEGV);
}

static void give_up(int fd, gpointer data)
{
    speak(fd, data);
    abort();
}

static void go_on(int fd, gpointer data)
{
    speak(fd, data);
    for (;;)
        counter++;
}

typedef struct {
    const char *name;
    ChildFunc func;
    ChildEnd end;
} ChildRow;

static const ChildRow rows[] = {
    {"one that ends", speak, CHILD_DONE},
    {"one that is killed", die, CHILD_DIED},
    {"one that gives up", give_up, CHILD_DIED},
    {"one that finds no end", go_on, CHILD_STUCK},
};

/* Whatever becomes of it, what it said before is heard. */
START_TEST(a_child_is_outlived)
{
    const ChildRow *row = &rows[_i];
    g_autoptr(GString) said = g_string_new(NULL);
    int signal = 0;
    ChildEnd end = check_child_run(row->func, (gpointer) "one line\n", 1, said, &signal);
    ck_assert_msg(end == row->end, "%s: %d, signal %d", row->name, end, signal);
    ck_assert_msg(strcmp(said->str, "one line\n") == 0, "%s: said '%s'", row->name, said->str);
}
END_TEST

static void say_much(int fd, gpointer data)
{
    g_autofree char *bytes = g_strnfill(1000000, 'x');
    (void)data;
    check_child_say(fd, bytes, 1000000);
}

START_TEST(much_is_heard_whole)
{
    g_autoptr(GString) said = g_string_new(NULL);
    int signal;
    ck_assert_int_eq(check_child_run(say_much, NULL, 0, said, &signal), CHILD_DONE);
    ck_assert_uint_eq(said->len, 1000000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("check-child");
    TCase *tcase = tcase_create("check-child");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, a_child_is_outlived, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tcase, much_is_heard_whole);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
