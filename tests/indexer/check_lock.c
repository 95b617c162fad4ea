#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/lock.h"
#include "tests/support/tmpdir.h"

static char *dir, *path;

static void set_up(void)
{
    dir = test_tmpdir();
    path = g_build_filename(dir, "lock", NULL);
}

static void tear_down(void)
{
    g_free(path);
    test_remove(dir);
}

static void assert_locked(const char *what)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexLock) second = index_lock_take(path, FALSE, &error);
    ck_assert_msg(second == NULL, "%s: taken twice", what);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_LOCKED), "%s: %s", what,
                  error->message);
}

static void assert_free(const char *what)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexLock) lock = index_lock_take(path, FALSE, &error);
    ck_assert_msg(lock != NULL, "%s: %s", what, error != NULL ? error->message : "");
}

START_TEST(a_lock_is_taken_once)
{
    IndexLock *lock = index_lock_take(path, FALSE, NULL);
    ck_assert_ptr_nonnull(lock);
    assert_locked("within one process");
    index_lock_release(lock);
    assert_free("after its release");
    index_lock_release(NULL);
}
END_TEST

START_TEST(the_message_says_who_holds_it)
{
    g_autoptr(IndexLock) lock = index_lock_take(path, FALSE, NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(index_lock_take(path, FALSE, &error));
    g_autofree char *pid = g_strdup_printf("process %ld on ", (long)getpid());
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *since = g_date_time_format(now, "since %Y-");
    ck_assert_msg(strstr(error->message, pid) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, g_get_host_name()) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, since) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, path) != NULL, "%s", error->message);
}
END_TEST

START_TEST(what_a_dead_writer_left_is_no_obstacle)
{
    static const struct {
        const char *name, *line;
    } rows[] = {
        {"another's line", "4294967 elsewhere 2014-08-08T00:00:00Z\n"},
        {"our own line", "1 localhost 2014-08-08T00:00:00Z\n"},
        {"nonsense", "\x01\xff\xfe no line of ours"},
        {"nothing", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ck_assert(g_file_set_contents(path, rows[i].line, -1, NULL));
        g_autoptr(IndexLock) lock = index_lock_take(path, FALSE, NULL);
        ck_assert_msg(lock != NULL, "%s", rows[i].name);
        g_autofree char *text = NULL;
        ck_assert(g_file_get_contents(path, &text, NULL, NULL));
        g_autofree char *pid = g_strdup_printf("%ld ", (long)getpid());
        ck_assert_msg(g_str_has_prefix(text, pid), "%s: %s", rows[i].name, text);
    }
}
END_TEST

START_TEST(a_holder_that_wrote_nonsense_is_still_reported)
{
    g_autoptr(IndexLock) lock = index_lock_take(path, FALSE, NULL);
    ck_assert(truncate(path, 0) == 0);
    assert_locked("an empty file");
}
END_TEST

START_TEST(a_killed_holder_frees_the_lock)
{
    int ready[2];
    ck_assert(pipe(ready) == 0);
    pid_t child = fork();
    if (child == 0) {
        g_autoptr(IndexLock) lock = index_lock_take(path, FALSE, NULL);
        if (lock == NULL || write(ready[1], "x", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    char byte;
    ck_assert(read(ready[0], &byte, 1) == 1);
    assert_locked("by another process");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_free("after its death");
    close(ready[0]);
    close(ready[1]);
}
END_TEST

START_TEST(a_forked_child_takes_nothing_away)
{
    IndexLock *lock = index_lock_take(path, FALSE, NULL);
    pid_t child = fork();
    if (child == 0) {
        IndexLock *second = index_lock_take(path, FALSE, NULL);
        gboolean refused = second == NULL;
        index_lock_release(second);
        index_lock_release(lock);
        _exit(refused ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child could lock it, too");
    assert_locked("after the child released its share");
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_msg(text[0] != '\0', "the child wiped the parent's line");
    index_lock_release(lock);
    assert_free("after the parent's release");
}
END_TEST

START_TEST(a_waiting_writer_gets_it_in_the_end)
{
    int ready[2];
    ck_assert(pipe(ready) == 0);
    IndexLock *lock = index_lock_take(path, FALSE, NULL);
    pid_t child = fork();
    if (child == 0) {
        index_lock_release(lock);
        if (write(ready[1], "x", 1) != 1)
            _exit(2);
        IndexLock *mine = index_lock_take(path, TRUE, NULL);
        gboolean taken = mine != NULL;
        index_lock_release(mine);
        _exit(taken ? 0 : 1);
    }
    char byte;
    ck_assert(read(ready[0], &byte, 1) == 1);
    ck_assert_int_eq(waitpid(child, NULL, WNOHANG), 0);
    index_lock_release(lock);
    int status;
    waitpid(child, &status, 0);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(ready[0]);
    close(ready[1]);
}
END_TEST

START_TEST(a_folder_without_rights_is_reported)
{
    if (geteuid() == 0) {
        printf("skipped: root may write everywhere\n");
        return;
    }
    ck_assert(chmod(dir, 0500) == 0);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(index_lock_take(path, FALSE, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_PERMISSION));
}
END_TEST

START_TEST(a_symbolic_link_is_not_followed)
{
    g_autofree char *target = g_build_filename(dir, "target", NULL);
    ck_assert(g_file_set_contents(target, "precious", -1, NULL));
    ck_assert(symlink(target, path) == 0);
    ck_assert_ptr_null(index_lock_take(path, FALSE, NULL));
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(target, &text, NULL, NULL));
    ck_assert_str_eq(text, "precious");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lock");
    TCase *tests = tcase_create("lock");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_lock_is_taken_once);
    tcase_add_test(tests, the_message_says_who_holds_it);
    tcase_add_test(tests, what_a_dead_writer_left_is_no_obstacle);
    tcase_add_test(tests, a_holder_that_wrote_nonsense_is_still_reported);
    tcase_add_test(tests, a_killed_holder_frees_the_lock);
    tcase_add_test(tests, a_forked_child_takes_nothing_away);
    tcase_add_test(tests, a_waiting_writer_gets_it_in_the_end);
    tcase_add_test(tests, a_folder_without_rights_is_reported);
    tcase_add_test(tests, a_symbolic_link_is_not_followed);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
