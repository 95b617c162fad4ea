/* How an index folder comes into being, and how the writer finds its way into one.
 *
 * What a crash leaves, and what the next writer makes of it. Each line is the state after a step;
 * every step is on disk before the next one begins.
 *
 *   new index
 *     lock, segments/, an empty      no index yet, since settings come last: made again from the
 *     segment, stub                  start, for nothing can be lost (sweep_is_vacant())
 *     settings                       an index
 *
 *   publication of segment N
 *     segments/N, whole or in part   no stub names it: swept
 *     journal: old document,         the stub does not name N, so the entry does not count, for
 *     successor N                    readers or now; N is swept, the entry dropped
 *     stub names N                   readers leave the old documents out; now they are deleted
 *
 *   end of a run
 *     some documents deleted         their entries still stand; deleting them again changes nothing
 *     checksums out of date          written anew for each segment that the journal names
 *     stub without the segments      they are swept; what was replaced in them is gone with them,
 *     that became empty              and what they replaced was deleted before
 *     no journal                     at rest
 *
 *   a new ranking, at the end of a run
 *     settings                       readers of the folder go by it, servers by the old one until
 *     journal: in each segment a     the next run ends, which compares again; no reader misses a
 *     document that it never had     document, and each knows that the segment is changing
 *     some segments tell it          written likewise in all that the journal names, with checksums
 *     no journal                     at rest
 *
 *   merger into N; never beside a journal, since it numbers documents anew
 *     segments/N, whole or in part   swept
 *     stub names N, not its sources  the sources are swept
 *
 *   replacement of all segments by M, N; never beside a journal
 *     segments/M, N, whole or not    swept
 *     settings announce others for   the stub does not name M, so they don't count, for readers or
 *     M                              now; written plain before a number can come again
 *     stub names M, N and no other   the announced settings count, for readers too; written plain
 *     settings plain again           the old segments are swept
 */
#include "indexer/segments-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/sweep.h"
#include "stemmer/stemmer.h"
#include "xapian-c/schema.h"

static IndexFolder *folder_new(const char *path)
{
    IndexFolder *folder = g_new0(IndexFolder, 1);
    folder->path = g_strdup(path);
    folder->threads = 1;
    folder->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    folder->live = g_ptr_array_new_with_free_func(g_free);
    folder->retired = g_ptr_array_new();
    folder->journal = g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_mutex_init(&folder->mutex);
    return folder;
}

void index_folder_free(IndexFolder *folder)
{
    if (folder == NULL)
        return;
    index_folder_sweep_retired(folder);
    g_ptr_array_unref(folder->retired);
    g_ptr_array_unref(folder->journal);
    g_ptr_array_unref(folder->live);
    g_hash_table_unref(folder->names);
    index_settings_free(folder->settings);
    index_settings_free(folder->written);
    g_mutex_clear(&folder->mutex);
    index_lock_release(folder->lock);
    g_free(folder->path);
    g_free(folder);
}

/* ---- a new index ------------------------------------------------------------------------------*/

static gboolean make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return TRUE;
    index_error_set(error, errno, "make", path);
    return FALSE;
}

/* Puts the index's name on disk, and the names of the folders above it, which may be as new: those that
 * stand where this user can make some. */
static gboolean sync_parents(const char *path, GError **error)
{
    g_autofree char *folder = g_canonicalize_filename(path, NULL);
    g_autofree char *parent = g_path_get_dirname(folder);
    while (strcmp(folder, parent) != 0 && access(parent, R_OK | W_OK) == 0) {
        if (!layout_sync(parent, error))
            return FALSE;
        g_free(folder);
        folder = g_steal_pointer(&parent);
        parent = g_path_get_dirname(folder);
    }
    return TRUE;
}

static gboolean create(IndexFolder *folder, GError **error)
{
    g_autofree char *segments = g_build_filename(folder->path, LAYOUT_SEGMENTS, NULL);
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    if (!make_folder(segments, error) ||
        !sweep_last_number(folder->path, &folder->last_number, error) ||
        !sweep_leftovers(folder->path, none, error))
        return FALSE;
    folder->settings = index_settings_new();
    folder->settings->format_version = LAYOUT_FORMAT_VERSION;
    folder->settings->tokenizer_version = TOKENIZER_VERSION;
    folder->settings->schema_version = SCHEMA_VERSION;
    index_folder_step(folder, "folders made");

    Segment *empty = index_folder_make_empty(folder, error);
    if (empty == NULL)
        return FALSE;
    index_folder_step(folder, "segment sealed");
    GPtrArray *live = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(live, empty);
    return index_folder_switch(folder, live, error) && index_folder_write_settings(folder, error) &&
           sync_parents(folder->path, error);
}

/* ---- an index that is there -------------------------------------------------------------------*/

