/* tmpdir: a folder of its own for a test, and its removal. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes a new empty folder below the system's temporary one. Aborts if that can't be done. */
char *test_tmpdir(void);

/* Removes dir and all that is in it, following no symbolic links, and frees the string. NULL is fine. */
void test_remove(char *dir);

G_END_DECLS
