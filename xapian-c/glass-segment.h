/* glass-segment: writes one complete glass database in one pass, without libxapian.
 *
 * Xapian's own writer inserts into B-trees at random places; here every table is written once, in key
 * order. The caller brings documents in docid order, then terms in byte order with their postings in
 * docid order, and the term lists in docid order.
 *
 *     GlassSegment *segment = glass_segment_new("segments/000007", &options, &error);
 *     glass_segment_add_value(segment, 1, SLOT_DAY, "20140808", 8);
 *     glass_segment_add_document(segment, 1, 412, data, data_length);  // … all documents
 *     glass_segment_set_metadata(segment, "dateline.languages", "english", 7);
 *     glass_segment_begin_term(segment, "azeri", 5);
 *     glass_segment_add_posting(segment, 1, 2, positions, 2);
 *     glass_segment_end_term(segment);                                 // … all terms
 *     glass_segment_begin_termlist(segment, 1, 1);
 *     glass_segment_add_termlist_term(segment, "azeri", 5, 2);
 *     glass_segment_end_termlist(segment);                             // … all documents
 *     if (!glass_segment_finish(segment, &error)) …
 *     glass_segment_free(segment);
 *
 * Errors stick: after one, every call does nothing, and glass_segment_finish() reports it. The version
 * file is written last: what was not finished is no database. Threads: one at a time for each segment.
 *
 * Source of the format: Xapian 1.4's glass backend, version 2016-03-14.
 */
#pragma once

#include <glib.h>
#include <string.h>

typedef struct GlassSegment GlassSegment;

#define GLASS_COMPRESSION_FAST (-1)

typedef struct {
    /* Of documents' data and term lists: libdeflate's level, 1 to 12; 0: none; or GLASS_COMPRESSION_FAST,
     * which takes a fifth of level 1's time, and 8 % more space. */
    int compression;
    const guint8 *uuid; /* 16 bytes; NULL: random */
} GlassSegmentOptions;

/* Creates the folder dir, which must not exist. NULL and an INDEX_ERROR on failure. */
GlassSegment *glass_segment_new(const char *dir, const GlassSegmentOptions *options, GError **error);

/* Frees; a segment that was not finished is removed from disk. */
void glass_segment_free(GlassSegment *segment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GlassSegment, glass_segment_free)

/* Bytes of memory held at present: values, lengths and buffers. Cheap. */
gsize glass_segment_memory(const GlassSegment *segment);

/* Sets a document's value; before its glass_segment_add_document(). An empty value is none. */
void glass_segment_add_value(GlassSegment *segment, guint32 docid, guint32 slot, const void *value,
                             gsize length);

/* Adds a document, docids ascending from at least 1, gaps allowed. doclen is the sum of its wdfs, as
 * the term list will have it. The data is compressed and on its way to disk at return. */
void glass_segment_add_document(GlassSegment *segment, guint32 docid, guint32 doclen,
                                const void *data, gsize length);

/* Sets metadata, in any order, before the first term. key is 1 to 253 bytes; an empty value is none. */
void glass_segment_set_metadata(GlassSegment *segment, const char *key, const void *value,
                                gsize length);

/* Terms, ascending by bytes, each with at least one posting; after the last document. */
void glass_segment_begin_term(GlassSegment *segment, const char *term, gsize length);
/* docids ascending; positions ascending, count may be 0. */
void glass_segment_add_posting(GlassSegment *segment, guint32 docid, guint32 wdf,
                               const guint32 *positions, gsize count);
void glass_segment_end_term(GlassSegment *segment);

/* Term lists of all documents that have terms, docids ascending, each with its number of terms and then
 * the terms ascending by bytes. May be interleaved with terms; begins after the last document. */
void glass_segment_begin_termlist(GlassSegment *segment, guint32 docid, guint32 terms);
void glass_segment_add_termlist_term(GlassSegment *segment, const char *term, gsize length,
                                     guint32 wdf);
void glass_segment_end_termlist(GlassSegment *segment);

/* A term's text, mostly in the record itself: term lists look terms up in no order that a cache could
 * foresee, and this way each costs one line of it. */
#define GLASS_NAME_INLINE 30

typedef struct {
    guint16 length;               /* 1 to 245 */
    char text[GLASS_NAME_INLINE]; /* zeros after it; of a longer term, the bytes of a pointer to it */
} GlassTermName;
G_STATIC_ASSERT(sizeof(GlassTermName) == 32);

static inline const char *glass_term_name_text(const GlassTermName *name)
{
    const char *text = name->text;
    if (G_UNLIKELY(name->length > GLASS_NAME_INLINE))
        memcpy(&text, name->text, sizeof text);
    return text;
}

/* A whole term list at once, count > 0 terms: each the number of its name, << 32 | wdf, ascending as
 * the names do. */
void glass_segment_add_termlist(GlassSegment *segment, guint32 docid, const GlassTermName *names,
                                const guint64 *terms, gsize count);

/* Writes what is left, syncs every file, then the version file, then the checksums of them all. FALSE and the first error (INDEX_ERROR)
 * if anything failed. */
gboolean glass_segment_finish(GlassSegment *segment, GError **error);
