/* posting-stream: reads the postings of forms back, one form or several merged into one list. */
#pragma once

#include "indexer/inverter-private.h"

/* Positions of one document, in memory used again for the next. */
typedef struct {
    guint32 *at;
    gsize count, size;
} Positions;

void positions_grow(Positions *positions);

static inline void positions_add(Positions *positions, guint32 position)
{
    if (G_UNLIKELY(positions->count == positions->size))
        positions_grow(positions);
    positions->at[positions->count++] = position;
}

/* Ascending, each once. */
void positions_sort(Positions *positions);

/* Reads one form's stream. */
typedef struct {
    const guint8 *next, *end;
    guint32 docid, wdf;
    gboolean weighs; /* FALSE of boolean terms: wdf 0 */
} PostingCursor;

/* Postings of several forms united: where a document has several, their wdfs are summed. Filled form by
 * form, then walked once in docid order, which empties it. */
typedef struct {
    guint32 *wdf;     /* by docid */
    guint64 *present; /* a bit for each docid */
    guint64 *words;   /* a bit for each word of present */
    gsize top;        /* words of words */
} PostingUnion;

/* Bytes of a form's stream in one piece: its own, or copied into buffer. */
void posting_cursor_init(PostingCursor *cursor, const Inverter *inverter, guint32 form,
                         GByteArray *buffer);

static inline guint64 posting_number(const guint8 **at)
{
    guint64 number = *(*at)++;
    if (G_LIKELY(number < 0x80))
        return number;
    number &= 0x7f;
    for (guint shift = 7;; shift += 7) {
        guint8 byte = *(*at)++;
        number |= (guint64)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}

/* Goes to the next document; FALSE at the end. */
static inline gboolean posting_cursor_next(PostingCursor *cursor)
{
    if (cursor->next == cursor->end)
        return FALSE;
    const guint8 *at = cursor->next;
    posting_number(&at);
    cursor->docid += posting_number(&at);
    cursor->wdf = cursor->weighs;
    while (at != cursor->end && (*at & 1) == 0) {
        posting_number(&at);
        cursor->wdf++;
    }
    cursor->next = at;
    return TRUE;
}

/* The same; appends the document's positions to positions, ascending, each once. */
gboolean posting_cursor_next_positions(PostingCursor *cursor, Positions *positions);

void posting_union_init(PostingUnion *postings, guint32 last_docid);
void posting_union_clear(PostingUnion *postings);
void posting_union_add(PostingUnion *postings, PostingCursor *cursor);
typedef void (*PostingFunc)(guint32 docid, guint32 wdf, gpointer data);
/* Calls func (which may be NULL) for each document; returns their number. */
guint32 posting_union_walk(PostingUnion *postings, PostingFunc func, gpointer data);
