/* glass-postlist: builds the chunks of one posting list, or of the list of document lengths.
 *
 *     glass_postings_begin(&postings);
 *     glass_postings_add(&postings, docid, wdf, &failure);        // … ascending docids
 *     glass_postings_write(&postings, &table, key, key_length, key_length, termfreq, collfreq);
 *
 * The first chunk tells term and collection frequency, so a list's chunks wait in memory for its
 * end.
 *
 *     first chunk: uint termfreq, uint collfreq, uint docid - 1 | bool last | uint span | entries
 *     later chunk:                           (docid in the key) | bool last | uint span | entries
 *     entries:     uint wdf, then for each next document uint gap - 1, uint wdf
 *
 * Threads: as the segment.
 */
#pragma once

#include "xapian-c/glass-table-private.h"

/* A chunk ends once its entries reach so many bytes: four of them fill a block. */
#define GLASS_CHUNK_BYTES 2000

typedef struct {
    guint32 first, last; /* docids */
    gsize start;         /* of its entries in bytes; the next one's start ends it */
} GlassPostingChunk;

typedef struct {
    guint8 *bytes;
    gsize length, capacity;
    gsize chunk_start; /* of the current chunk */
    guint32 chunk_first;
    guint32 last; /* docid; 0: none yet */
    guint32 count;
    guint64 total;             /* of the wdfs */
    GlassPostingChunk *chunks; /* those that are complete */
    gsize chunk_count, chunk_capacity;
} GlassPostings;

void glass_postings_clear(GlassPostings *postings);

static inline void glass_postings_begin(GlassPostings *postings)
{
    postings->length = postings->chunk_start = postings->chunk_count = 0;
    postings->last = postings->count = 0;
    postings->total = 0;
}

static inline gsize glass_postings_memory(const GlassPostings *postings)
{
    return postings->capacity + postings->chunk_capacity * sizeof(GlassPostingChunk);
}

/* Ends the current chunk and begins the next one. */
gboolean glass_postings_next_chunk(GlassPostings *postings, GError **failure);

/* Adds a document above the last one. */
static inline gboolean glass_postings_add(GlassPostings *postings, guint32 docid, guint32 wdf,
                                          GError **failure)
{
    if (G_UNLIKELY(postings->capacity - postings->length < 2 * GLASS_UINT_MAX)) {
        if (!glass_grow(&postings->bytes, &postings->capacity, postings->length + 4096, 1, failure))
            return FALSE;
    }
    if (G_UNLIKELY(postings->length - postings->chunk_start >= GLASS_CHUNK_BYTES)) {
        if (!glass_postings_next_chunk(postings, failure))
            return FALSE;
    }
    guint8 *p = postings->bytes + postings->length;
    if (postings->length == postings->chunk_start)
        postings->chunk_first = docid;
    else
        p = glass_put_uint(p, docid - postings->last - 1);
    p = glass_put_uint(p, wdf);
    postings->length = (gsize)(p - postings->bytes);
    postings->last = docid;
    postings->count++;
    postings->total += wdf;
    return TRUE;
}

/* Writes the list, which must not be empty: its first chunk under the key's first first_key_length
 * bytes, later ones under the whole key (key_length bytes) + their first docid. The list of lengths
 * says 0 for both frequencies. */
void glass_postings_write(const GlassPostings *postings, GlassTable *table, const guint8 *key,
                          gsize first_key_length, gsize key_length, guint64 termfreq,
                          guint64 collfreq);
