/* json-repair: puts right what common writers put into JSON although it is none, or what a parser
 * that answers C strings and doubles would lose.
 *
 *   \u0000 and a raw NUL        a space (a C string would end there)
 *   half of a surrogate pair    U+FFFD (texts cut off in the middle of an emoji)
 *   NaN, Infinity, -Infinity    null (Python's json module, pandas)
 *   whole numbers > 15 digits   a string of their digits (a double would round an identifier)
 *   a comma behind the last     a space (JavaScript allows it)
 */
#pragma once

#include <glib.h>

/* Appends the repaired text to out; FALSE if there was nothing to put right. */
gboolean json_repair(GString *out, const char *text, gsize length);

/* The code unit of \uXXXX at p, -1 if there is none. */
int json_code_unit(const char *p, const char *end);
