/* segment-glance: is a segment, at a quick look, what was written?
 *
 *     segment_glance("news/segments/000001", 16, &error);
 *
 * What every opening can afford: the sizes of the tables, the version file, and the checksums of a few blocks of
 * 64 KiB, those with the tables' roots before others; of a small segment these are all there are. `dateline check`
 * looks at every byte.
 *
 * Threads: no state here.
 */
#pragma once

#include "xapian-c/index-error.h"

G_BEGIN_DECLS

/* TRUE if nothing differs, or if the segment has no checksums that could tell. INDEX_ERROR_DAMAGED if something does: a table was
 * damaged, or a writer is changing the segment, whose checksums it writes anew when it has done. */
gboolean segment_glance(const char *dir, guint blocks, GError **error);

G_END_DECLS
