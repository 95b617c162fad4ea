/* folder-private: a folder whose files a test writes and looks at byte by byte. */
#pragma once

#include "tests/xapian-c/fixture-private.h"

static char *folder_path;

static inline void folder_set_up(void)
{
    folder_path = test_tmpdir();
}

static inline void folder_tear_down(void)
{
    test_remove(folder_path);
}

static inline void folder_put(const char *name, const char *text, gssize length)
{
    g_autofree char *path = g_build_filename(folder_path, name, NULL);
    ck_assert(g_file_set_contents(path, text, length, NULL));
}

/* The folder's own files, so that none is left under a temporary name. */
static inline void folder_check_files(const char *expected)
{
    g_autoptr(GDir) folder = g_dir_open(folder_path, 0, NULL);
    g_autoptr(GString) names = g_string_new(NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "", name);
    ck_assert_str_eq(names->str, expected);
}

/* That error is of this code, and its message names what it is about. */
static inline void folder_check_error(const char *row, GError *error, IndexErrorCode code)
{
    ck_assert_msg(error != NULL, "%s: no error", row);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, code), "%s: code %d: %s", row, error->code,
                  error->message);
    ck_assert_msg(strchr(error->message, '\'') != NULL, "%s: no subject: %s", row, error->message);
}

/* A file's text and what becomes of it. */
typedef struct {
    const char *name, *text;
    int code; /* an IndexErrorCode, or -1: it is read */
} FolderRow;
