/* indexer-program: where is dateline-index, the program that reads articles? */
#pragma once

#include <glib.h>

#define INDEXER_PROGRAM "dateline-index"

/* Its path: in the folder of the running program, or in ../libexec/dateline where that is
 * installed. NULL and an error, to stand behind "this needs", that says what to do if it is in
 * neither. Free with g_free(). */
char *indexer_program_find(GError **error);

/* Runs it in place of this program. argv ends in NULL; argv[0] is set here. what: that needs it, for the message. Returns
 * only on failure, with an error. */
void indexer_program_run(const char *what, const char **argv, GError **error);
