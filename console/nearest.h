/* nearest: which of the names that are known did this one mean? */
#pragma once

#include <glib.h>

/* Edit distance of a and b in bytes: insertions, deletions, replacements and exchanges of
 * neighbours. */
guint nearest_distance(const char *a, const char *b);

/* The index of the name of names[0..count) that is nearest to name, or -1 if none is near enough to
 * be worth naming (a third of its letters may differ, two at the least). */
int nearest_name(const char *name, const char *const *names, gsize count);
