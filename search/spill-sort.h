/* spill-sort: any number of records in order, in bounded memory.
 *
 *     SpillSort *sort = spill_sort_new(SPILL_SORT_MEMORY, NULL);
 *     spill_sort_add(sort, key, key_length, value, length, &error);      // for each record
 *     while ((value = spill_sort_next(sort, &length, &error))) use(value, length);
 *
 * What has no room is sorted and written to files without a name, which are merged when records are
 * read: an external merge sort (D. E. Knuth, The Art of Computer Programming, volume 3, 5.4). Errors are of G_FILE_ERROR. Threads: one at a time.
 */
#pragma once

#include <glib.h>

/* As much as is usual. */
#define SPILL_SORT_MEMORY ((gsize)64 * 1024 * 1024)

/* So many files of one size are merged into one of the next. */
#define SPILL_SORT_FAN 32

typedef struct SpillSort SpillSort;

/* memory: bytes of records. folder: where files are made; NULL: that for temporary files ($TMPDIR, else
 * /tmp). */
SpillSort *spill_sort_new(gsize memory, const char *folder);
/* Its files are gone then. */
void spill_sort_free(SpillSort *sort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpillSort, spill_sort_free)

/* Adds a record; key and value are any bytes, copied. Records come in the order of their keys as bytes,
 * and those with equal keys in the order in which they were added. */
gboolean spill_sort_add(SpillSort *sort, const void *key, gsize key_length, const void *value,
                        gsize length, GError **error);

/* The value of the next record, valid until the next call; after the first call nothing can be added.
 * NULL at the end, and on failure, which sets *error. */
const char *spill_sort_next(SpillSort *sort, gsize *length, GError **error);

/* Files that it holds at present: for tests. */
guint spill_sort_files(const SpillSort *sort);
