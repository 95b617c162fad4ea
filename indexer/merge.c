#include "indexer/merge.h"

#include <string.h>

#include "indexer/segments.h"
#include "indexer/sweep.h"
#include "xapian-c/glass-merge.h"
#include "xapian-c/schema.h"
#include "xapian-c/wordlist.h"
#include "xapian-c/xapian-c.h"

/* Of libdeflate, where size counts more than time. */
#define SMALLEST_LEVEL 8

/* A run that can afford it leaves so many small segments at most. */
#define SEGMENTS_ROOM (SEGMENTS_MAX - 2)
/* Bytes that a run may merge to that end: this part of those that it added. */
#define ROOM_SHARE 2
/* A segment is similar to smaller ones if it is at most so many times as large as all of them. */
#define SIMILAR 2

gboolean merge_docids_fit(guint32 last_docid, gsize segments)
{
    return (guint64)last_docid * segments < G_GUINT64_CONSTANT(1) << 32;
}

typedef struct {
    const SegmentSize *segments;
    gsize count;
    guint64 total; /* bytes of the whole index */
    gsize *small;  /* indexes of the small segments, ascending by size */
    gsize smalls;
} MergeView;

static gboolean is_large(const MergeView *view, guint64 bytes)
{
    return bytes > view->total / 4;
}

static int compare_sizes(const void *a, const void *b, void *data)
{
    const SegmentSize *segments = data;
    gsize left = *(const gsize *)a, right = *(const gsize *)b;
    if (segments[left].bytes != segments[right].bytes)
        return segments[left].bytes < segments[right].bytes ? -1 : 1;
    return left < right ? -1 : left > right;
}

static guint64 bytes_of(const MergeView *view, gsize rank)
{
    return view->segments[view->small[rank]].bytes;
}

/* How many of the smallest are merged because there are too many. */
static gsize choose_forced(const MergeView *view)
{
    guint64 sum = bytes_of(view, 0);
    gsize chosen = 1;
    while (chosen < view->smalls && !is_large(view, sum) &&
           (chosen < 2 || bytes_of(view, chosen) <= SIMILAR * sum))
        sum += bytes_of(view, chosen++);
    return chosen;
}

/* How many of the smallest are merged to make room, for at most allowance bytes; 0: none. */
static gsize choose_room(const MergeView *view, guint64 allowance)
{
    guint64 sum = bytes_of(view, 0);
    for (gsize chosen = 2; chosen <= view->smalls; chosen++) {
        sum += bytes_of(view, chosen - 1);
        if (sum > allowance)
            return 0;
        gsize left = view->smalls - chosen + (is_large(view, sum) ? 0 : 1);
        if (left <= SEGMENTS_ROOM)
            return chosen;
    }
    return 0;
}

/* A merger's docids are its sources' one after the other, with the gaps that deletions left in
 * them: it must not push the index past 32 bits. */
static gboolean docids_fit_after(const MergeView *view, gsize chosen)
{
    guint64 last = 0;
    for (gsize rank = 0; rank < chosen; rank++)
        last += view->segments[view->small[rank]].last_docid;
    for (gsize i = 0; i < view->count; i++) {
        gboolean taken = FALSE;
        for (gsize rank = 0; rank < chosen; rank++)
            taken = taken || view->small[rank] == i;
        if (!taken)
            last = MAX(last, view->segments[i].last_docid);
    }
    return last <= G_MAXUINT32 && merge_docids_fit((guint32)last, view->count - chosen + 1);
}

static int compare_indexes(const void *a, const void *b)
{
    gsize left = *(const gsize *)a, right = *(const gsize *)b;
    return left < right ? -1 : left > right;
}

