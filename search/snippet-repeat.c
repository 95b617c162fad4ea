#include "search/snippet-repeat.h"

/* Passages are compared by all runs of so many bytes that are left of them. */
#define SHINGLE_BYTES 12

struct SnippetRepeats {
    GPtrArray *passages; /* GHashTable *: sets of hashes */
};

static void free_set(gpointer set)
{
    g_hash_table_unref(set);
}

SnippetRepeats *snippet_repeats_new(void)
{
    SnippetRepeats *repeats = g_new0(SnippetRepeats, 1);
    repeats->passages = g_ptr_array_new_with_free_func(free_set);
    return repeats;
}

void snippet_repeats_free(SnippetRepeats *repeats)
{
    if (!repeats)
        return;
    g_ptr_array_unref(repeats->passages);
    g_free(repeats);
}

/* FNV-1a of each run. */
static GHashTable *shingles(const char *text, gsize length)
{
    g_autoptr(GString) plain = g_string_sized_new(length);
    for (gsize i = 0; i < length; i++)
        if ((guchar)text[i] >= 0x80 || g_ascii_isalnum(text[i]))
            g_string_append_c(plain, g_ascii_tolower(text[i]));
    GHashTable *set = g_hash_table_new(NULL, NULL);
    for (gsize i = 0; i + SHINGLE_BYTES <= plain->len; i++) {
        guint32 hash = 2166136261u;
        for (gsize k = 0; k < SHINGLE_BYTES; k++)
            hash = (hash ^ (guchar)plain->str[i + k]) * 16777619u;
        g_hash_table_add(set, GUINT_TO_POINTER(hash));
    }
    return set;
}

static gboolean are_alike(GHashTable *one, GHashTable *other)
{
    GHashTableIter iter;
    gpointer hash;
    guint common = 0;
    g_hash_table_iter_init(&iter, one);
    while (g_hash_table_iter_next(&iter, &hash, NULL))
        common += g_hash_table_contains(other, hash);
    return common > MIN(g_hash_table_size(one), g_hash_table_size(other)) / 2;
}

gboolean snippet_repeats_add(SnippetRepeats *repeats, const char *text, gsize length)
{
    GHashTable *set = shingles(text, length);
    for (guint i = 0; i < repeats->passages->len; i++) {
        if (!are_alike(set, repeats->passages->pdata[i]))
            continue;
        g_hash_table_unref(set);
        return FALSE;
    }
    g_ptr_array_add(repeats->passages, set);
    return TRUE;
}
