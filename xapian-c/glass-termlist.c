#include "xapian-c/glass-termlist-private.h"

/* What one term adds at most. */
#define TERM_BYTES_MAX (2 + 256 + 16 + GLASS_UINT_MAX)

void glass_termlist_clear(GlassTermList *list)
{
    g_clear_pointer(&list->bytes, g_free);
    memset(list, 0, sizeof *list);
}

gboolean glass_termlist_begin(GlassTermList *list, guint32 doclen, guint32 terms, GError **failure)
{
    if (!glass_grow(&list->bytes, &list->capacity, 4096, 1, failure))
        return FALSE;
    guint8 *p = glass_put_uint(list->bytes, doclen);
    p = glass_put_uint(p, terms);
    list->length = (gsize)(p - list->bytes);
    list->terms = 0;
    list->total = 0;
    list->before_length = 0;
    return TRUE;
}

/* Copies a term without reading beyond its end. */
static inline void copy_term(guint8 *to, const char *from, gsize length)
{
    if (length >= 8 && length <= 16) {
        memcpy(to, from, 8);
        memcpy(to + length - 8, from + length - 8, 8);
    } else if (length >= 4 && length < 8) {
        memcpy(to, from, 4);
        memcpy(to + length - 4, from + length - 4, 4);
    } else {
        memcpy(to, from, length);
    }
}

/* How many bytes two terms share, in places that may be read 8 bytes at a time. */
static inline gsize shared_bytes(const guint8 *a, const guint8 *b, gsize limit)
{
    gsize shared = 0;
    while (shared < limit) {
        guint64 x, y;
        memcpy(&x, a + shared, sizeof x);
        memcpy(&y, b + shared, sizeof y);
        guint64 difference = GUINT64_TO_LE(x ^ y);
        if (difference) {
            shared += (gsize)__builtin_ctzll(difference) >> 3;
            break;
        }
        shared += 8;
    }
    return MIN(shared, limit);
}

/* Copies in steps of 16 bytes; both sides have room for that. */
static inline void copy_rest(guint8 *to, const guint8 *from, gsize length)
{
    memcpy(to, from, 16);
    for (gsize done = 16; G_UNLIKELY(done < length); done += 16)
        memcpy(to + done, from + done, 16);
}

gboolean glass_termlist_add(GlassTermList *list, const char *term, gsize length, guint32 wdf,
                            GError **failure)
{
    if (G_UNLIKELY(length == 0 || length > GLASS_TERM_MAX)) {
        glass_fail(failure, INDEX_ERROR_INTERNAL,
                   "a term of %" G_GSIZE_FORMAT " bytes in a term list", length);
        return FALSE;
    }
    if (G_UNLIKELY(list->capacity - list->length < TERM_BYTES_MAX) &&
        !glass_grow(&list->bytes, &list->capacity, list->length + TERM_BYTES_MAX, 1, failure))
        return FALSE;
    guint8 *current = list->place[list->which];
    const guint8 *before = list->place[list->which ^= 1];
    copy_term(current, term, length);
    gsize before_length = list->before_length;
    gsize reuse = shared_bytes(before, current, MIN(length, before_length));
    if (G_UNLIKELY(reuse == length || (reuse < before_length && current[reuse] < before[reuse]))) {
        glass_fail(failure, INDEX_ERROR_INTERNAL, "terms out of order in a term list");
        return FALSE;
    }

    guint8 *p = list->bytes + list->length;
    gsize rest = length - reuse;
    guint packed = wdf < 127 ? (wdf + 1) * ((guint)before_length + 1) + (guint)reuse : 256;
    gboolean first = list->terms == 0;
    if (!first)
        *p++ = (guint8)(packed < 256 ? packed : reuse);
    *p++ = (guint8)rest;
    copy_rest(p, current + reuse, rest);
    p += rest;
    if (first || packed >= 256)
        p = glass_put_uint(p, wdf);
    list->length = (gsize)(p - list->bytes);
    list->before_length = (guint8)length;
    list->terms++;
    list->total += wdf;
    return TRUE;
}
