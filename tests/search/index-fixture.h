/* index-fixture: an index that dateline-index makes of files, open for searching. */
#pragma once

#include <check.h>
#include <stdio.h>

#include "search/searcher.h"
#include "tests/support/tmpdir.h"

/* NULL, which is said, if there is nothing to make it with. *folder receives the folder that it lies in: to be given
 * to test_remove() when the searcher is free. */
static inline Searcher *index_fixture_open(const char *paths, char **folder)
{
    const char *build = g_getenv("BUILD");
    g_autofree char *program = g_build_filename(build ? build : "build", "dateline-index", NULL);
    if (!g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
        printf("skipped: there is no %s\n", program);
        return NULL;
    }
    *folder = test_tmpdir();
    g_autofree char *index = g_build_filename(*folder, "index", NULL);
    g_autofree char *line = g_strdup_printf("%s index -q -j 1 -i %s %s", program, index, paths);
    int status = 1;
    ck_assert(g_spawn_command_line_sync(line, NULL, NULL, &status, NULL));
    ck_assert_msg(status == 0, "%s: status %d", line, status);
    g_autoptr(GError) error = NULL;
    Searcher *searcher = searcher_open(index, &error);
    ck_assert_msg(searcher != NULL, "%s", error ? error->message : "");
    return searcher;
}
