/* repair: of a damaged index, one that is sound and holds what can still be read.
 *
 *     RepairReport report = {…};
 *     repair_index("news", FALSE, &report, &error);
 *
 * Sound segments stay as they are. Of a damaged one a new segment is made (repair-segment.h); a stub, settings or a
 * journal that can't be read are made anew of what the segments say, where an article that several of them hold counts
 * in its newest version. All of it is published in one step as any other change: a crash leaves the index as it was,
 * or repaired.
 */
#pragma once

#include "indexer/segments.h"

typedef struct {
    GPtrArray *done;    /* char *: what was made anew, restored or dropped, a sentence each */
    GPtrArray *lost;    /* char *: the articles that are known to be lost, as far as they can be named */
    guint64 kept;       /* articles read out of damaged segments */
    guint64 lost_count; /* articles lost, of segments that could be opened */
    guint unknown;      /* segments of which nobody knows how many articles they held */
} RepairReport;

RepairReport *repair_report_new(void);
void repair_report_free(RepairReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RepairReport, repair_report_free)

/* wait: for the writer's lock. On failure the index is as it was. */
gboolean repair_index(const char *index, gboolean wait, RepairReport *report, GError **error);
