/* glass-termlist: the terms of one document as a tag of the termlist table.
 *
 *     uint doclen, uint count | length 1, term, uint wdf | for each next term
 *         p 1, rest's length 1, rest           p = (wdf + 1) * (length before + 1) + reuse, if
 * below 256 reuse 1, rest's length 1, rest, uint wdf                                          else
 *
 * reuse is how many bytes the term shares with the one before.
 *
 * Threads: as the segment.
 */
#pragma once

#include "xapian-c/glass-segment.h"
#include "xapian-c/glass-table-private.h"

#define GLASS_TERM_MAX 245

typedef struct {
    guint8 *bytes;
    gsize length, capacity;
    guint32 terms; /* added so far */
    guint64 total; /* of their wdfs */
    guint8 before_length;
    char before[GLASS_TERM_MAX]; /* the last term */
} GlassTermList;

void glass_termlist_clear(GlassTermList *list);

gboolean glass_termlist_begin(GlassTermList *list, guint32 doclen, guint32 terms, GError **failure);

/* Adds a term above the one before. FALSE and INDEX_ERROR_INTERNAL if it is not, or too long. */
gboolean glass_termlist_add(GlassTermList *list, const char *term, gsize length, guint32 wdf,
                            GError **failure);
/* Adds all terms of a list that is empty, see glass_segment_add_termlist(); the numbers must ascend,
 * or it fails likewise. */
gboolean glass_termlist_add_names(GlassTermList *list, const GlassTermName *names,
                                  const guint64 *terms, gsize count, GError **failure);
