/* show-pattern: the regular expression by which a pager jumps from one highlighted place to the next. */
#pragma once

#include <glib.h>

/* No longer than this: what is highlighted further on in other words is left out. */
#define SHOW_PATTERN_MAX_BYTES 2000

typedef struct ShowPattern ShowPattern;

ShowPattern *show_pattern_new(void);
void show_pattern_free(ShowPattern *pattern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShowPattern, show_pattern_free)

/* Adds a highlighted piece of a line; a WrapRangeFunc, whose data is the pattern. Pieces of a range
 * that is broken are looked for at the ends of lines only. */
void show_pattern_add(const char *text, gsize length, gboolean begun, gboolean ended,
                      gpointer pattern);

/* A POSIX extended regular expression (with \b, which Debian's less takes); NULL if nothing was added.
 * Valid until the next call. */
const char *show_pattern_text(const ShowPattern *pattern);
