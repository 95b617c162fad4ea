#include "indexer/glass-probe.h"

#include <string.h>

#include "indexer/sweep.h"
#include "xapian-c/glass-segment.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

/* One document with one of everything. */
#define WORD "probe"
#define DATA "text=probe\n"
#define DAY "20140808"
#define POSITION 7

gboolean glass_probe_write(const char *dir, GError **error)
{
    g_autoptr(GlassSegment) segment =
        glass_segment_new(dir, &(GlassSegmentOptions){.compression = 1}, error);
    if (segment == NULL)
        return FALSE;
    const guint32 position = POSITION;
    glass_segment_add_value(segment, 1, SLOT_DAY, DAY, strlen(DAY));
    glass_segment_add_document(segment, 1, 1, DATA, strlen(DATA));
    glass_segment_set_metadata(segment, METADATA_TOKENIZER, "1", 1);
    glass_segment_begin_term(segment, WORD, strlen(WORD));
    glass_segment_add_posting(segment, 1, 1, &position, 1);
    glass_segment_end_term(segment);
    glass_segment_begin_termlist(segment, 1, 1);
    glass_segment_add_termlist_term(segment, WORD, strlen(WORD), 1);
    glass_segment_end_termlist(segment);
    return glass_segment_finish(segment, error);
}

static gboolean is(const char *found, gsize length, const char *written)
{
    return found != NULL && length == strlen(written) && memcmp(found, written, length) == 0;
}

gboolean glass_probe_read(const char *dir, GError **error)
{
    g_autoptr(XapDatabase) db = xap_open(dir, error);
    XapStatistics statistics;
    if (db == NULL || !xap_statistics(db, &statistics, error))
        return FALSE;
    g_autoptr(GArray) docids = xap_postings(db, WORD, strlen(WORD), error);
    g_autofree char *data = NULL, *day = NULL, *version = NULL;
    gsize data_length = 0, day_length = 0, version_length = 0;
    if (docids == NULL || !xap_metadata(db, METADATA_TOKENIZER, &version, &version_length, error))
        return FALSE;
    if (docids->len == 1 &&
        (!xap_data(db, g_array_index(docids, guint32, 0), &data, &data_length, error) ||
         !xap_value(db, g_array_index(docids, guint32, 0), SLOT_DAY, &day, &day_length, error)))
        return FALSE;
    if (statistics.documents == 1 && statistics.total_length == 1 && statistics.has_positions &&
        is(data, data_length, DATA) && is(day, day_length, DAY) && is(version, version_length, "1"))
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_VERSION,
                "Xapian %s does not read in '%s' what was written there", xap_version(), dir);
    return FALSE;
}

gboolean glass_probe(const char *index, GError **error)
{
    g_autofree char *dir = g_build_filename(index, LAYOUT_SEGMENTS, GLASS_PROBE_FOLDER, NULL);
    sweep_segment(dir); /* of one that was interrupted */
    gboolean reads = glass_probe_write(dir, error) && glass_probe_read(dir, error);
    sweep_segment(dir);
    return reads;
}
