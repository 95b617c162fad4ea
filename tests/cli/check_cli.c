/* The programs as a person runs them: each tests/cli/NAME.sh is run in an empty folder of its own, and what
 * it prints must be what NAME.expected says. A difference is shown as a diff. */
#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/tmpdir.h"

static GPtrArray *names; /* of the scripts, without .sh */
static char *root;       /* of the source tree */

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_scripts(void)
{
    g_autofree char *folder = g_build_filename(root, "tests", "cli", NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
        if (g_str_has_suffix(name, ".sh"))
            g_ptr_array_add(names, g_strndup(name, strlen(name) - 3));
    g_clear_pointer(&dir, g_dir_close);
    g_ptr_array_sort(names, compare_names);
}

static char *programs_folder(void)
{
    const char *build = g_getenv("BUILD");
    return g_canonicalize_filename(build != NULL ? build : "build", root);
}

static int run(const char *command, char **output)
{
    int status = -1;
    g_autoptr(GError) error = NULL;
    const char *argv[] = {"/bin/sh", "-c", command, NULL};
    gboolean done = g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, output, NULL,
                                 &status, &error);
    ck_assert_msg(done, "can't run: %s", command);
    return status;
}

START_TEST(test_script)
{
    const char *name = names->pdata[_i];
    char *scratch = test_tmpdir();
    g_autofree char *programs = programs_folder();
    g_autofree char *command = g_strdup_printf(
        "cd '%s' && unset DATELINE_INDEX NO_COLOR DATELINE_COLORS FORCE_HYPERLINK LESS; "
        "export HOME=\"$PWD\" XDG_DATA_HOME=\"$PWD/data\" "
        "PATH='%s':\"$PATH\" ROOT='%s' LC_ALL=C.UTF-8 TERM=dumb COLUMNS=80 PAGER=cat; "
        "mkdir work && cd work && sh '%s/tests/cli/%s.sh' >../output 2>&1; "
        "echo \"exit status $?\" >>../output; diff -u '%s/tests/cli/%s.expected' ../output",
        scratch, programs, root, root, name, root, name);
    g_autofree char *difference = NULL;
    int status = run(command, &difference);
    gboolean skipped = strstr(difference, "+skipped: ") != NULL;
    if (skipped)
        printf("skipped: %s: needs data that are not here\n", name);
    test_remove(scratch);
    /* Check takes messages of at most 8 KB. */
    ck_assert_msg(skipped || status == 0, "%s: expected (-) and printed (+)\n%.6000s", name, difference);
}
END_TEST

int main(void)
{
    root = g_get_current_dir();
    find_scripts();
    Suite *suite = suite_create("cli");
    TCase *scripts = tcase_create("scripts");
    tcase_set_timeout(scripts, 120);
    tcase_add_loop_test(scripts, test_script, 0, names->len);
    suite_add_tcase(suite, scripts);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    g_ptr_array_unref(names);
    g_free(root);
    return failures != 0;
}
