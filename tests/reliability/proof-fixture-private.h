/* proof-fixture-private: the programs run on an input, and the databases that they leave compared.
 *
 * RELIABILITY in the environment asks for the whole; without it, what takes long is left out. FIGURES
 * names a file that collects the lines of the table which `make check-reliability` prints at its end. */
#pragma once

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"
#include "xapian-c/layout.h"

#define PROOF_ARGUMENTS_MAX 16

static inline gboolean proof_is_whole(void)
{
    return g_getenv("RELIABILITY") != NULL;
}

/* Thousands of small files are written, and none is to survive: in memory where there is such a place.
 * Before anything else. */
static inline void proof_use_memory(void)
{
    if (g_access("/dev/shm", W_OK | X_OK) == 0)
        g_setenv("TMPDIR", "/dev/shm", FALSE);
}

/* Adds number to the figure's cell in the table at the end. */
static inline void proof_figure(const char *name, guint64 number)
{
    const char *path = g_getenv("FIGURES");
    FILE *file = path != NULL ? fopen(path, "a") : NULL;
    if (file == NULL)
        return;
    fprintf(file, "%s\t%" G_GUINT64_FORMAT "\n", name, number);
    fclose(file);
}

static inline char *proof_program(const char *name)
{
    const char *build = g_getenv("BUILD");
    g_autofree char *root = g_get_current_dir();
    g_autofree char *folder = g_canonicalize_filename(build != NULL ? build : "build", root);
    return g_build_filename(folder, name, NULL);
}

/* Runs argv; what it prints on stdout if that is asked for. Fails the test unless it succeeds. */
static inline void proof_spawn(const char *const *argv, char **out, gsize *length)
{
    int status = -1;
    g_autofree char *printed = NULL, *complaint = NULL;
    g_autoptr(GError) error = NULL;
    gboolean done = g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &printed,
                                 &complaint, &status, &error);
    ck_assert_msg(done, "can't run '%s': %s", argv[0], error != NULL ? error->message : "");
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s %s: status %d\n%.2000s", argv[0],
                  argv[1], status, complaint);
    if (length != NULL)
        *length = strlen(printed);
    if (out != NULL)
        *out = g_steal_pointer(&printed);
}

/* Runs dateline-index with the arguments, which end in NULL. */
static inline void G_GNUC_NULL_TERMINATED proof_index(const char *command, ...)
{
    g_autofree char *program = proof_program("dateline-index");
    const char *argv[PROOF_ARGUMENTS_MAX] = {program, command};
    va_list rest;
    va_start(rest, command);
    for (gsize i = 2; (argv[i] = va_arg(rest, const char *)) != NULL; i++)
        ck_assert_uint_lt(i, PROOF_ARGUMENTS_MAX - 1);
    va_end(rest);
    proof_spawn(argv, NULL, NULL);
}

static inline void proof_copy(const char *from, const char *to)
{
    const char *const argv[] = {"cp", "-R", "--", from, to, NULL};
    proof_spawn(argv, NULL, NULL);
}

/* The folders of the index's live segments (GPtrArray of char *). */
static inline GPtrArray *proof_segments(const char *index)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) names = layout_read_stub(index, &error);
    ck_assert_msg(names != NULL, "%s", error != NULL ? error->message : "");
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(paths, g_build_filename(index, LAYOUT_SEGMENTS, names->pdata[i], NULL));
    return paths;
}

/* Fails the test on the first line in which two texts differ. */
static inline void proof_compare(const char *what, const char *left, const char *right)
{
    const char *a = left, *b = right;
    for (guint line = 1; *a != '\0' || *b != '\0'; line++) {
        gsize m = strcspn(a, "\n"), n = strcspn(b, "\n"), same = 0;
        if (m != n || memcmp(a, b, m) != 0) {
            while (same < MIN(m, n) && a[same] == b[same])
                same++;
            gsize from = same > 60 ? same - 60 : 0;
            ck_abort_msg("%s: line %u (%.40s), byte %zu:\n%.160s\n%.160s", what, line, a, same,
                         a + MIN(from, m), b + MIN(from, n));
        }
        a += m + (a[m] == '\n');
        b += n + (b[n] == '\n');
    }
}

/* Xapian's own check of a database. */
static inline void proof_check(const char *what, const char *dir)
{
    g_autofree char *complaint = oracle_check(dir);
    ck_assert_msg(complaint == NULL, "%s: %s: %.2000s", what, dir, complaint);
    proof_figure("databases checked by Xapian", 1);
}

static inline char *proof_dump(const char *what, const char *dir)
{
    char *text = oracle_dump(dir);
    gsize length = strlen(text);
    const char *last = length > 200 ? text + length - 200 : text;
    ck_assert_msg(strstr(last, "error: ") == NULL, "%s: %s: %s", what, dir, last);
    return text;
}
