/* segments: the index folder as its one writer sees it.
 *
 *     IndexFolder *folder = index_folder_open("news", INDEX_FOLDER_CREATE, &error);
 *     char *path = index_folder_new_segment(folder);           // …write a database there…
 *     index_folder_publish(folder, name, replaced, &error);    // from now on readers see it
 *     index_folder_finish(folder, &error);                     // delete replaced articles, merge
 *     index_folder_free(folder);
 *
 * Order of a publication: the segment is synced; the journal names what it replaces; the new stub
 * is renamed over the old one; later the replaced articles are deleted, a commit for each segment
 * that holds some; then the journal goes. A crash at any instant leaves every article in its old or
 * its new version, and the next writer finishes the work.
 *
 * Threads: index_folder_new_segment() and index_folder_publish() may be called from several.
 */
#pragma once

#include <glib.h>

#include "xapian-c/layout.h"

/* At most so many segments after a run, not counting those over a quarter of the index. */
#define SEGMENTS_MAX 8

typedef struct IndexFolder IndexFolder;

typedef enum {
    INDEX_FOLDER_CREATE = 1 << 0, /* make a new index if there is none */
    INDEX_FOLDER_WAIT = 1 << 1    /* wait for the lock instead of failing with INDEX_ERROR_LOCKED */
} IndexFolderFlags;

/* Takes the writer's lock, completes what a crashed writer left (journal), and sweeps files that no
 * stub names. The message of INDEX_ERROR_LOCKED says who holds the lock: pid, host, since when. */
IndexFolder *index_folder_open(const char *path, guint flags, GError **error);
/* Releases the lock. */
void index_folder_free(IndexFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IndexFolder, index_folder_free)

const char *index_folder_path(const IndexFolder *folder);
/* The settings; changes to them are written by the next index_folder_publish() or _finish(). Change
 * them only while no other thread publishes. */
IndexSettings *index_folder_settings(IndexFolder *folder);
/* Adds names of languages, separated by ';', to the settings. May be called from several threads. */
void index_folder_add_languages(IndexFolder *folder, const char *names);
/* How many documents the live segments held when the folder was opened. */
guint32 index_folder_documents(const IndexFolder *folder);

/* How many threads merges may use; 1 unless it is said. */
void index_folder_set_threads(IndexFolder *folder, guint threads);

/* Reserves the next segment number, never used before or again: "000007". Free with g_free(). The
 * segment's folder is index_folder_segment_path(). */
char *index_folder_new_segment(IndexFolder *folder);
char *index_folder_segment_path(const IndexFolder *folder, const char *segment);

/* Where a document lies. segment is one of the names that the folder knows. */
typedef struct {
    const char *segment; /* borrowed from the folder: valid until index_folder_free() */
    guint32 docid;
} DocumentPlace;

/* The folder's own copy of a segment's name, for DocumentPlace. */
const char *index_folder_intern(IndexFolder *folder, const char *segment);

/* Makes a finished segment live: writes its checksums, journals the count documents that it
 * replaces, publishes the stub. Entries of several publications add up until _finish(); a document
 * may be listed twice, and a successor be replaced in its turn. Readers see all of it or nothing.
 * On failure the index is as it was. Segments that were live when the run began stay on disk until
 * _finish() or _free(). */
gboolean index_folder_publish(IndexFolder *folder, const char *segment,
                              const DocumentPlace *replaced, gsize count, GError **error);

/* Notes documents for deletion without a successor: removed, pruned, or overtaken in the same run.
 * Readers leave them out at once. A segment may be named before it is published. Each call writes
 * the whole journal: bring many at a time. */
gboolean index_folder_remove(IndexFolder *folder, const DocumentPlace *removed, gsize count,
                             GError **error);

/* Ends a run: deletes journalled documents (at most one commit for each segment), drops segments
 * without any, has each segment's metadata tell the settings' ranking, merges small segments (size-tiered) until at most SEGMENTS_MAX are left, refreshes
 * checksums, writes settings. If merging fails, everything published stands all the same. Places in
 * segments that are merged mean nothing from then on. */
gboolean index_folder_finish(IndexFolder *folder, GError **error);

/* Merges all segments into one, as small as Xapian can make it, after what _finish() does but for
 * its merges. Docids that deletions left free inside a segment stay free. */
gboolean index_folder_compact(IndexFolder *folder, GError **error);

/* Replaces all segments by those named, finished databases of numbers reserved in this run, in one
 * publication: at any instant, crashes included, the index is all old or all new, and its settings
 * with it. Of settings only what documents depend on is taken: versions, positions, text. Nothing
 * may be waiting for its deletion, and nothing else be published meanwhile. On failure the index is
 * as it was, and the new segments are removed. */
gboolean index_folder_replace_all(IndexFolder *folder, const char *const *segments, gsize count,
                                  const IndexSettings *settings, GError **error);
