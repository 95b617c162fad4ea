#include "search/kwic-sample.h"

#include "search/split-mix.h"

typedef struct {
    guint64 number;
    GString *key, *value;
} Kept;

/* A heap: the greatest number stands first, none is less than the two below it. */
struct KwicSample {
    guint32 size, seed;
    GArray *heap; /* Kept */
};

static void clear_kept(gpointer data)
{
    Kept *kept = data;
    g_string_free(kept->key, TRUE);
    g_string_free(kept->value, TRUE);
}

KwicSample *kwic_sample_new(guint32 size, guint32 seed)
{
    KwicSample *sample = g_new0(KwicSample, 1);
    sample->size = size;
    sample->seed = seed;
    sample->heap = g_array_new(FALSE, FALSE, sizeof(Kept));
    g_array_set_clear_func(sample->heap, clear_kept);
    return sample;
}

void kwic_sample_free(KwicSample *sample)
{
    if (!sample)
        return;
    g_array_unref(sample->heap);
    g_free(sample);
}

guint64 kwic_sample_number(const KwicSample *sample, const char *id, guint32 docid,
                           gboolean in_title, gsize start)
{
    guint64 number = split_mix(sample->seed + SPLIT_MIX_STEP);
    for (const char *p = id; *p; p++)
        number = split_mix(number ^ (guchar)*p);
    if (*id == '\0')
        number = split_mix(number ^ docid);
    return split_mix(number ^ ((guint64)start << 1 | (in_title ? 1 : 0)));
}

static Kept *at(const KwicSample *sample, guint i)
{
    return &g_array_index(sample->heap, Kept, i);
}

static void swap(Kept *a, Kept *b)
{
    Kept kept = *a;
    *a = *b;
    *b = kept;
}

gboolean kwic_sample_wants(const KwicSample *sample, guint64 number)
{
    return sample->size > 0 && (sample->heap->len < sample->size || number < at(sample, 0)->number);
}

static void rise(KwicSample *sample, guint i)
{
    for (; i > 0 && at(sample, i)->number > at(sample, (i - 1) / 2)->number; i = (i - 1) / 2)
        swap(at(sample, i), at(sample, (i - 1) / 2));
}

static void sink(KwicSample *sample)
{
    for (guint i = 0, child; (child = 2 * i + 1) < sample->heap->len; i = child) {
        if (child + 1 < sample->heap->len &&
            at(sample, child + 1)->number > at(sample, child)->number)
            child++;
        if (at(sample, i)->number >= at(sample, child)->number)
            return;
        swap(at(sample, i), at(sample, child));
    }
}

void kwic_sample_add(KwicSample *sample, guint64 number, const GString *key, const GString *value)
{
    if (!kwic_sample_wants(sample, number))
        return;
    Kept kept = {number, g_string_new_len(key->str, (gssize)key->len),
                 g_string_new_len(value->str, (gssize)value->len)};
    if (sample->heap->len < sample->size) {
        g_array_append_val(sample->heap, kept);
        rise(sample, sample->heap->len - 1);
        return;
    }
    swap(at(sample, 0), &kept);
    clear_kept(&kept);
    sink(sample);
}

gboolean kwic_sample_each(const KwicSample *sample, KwicSampleFunc func, gpointer data)
{
    for (guint i = 0; i < sample->heap->len; i++)
        if (!func(at(sample, i)->key, at(sample, i)->value, data))
            return FALSE;
    return TRUE;
}
