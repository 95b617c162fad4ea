/* indexer-program: where is dateline-index, the program that reads articles? */
#pragma once

#include <glib.h>

#define INDEXER_PROGRAM "dateline-index"

/* Its path: in the folder of the running program, or in ../libexec/dateline where that is
 * installed. NULL and an error, to stand behind "this needs", that says what to do if it is in
 * neither. Free with g_free(). */
char *indexer_program_find(GError **error);
