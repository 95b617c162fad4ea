#include "xapian-c/glass-postlist-private.h"

void glass_postings_clear(GlassPostings *postings)
{
    g_clear_pointer(&postings->bytes, g_free);
    g_clear_pointer(&postings->chunks, g_free);
    memset(postings, 0, sizeof *postings);
}

gboolean glass_postings_next_chunk(GlassPostings *postings, GError **failure)
{
    if (!glass_grow(&postings->chunks, &postings->chunk_capacity, postings->chunk_count + 1,
                    sizeof(GlassPostingChunk), failure))
        return FALSE;
    postings->chunks[postings->chunk_count++] =
        (GlassPostingChunk){postings->chunk_first, postings->last, postings->chunk_start};
    postings->chunk_start = postings->length;
    return TRUE;
}

static guint8 *put_chunk_header(guint8 *p, gboolean is_last, const GlassPostingChunk *chunk)
{
    *p++ = is_last ? '1' : '0';
    return glass_put_uint(p, chunk->last - chunk->first);
}

void glass_postings_write(const GlassPostings *postings, GlassTable *table, const guint8 *key,
                          gsize first_key_length, gsize key_length, guint64 termfreq,
                          guint64 collfreq)
{
    guint8 chunk_key[GLASS_KEY_MAX + GLASS_UINT_SORT_MAX];
    guint8 head[4 * GLASS_UINT_MAX + 1];
    for (gsize i = 0; i <= postings->chunk_count; i++) {
        gboolean is_last = i == postings->chunk_count;
        GlassPostingChunk current = {postings->chunk_first, postings->last, postings->chunk_start};
        const GlassPostingChunk *chunk = is_last ? &current : &postings->chunks[i];
        gsize end = is_last                         ? postings->length
                    : i + 1 < postings->chunk_count ? postings->chunks[i + 1].start
                                                    : postings->chunk_start;
        guint8 *p = head;
        if (i == 0) {
            p = glass_put_uint(p, termfreq);
            p = glass_put_uint(p, collfreq);
            p = glass_put_uint(p, chunk->first - 1);
            p = put_chunk_header(p, is_last, chunk);
            glass_table_add_parts(table, key, first_key_length, head, (gsize)(p - head),
                                  postings->bytes + chunk->start, end - chunk->start);
            if (is_last)
                return;
            memcpy(chunk_key, key, key_length);
            continue;
        }
        p = put_chunk_header(p, is_last, chunk);
        guint8 *key_end = glass_put_uint_sort(chunk_key + key_length, chunk->first);
        glass_table_add_parts(table, chunk_key, (gsize)(key_end - chunk_key), head,
                              (gsize)(p - head), postings->bytes + chunk->start,
                              end - chunk->start);
    }
}
