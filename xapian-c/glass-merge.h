/* glass-merge: makes one glass database of several, without libxapian.
 *
 *     GlassMergeOptions options = {.recompress = 0};
 *     const char *sources[] = {"segments/000003", "segments/000004"};
 *     if (!glass_merge(sources, 2, "segments/000005", &options, resolve, NULL, &error)) …
 *
 * Documents are numbered anew from 1 without gaps: source after source in the order given, and
 * within one in the order of their docids. Terms, positions, term lists, values, data and metadata
 * stay; the statistics and bounds are exact. Sources may have been modified by Xapian since they
 * were written.
 *
 * Threads: any number of merges at a time; nobody may write a source meanwhile.
 *
 * Source of the format: Xapian 1.4's glass backend, version 2016-03-14.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    /* 0: documents' data and term lists are copied as they are, which is fast. 1 to 12: they are
     * compressed anew at this level of libdeflate's, and the smaller form stays. */
    int recompress;
    const guint8 *uuid; /* 16 bytes; NULL: random */
    guint threads;      /* to write tables side by side, this one included; 4 are of use; 0: 1 */
} GlassMergeOptions;

/* Decides what metadata the result has where several sources have the key: returns the value, to be
 * freed with g_free(), and its length; NULL or nothing for none. */
typedef char *(*GlassResolveFunc)(const char *key, const char *const *values, const gsize *lengths,
                                  gsize count, gsize *length, gpointer data);

/* Merges the databases in the folders sources into a new one in the folder dest, which must not
 * exist. resolve is called in the order of keys, in one thread or another; without it the first source's metadata stay. At
 * return all is synced, dest's entry in its parent folder excepted; on failure dest is gone.
 *
 * INDEX_ERROR_DAMAGED, with the path, for damaged sources; INDEX_ERROR_VERSION for another format
 * than 1.4's; INDEX_ERROR_INTERNAL for spellings and synonyms, which dateline doesn't write. */
gboolean glass_merge(const char *const *sources, gsize count, const char *dest,
                     const GlassMergeOptions *options, GlassResolveFunc resolve, gpointer data,
                     GError **error);

G_END_DECLS
