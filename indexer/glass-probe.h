/* glass-probe: does the Xapian that this program runs with read what glass-segment writes?
 *
 * Threads: no state here.
 */
#pragma once

#include <glib.h>

/* The folder beside the segments in which it is tried. */
#define GLASS_PROBE_FOLDER "probe"

/* Writes a tiny database in INDEX/segments, opens it, and removes it again. FALSE and what was
 * wrong, an INDEX_ERROR, if it does not read as it was written. */
gboolean glass_probe(const char *index, GError **error);

/* The two halves, for folders that nobody else knows: write, and read. */
gboolean glass_probe_write(const char *dir, GError **error);
gboolean glass_probe_read(const char *dir, GError **error);