GArray *merge_choose(const SegmentSize *segments, gsize count, guint64 added, guint64 merged)
{
    g_autofree gsize *small = g_new(gsize, MAX(count, 1));
    MergeView view = {.segments = segments, .count = count, .small = small};
    for (gsize i = 0; i < count; i++)
        view.total += segments[i].bytes;
    for (gsize i = 0; i < count; i++)
        if (!is_large(&view, segments[i].bytes))
            small[view.smalls++] = i;
    g_qsort_with_data(small, (gint)view.smalls, sizeof *small, compare_sizes, (gpointer)segments);

    gsize chosen = 0;
    guint64 allowance = added / ROOM_SHARE;
    if (view.smalls > SEGMENTS_ROOM && merged < allowance)
        chosen = choose_room(&view, allowance - merged);
    if (chosen == 0 && view.smalls > SEGMENTS_MAX)
        chosen = choose_forced(&view);
    if (chosen == 0 || !docids_fit_after(&view, chosen))
        return NULL;

    GArray *indexes = g_array_sized_new(FALSE, FALSE, sizeof(gsize), (guint)chosen);
    g_array_append_vals(indexes, small, (guint)chosen);
    g_array_sort(indexes, compare_indexes);
    return indexes;
}

/* ---- metadata of a merger ---------------------------------------------------------------------*/

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The union of lists of names separated by ';', sorted. */
static char *unite_names(const char *const *values, const gsize *lengths, gsize count,
                         gsize *length)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < count; i++) {
        g_autofree char *value = g_strndup(values[i], lengths[i]);
        g_auto(GStrv) parts = g_strsplit(value, ";", -1);
        for (char **part = parts; *part != NULL; part++)
            if (**part != '\0' &&
                !g_ptr_array_find_with_equal_func(names, *part, g_str_equal, NULL))
                g_ptr_array_add(names, g_strdup(*part));
    }
    g_ptr_array_sort(names, compare_names);
    GString *united = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(united, "%s%s", i > 0 ? ";" : "",
                               (const char *)g_ptr_array_index(names, i));
    *length = united->len;
    return g_string_free(united, FALSE);
}

/* The sum of word lists. An error is put into *error, unless there is one. */
static char *unite_words(const char *const *values, const gsize *lengths, gsize count,
                         gsize *length, GError **error)
{
    g_autoptr(GBytes) words = wordlist_merge(values, lengths, count, *error == NULL ? error : NULL);
    gconstpointer bytes = words != NULL ? g_bytes_get_data(words, length) : NULL;
    if (bytes == NULL)
        *length = 0;
    return g_memdup2(bytes, *length);
}

/* data: a GError *, for the first failure. */
static char *resolve(const char *key, const char *const *values, const gsize *lengths, gsize count,
                     gsize *length, gpointer data)
{
    if (strcmp(key, METADATA_LANGUAGES) == 0)
        return unite_names(values, lengths, count, length);
    if (strcmp(key, METADATA_WORDS) == 0)
        return unite_words(values, lengths, count, length, data);
    /* The newest segment's. */
    if (strcmp(key, METADATA_DEFAULT_LANGUAGE) == 0) {
        *length = lengths[count - 1];
        return g_memdup2(values[count - 1], *length);
    }
    /* Versions and ranking: an index has one of each, so that all values are the same. */
    *length = lengths[0];
    return g_memdup2(values[0], lengths[0]);
}

/* A database of another glass version than ours is Xapian's business. */
static gboolean merge_databases(const char *const *sources, gsize count, const char *dest,
                                gboolean smallest, guint threads, GError **unresolved,
                                GError **error)
{
    GlassMergeOptions options = {.recompress = smallest ? SMALLEST_LEVEL : 0, .threads = threads};
    g_autoptr(GError) failure = NULL;
    if (glass_merge(sources, count, dest, &options, resolve, unresolved, &failure))
        return TRUE;
    if (g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_VERSION))
        return xap_compact(sources, count, dest,
                           XAP_COMPACT_RENUMBER | (smallest ? XAP_COMPACT_FULL : 0), resolve,
                           unresolved, error);
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

gboolean merge_run(const char *const *sources, gsize count, const char *dest, gboolean smallest,
                   guint threads, GError **error)
{
    g_autoptr(GError) unresolved = NULL;
    if (!merge_databases(sources, count, dest, smallest, threads, &unresolved, error))
        return FALSE;
    if (unresolved == NULL)
        return TRUE;
    sweep_segment(dest);
    g_propagate_prefixed_error(error, g_steal_pointer(&unresolved),
                               "can't merge into '%s': ", dest);
    return FALSE;
}
