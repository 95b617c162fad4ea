/* query-text: which characters of a query are signs, and which are text?
 *
 * A query may be typed, or pasted from a page in any script: what is punctuation there, as ？ in Chinese or
 * the " of a Hebrew abbreviation, is text.
 */
#pragma once

#include <glib.h>

/* The characters of text, in which full-width forms that are signs, letters or digits of a query became plain ones:
 * one for one, so that places are the same. What stands in quotes is text, so there no sign does.
 * NULL and an INDEX_ERROR_QUERY that names the place if text is not valid UTF-8. */
GString *query_text_plain(const char *text, gsize length, GError **error);

/* Double quotes in groups: whatever opens is closed by any of the same group, since half of what is
 * pasted from pages has one plain and one typographic quote. 1: those like the plain one; 0: no quote. */
int query_text_quote_group(gunichar c);

/* The group of the double quote at text[at]; 0 if there is none, or if it belongs to a Hebrew abbreviation (צה"ל). */
int query_text_quote_at(const char *text, gsize length, gsize at);

/* The name of the field that name[0..length) is a name or alias of, or one of the words below; NULL if it is none. */
const char *query_text_field_name(const char *name, gsize length);

/* Words that stand before a colon as fields do, for dates: after, before, on. NULL ends them. */
const char *const *query_text_date_words(void);