static gboolean load_segments(IndexFolder *folder, const GPtrArray *names, GError **error)
{
    for (guint i = 0; i < names->len; i++) {
        const char *name = index_folder_intern_locked(folder, g_ptr_array_index(names, i));
        g_autoptr(GError) failure = NULL;
        Segment *segment = index_folder_measure(folder, name, &failure);
        if (segment == NULL) {
            gboolean missing = g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND) ||
                               g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX);
            g_propagate_error(error, g_steal_pointer(&failure));
            if (missing && error != NULL && *error != NULL)
                (*error)->code = INDEX_ERROR_DAMAGED;
            return FALSE;
        }
        g_ptr_array_add(folder->live, segment);
    }
    return TRUE;
}

/* Numbers go on after every one that the folder speaks of anywhere. */
static gboolean load_last_number(IndexFolder *folder, const GPtrArray *names, GError **error)
{
    if (!sweep_last_number(folder->path, &folder->last_number, error))
        return FALSE;
    guint32 last = folder->last_number;
    for (guint i = 0; i < names->len; i++)
        last = MAX(last, sweep_segment_number(g_ptr_array_index(names, i)));
    for (guint i = 0; i < folder->journal->len; i++) {
        const JournalEntry *entry = g_ptr_array_index(folder->journal, i);
        last = MAX(last, sweep_segment_number(entry->segment));
        if (entry->successor != NULL)
            last = MAX(last, sweep_segment_number(entry->successor));
    }
    folder->last_number = last;
    return TRUE;
}

static gboolean load(IndexFolder *folder, GError **error)
{
    g_autoptr(GPtrArray) names = layout_read_stub(folder->path, error);
    if (names == NULL)
        return FALSE;
    g_autoptr(GPtrArray) journal = layout_read_journal(folder->path, error);
    if (journal == NULL)
        return FALSE;
    g_ptr_array_unref(folder->journal);
    folder->journal = g_steal_pointer(&journal);
    /* Segments are opened before anything is swept: what can't be read is left as it is. */
    if (!load_segments(folder, names, error) || !load_last_number(folder, names, error) ||
        !sweep_leftovers(folder->path, names, error) || !index_folder_settle(folder, error))
        return FALSE;
    for (guint i = 0; i < folder->live->len; i++)
        folder->documents += ((Segment *)g_ptr_array_index(folder->live, i))->size.documents;
    return TRUE;
}

/* What was announced and never came must not come true by a segment number that comes again. */
static gboolean plain_settings(IndexFolder *folder, GError **error)
{
    if (!folder->settings->announced)
        return TRUE;
    folder->settings->announced = FALSE;
    g_clear_pointer(&folder->written, index_settings_free);
    return index_folder_write_settings(folder, error);
}

/* ---- the door ---------------------------------------------------------------------------------*/

/* Reads the settings. NULL without an error if there is no index and one may be made. */
static IndexSettings *look(const char *path, guint flags, GError **error)
{
    g_autoptr(GError) failure = NULL;
    IndexSettings *settings = layout_read_settings(path, &failure);
    if (settings != NULL)
        return settings;
    gboolean absent = g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND) ||
                      g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX);
    if (!absent || (flags & INDEX_FOLDER_CREATE) == 0) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    g_autoptr(GError) occupied = NULL;
    if (sweep_is_vacant(path, &occupied))
        return NULL;
    /* Another writer may have made it meanwhile. */
    settings = layout_read_settings(path, NULL);
    if (settings == NULL)
        g_propagate_error(error, g_steal_pointer(&occupied));
    return settings;
}

IndexFolder *index_folder_open_watched(const char *path, guint flags, IndexFolderStepFunc step,
                                       gpointer step_data, GError **error)
{
    /* A look before the lock, so that no lock is left in a folder that is something else. */
    g_autoptr(GError) failure = NULL;
    g_autoptr(IndexSettings) before = look(path, flags, &failure);
    if (failure != NULL || (before == NULL && !make_folder(path, &failure))) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    g_autoptr(IndexFolder) folder = folder_new(path);
    folder->step = step;
    folder->step_data = step_data;
    g_autofree char *lock = g_build_filename(path, LAYOUT_LOCK, NULL);
    folder->lock = index_lock_take(lock, (flags & INDEX_FOLDER_WAIT) != 0, error);
    if (folder->lock == NULL)
        return NULL;

    folder->settings = look(path, flags, &failure);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    if (folder->settings == NULL)
        return create(folder, error) ? g_steal_pointer(&folder) : NULL;
    index_folder_mark_written(folder);
    return plain_settings(folder, error) && load(folder, error) ? g_steal_pointer(&folder) : NULL;
}

IndexFolder *index_folder_open(const char *path, guint flags, GError **error)
{
    return index_folder_open_watched(path, flags, NULL, NULL, error);
}
