/* number: counts as people read them. */
#pragma once

#include <glib.h>

/* With a comma between groups of three digits: "1,234,567". Free with g_free(). */
char *number_grouped(guint64 number);

/* Appends an estimate that lies within [lower, upper]: rounded to two digits where that is within
 * them too, with `about` before it; exact where both bounds are the same. */
void number_append_estimate(GString *out, guint64 lower, guint64 estimate, guint64 upper);
