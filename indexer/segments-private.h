/* segments-private: what the files behind segments.h share, and the seam for tests of crashes. */
#pragma once

#include "indexer/lock.h"
#include "indexer/merge.h"
#include "indexer/segments.h"

/* A live segment. */
typedef struct {
    const char *name; /* interned by the folder */
    SegmentSize size;
    IndexRanking ranking; /* that its metadata tell */
} Segment;

/* Called after each step that changes the folder on disk, with the step's name. A test that ends
 * the process there has what a crash at that place leaves. */
typedef void (*IndexFolderStepFunc)(const char *step, gpointer data);

struct IndexFolder {
    char *path;
    IndexLock *lock;
    IndexSettings *settings;
    IndexSettings *written; /* the settings as they stand on disk */

    GMutex mutex;         /* guards what follows */
    GHashTable *names;    /* interned names of segments */
    GPtrArray *live;      /* Segment, in the order of the stub */
    GPtrArray *retired;   /* interned names: no longer live, and still on disk */
    GPtrArray *journal;   /* JournalEntry, as on disk */
    guint32 last_number;  /* of the segments known or reserved */
    gboolean broken;      /* a stub could not be written: what stands on disk is uncertain */
    guint64 added_bytes;  /* published since the last merges */
    guint64 merged_bytes; /* read by all merges */

    guint32 documents;
    guint threads; /* for merges */
    IndexFolderStepFunc step;
    gpointer step_data;
};

/* index_folder_open() with a seam. */
IndexFolder *index_folder_open_watched(const char *path, guint flags, IndexFolderStepFunc step,
                                       gpointer step_data, GError **error);

/* Bytes of the segments that were read by merges so far. */
guint64 index_folder_merged_bytes(const IndexFolder *folder);

/* ---- between segments.c, segments-open.c and segments-finish.c; the caller holds the mutex, or is
 * alone
 * -------------------------------------------------------------------------------------------*/

void index_folder_step(const IndexFolder *folder, const char *step);

const char *index_folder_intern_locked(IndexFolder *folder, const char *name);
/* Reserves a number: its interned name. */
const char *index_folder_reserve(IndexFolder *folder);
/* The live segment of a name; NULL if it is none. */
Segment *index_folder_find(const IndexFolder *folder, const char *name);

/* Reads what a segment holds: a new Segment, to be freed with g_free(). */
Segment *index_folder_measure(const IndexFolder *folder, const char *name, GError **error);
/* Makes a finished database ready to be published: checksums it, syncs it, and measures it. */
Segment *index_folder_seal(const IndexFolder *folder, const char *name, GError **error);
/* Makes an empty segment, sealed. */
Segment *index_folder_make_empty(IndexFolder *folder, GError **error);

/* FALSE and an error after a failure that left the stub uncertain. */
gboolean index_folder_is_sound(const IndexFolder *folder, GError **error);

/* Notes that the settings stand on disk as they are; writes them if they don't. */
void index_folder_mark_written(IndexFolder *folder);
gboolean index_folder_write_settings(IndexFolder *folder, GError **error);

/* Copies what documents depend on: versions, positions, text. */
void index_folder_copy_kind(IndexSettings *to, const IndexSettings *from);

/* Adds count documents to the journal, which is written; on failure it is as it was. */
gboolean index_folder_journal(IndexFolder *folder, const DocumentPlace *places, gsize count,
                              const char *successor, GError **error);

/* FALSE and an error if the docids of live (GPtrArray of Segment) don't fit into 32 bits. */
gboolean index_folder_docids_fit(const IndexFolder *folder, const GPtrArray *live, GError **error);

/* Publishes a stub that names live (GPtrArray of Segment, which the folder takes over). Segments
 * that it names no longer are retired. On failure the folder takes nothing more. */
gboolean index_folder_switch(IndexFolder *folder, GPtrArray *live, GError **error);

/* Removes retired segments: at the end of a run, since during it the caller may still look into
 * every segment that was live at its beginning. */
void index_folder_sweep_retired(IndexFolder *folder);

/* Deletes what the journal names, and has the segments that it names tell the ranking of the
 * settings; then the journal goes. Drops segments that are empty by then. */
gboolean index_folder_settle(IndexFolder *folder, GError **error);
