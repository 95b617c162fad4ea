/* query-reserved: the marks that search languages use and this one does not. Taken as plain words
 * they would quietly ask another question than was meant, so each is an error that says what to
 * write. */
#pragma once

#include <glib.h>

/* FALSE and an INDEX_ERROR_QUERY if the word text[start..end) uses such a mark. */
gboolean query_reserved_word(const char *text, gsize length, gsize start, gsize end,
                             GError **error);

/* Likewise of a phrase: what stands inside its quotes, and right after them (at after). */
gboolean query_reserved_phrase(const char *text, gsize length, gsize start, gsize end, gsize after,
                               GError **error);
