/* columns: how wide text stands on a terminal, and where it may be cut. Texts are valid UTF-8. */
#pragma once

#include <glib.h>

/* Columns of a character: 0 (combining marks, joiners), 1, or 2 (East Asian wide, most emoji). */
guint columns_of_character(gunichar c);

/* Columns of text[0..length). White space counts as it stands. */
gsize columns_of_text(const char *text, gsize length);

/* Whether a cut before byte `at` divides no cluster of characters (a letter and its marks, joined
 * emoji, a flag). */
gboolean columns_between_clusters(const char *text, gsize length, gsize at);

/* Whether a cut before byte `at` also divides no word: at white space, or in a script that writes
 * without spaces in wide characters. */
gboolean columns_between_words(const char *text, gsize length, gsize at);
