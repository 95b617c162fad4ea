#include "xapian-c/glass-termlist-private.h"

/* What one term adds at most. */
#define TERM_BYTES_MAX (2 + GLASS_TERM_MAX + 16 + GLASS_UINT_MAX)
/* So many terms ahead, names are called into the cache. */
#define AHEAD 16
/* Terms between two looks at the room that is left. */
#define STRETCH 64

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

static gboolean make_room(GlassTermList *list, gsize bytes, GError **failure)
{
    return G_LIKELY(list->capacity - list->length >= bytes) ||
           glass_grow(&list->bytes, &list->capacity, list->length + bytes, 1, failure);
}

static gboolean out_of_order(GError **failure)
{
    glass_fail(failure, INDEX_ERROR_INTERNAL, "terms out of order in a term list");
    return FALSE;
}

/* Puts what stands before the rest of a term, but for the list's first one. Returns whether that says
 * the wdf as well; from wdf 127 on it never does, as no term is empty. */
static inline gboolean put_reuse(guint8 *p, gsize reuse, gsize before_length, guint32 wdf)
{
    guint64 packed = ((guint64)wdf + 1) * (before_length + 1) + reuse;
    *p = (guint8)(packed < 256 ? packed : reuse);
    return packed < 256;
}

gboolean glass_termlist_add(GlassTermList *list, const char *term, gsize length, guint32 wdf,
                            GError **failure)
{
    if (length == 0 || length > GLASS_TERM_MAX) {
        glass_fail(failure, INDEX_ERROR_INTERNAL,
                   "a term of %" G_GSIZE_FORMAT " bytes in a term list", length);
        return FALSE;
    }
    if (!make_room(list, TERM_BYTES_MAX, failure))
        return FALSE;
    gsize reuse = 0, shorter = MIN(length, list->before_length);
    while (reuse < shorter && term[reuse] == list->before[reuse])
        reuse++;
    if (reuse == length || (reuse < shorter && (guint8)term[reuse] < (guint8)list->before[reuse]))
        return out_of_order(failure);

    guint8 *p = list->bytes + list->length;
    gboolean first = list->terms == 0;
    gboolean packed = !first && put_reuse(p, reuse, list->before_length, wdf);
    p += !first;
    *p++ = (guint8)(length - reuse);
    memcpy(p, term + reuse, length - reuse);
    p += length - reuse;
    if (!packed)
        p = glass_put_uint(p, wdf);
    list->length = (gsize)(p - list->bytes);
    memcpy(list->before + reuse, term + reuse, length - reuse);
    list->before_length = (guint8)length;
    list->terms++;
    list->total += wdf;
    return TRUE;
}

/* ---- many terms at once -----------------------------------------------------------------------*/

static gsize shared_bytes(const GlassTermName *a, const GlassTermName *b)
{
    const char *x = glass_term_name_text(a), *y = glass_term_name_text(b);
    gsize shorter = MIN(a->length, b->length), shared = 0;
    while (shared < shorter && x[shared] == y[shared])
        shared++;
    return shared;
}

/* Puts a name after the one before it. Mostly both stand in their records whole and share less than 8
 * bytes: then nothing is looped over. */
static inline guint8 *put_name(guint8 *p, const GlassTermName *before, const GlassTermName *name,
                               guint32 wdf)
{
    gsize before_length = before->length, length = name->length, reuse, rest;
    guint64 x, y;
    memcpy(&x, before->text, sizeof x);
    memcpy(&y, name->text, sizeof y);
    guint64 difference = GUINT64_TO_LE(x ^ y);
    if (G_LIKELY(difference != 0 && (before_length | length) <= 16)) {
        reuse = MIN((gsize)__builtin_ctzll(difference) >> 3, MIN(before_length, length));
        rest = length - reuse;
        memcpy(p + 2, name->text + reuse, 16);
    } else {
        reuse = shared_bytes(before, name);
        rest = length - reuse;
        memcpy(p + 2, glass_term_name_text(name) + reuse, rest);
    }
    p[1] = (guint8)rest;
    if (G_UNLIKELY(!put_reuse(p, reuse, before_length, wdf)))
        return glass_put_uint(p + 2 + rest, wdf);
    return p + 2 + rest;
}

gboolean glass_termlist_add_names(GlassTermList *list, const GlassTermName *names,
                                  const guint64 *terms, gsize count, GError **failure)
{
    if (count == 0)
        return TRUE;
    const GlassTermName *before = &names[terms[0] >> 32];
    if (!glass_termlist_add(list, glass_term_name_text(before), before->length, (guint32)terms[0],
                            failure))
        return FALSE;
    guint64 total = list->total;
    for (gsize i = 1; i < count;) {
        if (!make_room(list, STRETCH * TERM_BYTES_MAX, failure))
            return FALSE;
        guint8 *p = list->bytes + list->length;
        for (gsize end = MIN(i + STRETCH, count); i < end; i++) {
            if (i + AHEAD < count)
                __builtin_prefetch(&names[terms[i + AHEAD] >> 32]);
            const GlassTermName *name = &names[terms[i] >> 32];
            if (G_UNLIKELY(name <= before))
                return out_of_order(failure);
            p = put_name(p, before, name, (guint32)terms[i]);
            total += (guint32)terms[i];
            before = name;
        }
        list->length = (gsize)(p - list->bytes);
    }
    list->terms += (guint32)(count - 1);
    list->total = total;
    return TRUE;
}
