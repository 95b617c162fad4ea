#include "indexer/posting-stream.h"

#include <stdlib.h>
#include <string.h>

void positions_reserve(Positions *positions, gsize count)
{
    positions->size = MAX(MAX(1024, positions->size * 2), positions->count + count);
    positions->at = g_renew(guint32, positions->at, positions->size);
}

/* They come as a few runs, mostly of a few positions each: insertion is as good as anything. */
#define INSERTION_MAX 64

static int compare_positions(const void *a, const void *b)
{
    guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    return x < y ? -1 : x > y;
}

static void insertion_sort(guint32 *at, gsize count)
{
    for (gsize i = 1; i < count; i++) {
        guint32 position = at[i];
        gsize j = i;
        for (; j > 0 && at[j - 1] > position; j--)
            at[j] = at[j - 1];
        at[j] = position;
    }
}

void positions_sort(Positions *positions)
{
    if (positions->count <= INSERTION_MAX)
        insertion_sort(positions->at, positions->count);
    else
        qsort(positions->at, positions->count, sizeof *positions->at, compare_positions);
    gsize kept = MIN(positions->count, 1);
    for (gsize i = 1; i < positions->count; i++)
        if (positions->at[i] != positions->at[kept - 1])
            positions->at[kept++] = positions->at[i];
    positions->count = kept;
}

void posting_cursor_init(PostingCursor *cursor, const Inverter *inverter, guint32 number,
                         GArray *buffer)
{
    const Form *form = inverter_form(inverter, number);
    *cursor = (PostingCursor){.next = form->first, .end = form->tail};
    if (form->slices == NULL)
        return;
    g_array_set_size(buffer, 0);
    g_array_append_vals(buffer, form->first, FORM_INLINE);
    const guint16 *slice = form->slices;
    for (guint units = SLICE_FIRST;; units = MIN(units * 2, SLICE_LAST)) {
        const guint16 *end = slice + units - SLICE_LINK;
        if (end == form->tail_end)
            break;
        g_array_append_vals(buffer, slice, units - SLICE_LINK);
        memcpy(&slice, end, sizeof slice);
    }
    g_array_append_vals(buffer, slice, form->tail - slice);
    cursor->next = (const guint16 *)buffer->data;
    cursor->end = cursor->next + buffer->len;
}

gboolean posting_cursor_next_positions(PostingCursor *cursor, Positions *positions)
{
    if (!posting_cursor_next(cursor))
        return FALSE;
    if (cursor->width == 0)
        return TRUE;
    const guint16 *at = cursor->next - (gsize)cursor->wdf * cursor->width;
    guint32 before = 0;
    if (G_UNLIKELY(positions->size - positions->count < cursor->wdf))
        positions_reserve(positions, cursor->wdf);
    for (guint32 i = 0; i < cursor->wdf; i++) {
        guint32 position;
        if (G_LIKELY(cursor->width == 1))
            position = *at++;
        else
            position = posting_long(&at);
        positions->at[positions->count] = position;
        positions->count += position != before;
        before = position;
    }
    return TRUE;
}

void posting_union_init(PostingUnion *postings, guint32 last_docid)
{
    gsize words = (gsize)last_docid / 64 + 1;
    postings->top = words / 64 + 1;
    postings->wdf = g_new0(guint32, (gsize)last_docid + 1);
    postings->present = g_new0(guint64, postings->top * 64);
    postings->words = g_new0(guint64, postings->top);
}

void posting_union_clear(PostingUnion *postings)
{
    g_free(postings->wdf);
    g_free(postings->present);
    g_free(postings->words);
}

void posting_union_add(PostingUnion *postings, PostingCursor *cursor)
{
    while (posting_cursor_next(cursor)) {
        guint32 docid = cursor->docid;
        postings->wdf[docid] += cursor->wdf;
        postings->present[docid / 64] |= G_GUINT64_CONSTANT(1) << docid % 64;
        postings->words[docid / 4096] |= G_GUINT64_CONSTANT(1) << docid / 64 % 64;
    }
}

guint32 posting_union_walk(PostingUnion *postings, PostingFunc func, gpointer data)
{
    guint32 documents = 0;
    for (gsize top = 0; top < postings->top; top++) {
        for (; postings->words[top] != 0; postings->words[top] &= postings->words[top] - 1) {
            gsize word = top * 64 + __builtin_ctzll(postings->words[top]);
            guint64 *present = &postings->present[word];
            for (; *present != 0; *present &= *present - 1) {
                guint32 docid = word * 64 + __builtin_ctzll(*present);
                if (func != NULL)
                    func(docid, postings->wdf[docid], data);
                postings->wdf[docid] = 0;
                documents++;
            }
        }
    }
    return documents;
}
