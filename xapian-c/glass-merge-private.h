/* glass-merge-private: what the parts of a merge share.
 *
 * First each source is surveyed: which documents it has, and the statistics of its values. Then the
 * tables are written, each by walking it in all sources at once: what has used a cursor's entry moves
 * the cursor on.
 *
 * Threads: tables may be written side by side, each with a GlassMerge of its own, whose sources have
 * cursors of their own and borrow all else.
 */
#pragma once

#include "xapian-c/glass-merge.h"
#include "xapian-c/glass-postlist-private.h"
#include "xapian-c/glass-read-private.h"

/* Documents first to last of a source, all there, become first + shift and so on (modulo 2^32). */
typedef struct {
    guint32 first, last;
    guint32 shift;
} GlassDocidRun;

typedef struct {
    const char *dir;
    GlassVersion version;
    GlassCursor cursor;  /* of the table at hand */
    GlassDocidRun *runs; /* ascending; never none */
    gsize run_count, run_capacity;
    gsize run; /* where the last docid was */
    guint32 documents;
    guint64 total_doclen, total_wdf; /* must come out equal */
} GlassMergeSource;

/* The new database in the making. */
typedef struct {
    const char *dir;
    gboolean created, finished;
    guint8 uuid[16];
    GlassTable table[GLASS_TABLES];
    GError **failure;
} GlassMergeOutput;

typedef struct {
    GlassMergeSource *sources;
    gsize count;
    GlassMergeOutput *output;
    int recompress;
    GlassResolveFunc resolve;
    gpointer resolve_data;
    GHashTable *slots;          /* slot → GlassSlotStatistics */
    GlassStatistics statistics; /* of the result */
    GlassPostings postings;
    GError *failure; /* the first one */
} GlassMerge;

/* ---- glass-merge.c ----------------------------------------------------------------------------*/

/* Opens a table of each source at its first entry, and closes them. */
gboolean glass_merge_open_table(GlassMerge *merge, GlassTableKind kind);
void glass_merge_close_table(GlassMerge *merge);

/* ---- glass-merge-output.c ---------------------------------------------------------------------*/

/* Creates the folder dir, which must outlive output. output must be all zero. */
gboolean glass_merge_output_open(GlassMergeOutput *output, const char *dir, const guint8 *uuid,
                                 GError **failure);
/* Syncs the tables and writes the version file. */
gboolean glass_merge_output_finish(GlassMergeOutput *output, const GlassStatistics *statistics);
/* Removes what was not finished. Fine for one that was never opened, but is all zero. */
void glass_merge_output_clear(GlassMergeOutput *output);

/* ---- glass-merge-survey.c ---------------------------------------------------------------------*/

typedef struct {
    guint8 *bytes;
    gsize length, capacity;
} GlassMergeBytes;

typedef struct {
    guint32 slot;
    guint32 frequency;
    GlassMergeBytes lower, upper;
} GlassSlotStatistics;

/* Looks through what stands before a source's terms: fills its runs, the new docids following those
 * of the sources before, and adds to the slots' statistics. */
gboolean glass_merge_survey(GlassMerge *merge, GlassMergeSource *source);
void glass_merge_slot_free(gpointer slot);

/* The run that a docid is in, which becomes the current one; NULL if there is no such document. */
const GlassDocidRun *glass_merge_find_run(GlassMergeSource *source, guint32 docid);

/* The new number of a document. FALSE if the source has none of that number. */
static inline gboolean glass_merge_docid(GlassMergeSource *source, guint32 docid, guint32 *to)
{
    const GlassDocidRun *run = &source->runs[source->run];
    if (G_UNLIKELY(docid - run->first > run->last - run->first) &&
        !(run = glass_merge_find_run(source, docid)))
        return FALSE;
    *to = docid + run->shift;
    return TRUE;
}

/* ---- glass-merge-chunk.c: entries of the postlist table ---------------------------------------*/

typedef enum {
    GLASS_KEY_METADATA,
    GLASS_KEY_SLOT,    /* a slot's statistics */
    GLASS_KEY_VALUES,  /* a chunk of its values */
    GLASS_KEY_LENGTHS, /* of documents */
    GLASS_KEY_TERM,
    GLASS_KEY_NONE /* at the end, or no such key */
} GlassKeyKind;

/* Bytes before the rest of a key of each kind but the last two. */
#define GLASS_KEY_HEAD 2

GlassKeyKind glass_merge_key_kind(const GlassCursor *cursor);

/* A chunk of a posting list, or of the list of lengths. */
typedef struct {
    guint32 first, last; /* docids */
    gboolean is_last;
    guint64 termfreq, collfreq; /* only in a first chunk; 0 of lengths */
    const guint8 *entries, *end;
} GlassChunk;

/* Reads the header of the first chunk that the cursor is at; or moves it to the next chunk of the
 * list, whose key is prefix + docid. */
gboolean glass_merge_first_chunk(GlassMergeSource *source, GlassChunk *chunk);
gboolean glass_merge_next_chunk(GlassMergeSource *source, const guint8 *prefix, gsize prefix_length,
                                GlassChunk *chunk);

/* Walks the values of the chunk that the cursor is at. */
typedef struct {
    const guint8 *next, *end;
    guint32 slot;
    guint32 docid;
    const guint8 *value;
    gsize length;
} GlassValueWalk;

/* Where the docid begins in the key of a chunk of values, and its slot; 0 after a failure. */
gsize glass_merge_slot(GlassMergeSource *source, guint32 *slot);
/* Moves to the first value; to the next one: FALSE at the end, or after a failure. */
gboolean glass_merge_first_value(GlassMergeSource *source, GlassValueWalk *walk);
gboolean glass_merge_next_value(GlassMergeSource *source, GlassValueWalk *walk);

/* ---- the tables -------------------------------------------------------------------------------*/

/* Each FALSE after a failure. */
gboolean glass_merge_postlist(GlassMerge *merge);  /* glass-merge-postlist.c */
gboolean glass_merge_values(GlassMerge *merge);    /* glass-merge-values.c: statistics, chunks */
gboolean glass_merge_positions(GlassMerge *merge); /* glass-merge-position.c */
/* glass-merge-document.c */
gboolean glass_merge_termlists(GlassMerge *merge);
gboolean glass_merge_data(GlassMerge *merge);
