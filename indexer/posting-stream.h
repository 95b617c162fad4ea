/* posting-stream: reads the postings of forms back, one form or several merged into one list. */
#pragma once

#include <string.h>

#include "indexer/inverter-private.h"

/* Positions of one document, in memory used again for the next. */
typedef struct {
    guint32 *at;
    gsize count, size;
} Positions;

/* Makes room for count more. */
void positions_reserve(Positions *positions, gsize count);

static inline void positions_add(Positions *positions, guint32 position)
{
    if (G_UNLIKELY(positions->count == positions->size))
        positions_reserve(positions, 1);
    positions->at[positions->count++] = position;
}

/* Ascending, each once. */
void positions_sort(Positions *positions);

/* Reads one form's stream. */
typedef struct {
    const guint16 *next, *end;
    guint32 docid, wdf;
    guint width; /* units of each position */
} PostingCursor;

/* Postings of several forms united: where a document has several, their wdfs are summed. Filled form by
 * form, then walked once in docid order, which empties it. */
typedef struct {
    guint32 *wdf;     /* by docid */
    guint64 *present; /* a bit for each docid */
    guint64 *words;   /* a bit for each word of present */
    gsize top;        /* words of words */
} PostingUnion;

/* A form's stream in one piece: its own, or copied into buffer, an array of guint16. */
void posting_cursor_init(PostingCursor *cursor, const Inverter *inverter, guint32 form,
                         GArray *buffer);

static inline guint32 posting_long(const guint16 **at)
{
    guint32 number;
    memcpy(&number, *at, sizeof number);
    *at += 2;
    return number;
}

/* Goes to the next document; FALSE at the end. */
static inline gboolean posting_cursor_next(PostingCursor *cursor)
{
    if (cursor->next == cursor->end)
        return FALSE;
    const guint16 *at = cursor->next;
    guint head = *at++;
    guint32 gap = head >> (POSTING_WIDTH_BITS + POSTING_WDF_BITS);
    guint32 wdf = head >> POSTING_WIDTH_BITS & POSTING_WDF_ESCAPE;
    if (gap == POSTING_GAP_ESCAPE)
        gap = posting_long(&at);
    if (G_UNLIKELY(wdf == POSTING_WDF_ESCAPE))
        wdf = posting_long(&at);
    cursor->docid += gap;
    cursor->wdf = wdf;
    cursor->width = head & POSTING_WIDTH_MASK;
    cursor->next = at + (gsize)wdf * cursor->width;
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
