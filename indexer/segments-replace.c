/* How all segments of an index change for others at once. */
#include "indexer/segments-private.h"

#include "indexer/sweep.h"

void index_folder_copy_kind(IndexSettings *to, const IndexSettings *from)
{
    to->tokenizer_version = from->tokenizer_version;
    to->schema_version = from->schema_version;
    to->positions = from->positions;
    to->text = from->text;
}

/* The segments sealed, as a list for the stub; of none, an empty one. NULL on failure. */
static GPtrArray *seal_all(IndexFolder *folder, const char *const *segments, gsize count,
                           GError **error)
{
    g_autoptr(GPtrArray) live = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < count; i++) {
        Segment *sealed =
            index_folder_seal(folder, index_folder_intern_locked(folder, segments[i]), error);
        if (sealed == NULL)
            return NULL;
        g_ptr_array_add(live, sealed);
        index_folder_step(folder, "segment sealed");
    }
    if (count == 0) {
        Segment *empty = index_folder_make_empty(folder, error);
        if (empty == NULL)
            return NULL;
        g_ptr_array_add(live, empty);
        index_folder_step(folder, "segment sealed");
    }
    return g_steal_pointer(&live);
}

static gboolean replace(IndexFolder *folder, const char *const *segments, gsize count,
                        const IndexSettings *settings, GError **error)
{
    g_autoptr(GPtrArray) live = seal_all(folder, segments, count, error);
    if (live == NULL || !index_folder_docids_fit(folder, live, error))
        return FALSE;
    const char *first = ((const Segment *)g_ptr_array_index(live, 0))->name;
    /* If this fails, it may have been written all the same: the next writer will see. */
    if (!layout_announce_settings(folder->path, folder->written, settings, first, error)) {
        folder->broken = TRUE;
        return FALSE;
    }
    index_folder_step(folder, "settings announced");
    guint64 bytes = 0;
    for (guint i = 0; i < live->len; i++)
        bytes += ((const Segment *)g_ptr_array_index(live, i))->size.bytes;
    if (!index_folder_switch(folder, g_steal_pointer(&live), error))
        return FALSE;
    folder->added_bytes += bytes;
    /* From here on it is done: plain settings can also be written at the end of the run, or by the
     * next writer. */
    g_clear_pointer(&folder->written, index_settings_free);
    index_folder_write_settings(folder, NULL);
    return TRUE;
}

gboolean index_folder_replace_all(IndexFolder *folder, const char *const *segments, gsize count,
                                  const IndexSettings *settings, GError **error)
{
    g_mutex_lock(&folder->mutex);
    g_assert(folder->journal->len == 0 && folder->written != NULL);
    index_folder_copy_kind(folder->settings, settings);
    gboolean replaced =
        index_folder_is_sound(folder, error) && replace(folder, segments, count, settings, error);
    if (!replaced)
        index_folder_copy_kind(folder->settings, folder->written);
    /* Of a list that could not be written nobody knows what it names. */
    for (gsize i = 0; !replaced && !folder->broken && i < count; i++) {
        g_autofree char *path = index_folder_segment_path(folder, segments[i]);
        sweep_segment(path);
    }
    g_mutex_unlock(&folder->mutex);
    return replaced;
}
