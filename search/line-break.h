/* line-break: which line breaks of a text only fill its lines, and which mean something?
 *
 * Wire copy comes in lines of some 65 characters, other texts a line for each paragraph, tables and
 * verse a line for each row. Where the lines of a text were broken because they were full, text that
 * is laid out anew has them joined.
 */
#pragma once

#include <glib.h>

typedef struct {
    gsize width; /* columns that its lines fill; 0: they were not filled, every break stays */
} LineBreaks;

/* Looks at text[0..length), valid UTF-8. */
LineBreaks line_breaks_of(const char *text, gsize length);

/* Whether the line feed at byte `at` only fills a line. Breaks before a blank, indented or tabular
 * line stay. */
gboolean line_break_fills(const LineBreaks *breaks, const char *text, gsize length, gsize at);
