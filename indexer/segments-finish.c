/* What happens at the end of a run: deletions, a new ranking told, then merges. */
#include "indexer/segments-private.h"

#include <string.h>

#include "indexer/sweep.h"
#include "xapian-c/checksums.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

/* ---- deletions --------------------------------------------------------------------------------*/

/* An entry counts if its segment is live, and so is its successor where it has one. */
static gboolean entry_counts(const IndexFolder *folder, const JournalEntry *entry)
{
    return index_folder_find(folder, entry->segment) != NULL &&
           (entry->successor == NULL || index_folder_find(folder, entry->successor) != NULL);
}

static int compare_docids(const void *a, const void *b)
{
    guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;
    return left < right ? -1 : left > right;
}

/* The documents to be deleted: from a segment's name to its docids, ascending, each once. */
static GHashTable *collect_deletions(const IndexFolder *folder)
{
    GHashTable *deletions =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
    for (guint i = 0; i < folder->journal->len; i++) {
        const JournalEntry *entry = g_ptr_array_index(folder->journal, i);
        if (!entry_counts(folder, entry))
            continue;
        GArray *docids = g_hash_table_lookup(deletions, entry->segment);
        if (docids == NULL) {
            docids = g_array_new(FALSE, FALSE, sizeof(guint32));
            g_hash_table_insert(deletions, (char *)index_folder_find(folder, entry->segment)->name,
                                docids);
        }
        g_array_append_val(docids, entry->docid);
    }
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, deletions);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        GArray *docids = value;
        g_array_sort(docids, compare_docids);
        guint kept = 0;
        for (guint i = 0; i < docids->len; i++) {
            guint32 docid = g_array_index(docids, guint32, i);
            if (kept == 0 || g_array_index(docids, guint32, kept - 1) != docid)
                g_array_index(docids, guint32, kept++) = docid;
        }
        g_array_set_size(docids, kept);
    }
    return deletions;
}

/* Those that are gone already were deleted before a crash. */
static gboolean delete_documents(XapWriter *writer, const GArray *docids, gsize *deleted,
                                 GError **error)
{
    *deleted = 0;
    for (guint i = 0; i < docids->len; i++) {
        g_autoptr(GError) failure = NULL;
        if (xap_writer_delete(writer, g_array_index(docids, guint32, i), &failure)) {
            ++*deleted;
        } else if (!g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean has_ranking(const IndexFolder *folder, const Segment *segment)
{
    return index_ranking_equal(&segment->ranking, &folder->settings->ranking);
}

static gboolean set_ranking(const IndexFolder *folder, XapWriter *writer, GError **error)
{
    g_autofree char *text = index_ranking_to_text(&folder->settings->ranking);
    return xap_writer_set_metadata(writer, METADATA_RANKING, text, strlen(text), error);
}

/* Deletes documents of one segment, and has it tell the index's ranking, by one commit. */
static gboolean change_segment(const IndexFolder *folder, Segment *segment, const GArray *docids,
                               GError **error)
{
    g_autofree char *path = index_folder_segment_path(folder, segment->name);
    g_autoptr(XapWriter) writer = xap_writer_open(path, error);
    gboolean ranked = has_ranking(folder, segment);
    gsize deleted;
    if (writer == NULL || !delete_documents(writer, docids, &deleted, error) ||
        (!ranked && !set_ranking(folder, writer, error)) ||
        ((deleted > 0 || !ranked) && !xap_writer_commit(writer, error)))
        return FALSE;
    g_clear_pointer(&writer, xap_writer_free);
    index_folder_step(folder, "segment changed");

    /* Those that it has are of what it was. */
    if (!checksums_write(path, error))
        return FALSE;
    g_autofree Segment *sealed = index_folder_seal(folder, segment->name, error);
    if (sealed == NULL)
        return FALSE;
    segment->size = sealed->size;
    segment->ranking = sealed->ranking;
    index_folder_step(folder, "segment sealed");
    return TRUE;
}

/* TRUE if docids are all the documents of a segment; FALSE if that can't be told. */
static gboolean is_all(const Segment *segment, const GArray *docids)
{
    return segment->size.documents == segment->size.last_docid &&
           docids->len == segment->size.documents && g_array_index(docids, guint32, 0) >= 1 &&
           g_array_index(docids, guint32, docids->len - 1) == segment->size.last_docid;
}

/* Drops the segments without documents from the stub. One segment must remain, and one of the
 * greatest number; if none is left to be that, a new empty one is made. */
static gboolean drop_empty(IndexFolder *folder, GError **error)
{
    g_autoptr(GPtrArray) live = g_ptr_array_new_with_free_func(g_free);
    const Segment *greatest = NULL;
    for (guint i = 0; i < folder->live->len; i++) {
        const Segment *segment = g_ptr_array_index(folder->live, i);
        if (greatest == NULL ||
            sweep_segment_number(segment->name) > sweep_segment_number(greatest->name))
            greatest = segment;
        if (segment->size.documents > 0)
            g_ptr_array_add(live, g_memdup2(segment, sizeof *segment));
    }
    if (live->len == folder->live->len)
        return TRUE;
    if (greatest->size.documents == 0) {
        /* It never held any: it is as good as a new one. */
        gboolean fresh = greatest->size.last_docid == 0;
        if (fresh && live->len + 1 == folder->live->len)
            return TRUE;
        Segment *empty =
            fresh ? g_memdup2(greatest, sizeof *greatest) : index_folder_make_empty(folder, error);
        if (empty == NULL)
            return FALSE;
        g_ptr_array_add(live, empty);
        index_folder_step(folder, "segment sealed");
    }
    if (!index_folder_switch(folder, g_steal_pointer(&live), error))
        return FALSE;
    index_folder_sweep_retired(folder);
    return TRUE;
}

/* Journals a document that there is none of in each segment that tells another ranking than the
 * settings: so it is known to be changing, and is changed by index_folder_settle(), after a crash by
 * the next writer's. */
static gboolean journal_rankings(IndexFolder *folder, GError **error)
{
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(DocumentPlace));
    for (guint i = 0; i < folder->live->len; i++) {
        const Segment *segment = g_ptr_array_index(folder->live, i);
        DocumentPlace behind = {segment->name, segment->size.last_docid + 1};
        if (!has_ranking(folder, segment))
            g_array_append_val(none, behind);
    }
    return index_folder_journal(folder, (const DocumentPlace *)none->data, none->len, NULL, error);
}

gboolean index_folder_settle(IndexFolder *folder, GError **error)
{
    g_autoptr(GHashTable) deletions = collect_deletions(folder);
    g_autoptr(GPtrArray) emptied = g_ptr_array_new();
    for (guint i = 0; i < folder->live->len; i++) {
        Segment *segment = g_ptr_array_index(folder->live, i);
        const GArray *docids = g_hash_table_lookup(deletions, segment->name);
        if (docids == NULL)
            continue;
        if (is_all(segment, docids))
            g_ptr_array_add(emptied, segment);
        else if (!change_segment(folder, segment, docids, error))
            return FALSE;
    }
    /* A segment of which all is deleted leaves with the stub, without the work of deleting. What it
     * replaced elsewhere is deleted by now, or leaves with the same stub. */
    for (guint i = 0; i < emptied->len; i++)
        ((Segment *)g_ptr_array_index(emptied, i))->size.documents = 0;
    if (!drop_empty(folder, error))
        return FALSE;
    if (folder->journal->len == 0)
        return TRUE;
    g_ptr_array_set_size(folder->journal, 0);
    if (!layout_write_journal(folder->path, folder->journal, error))
        return FALSE;
    index_folder_step(folder, "journal removed");
    return TRUE;
}

/* ---- merges -----------------------------------------------------------------------------------*/

/* Merges the live segments of ascending indexes into one that takes the place of the first. */
static gboolean merge_segments(IndexFolder *folder, const GArray *indexes, gboolean smallest,
                               GError **error)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(g_free);
    guint64 bytes = 0, documents = 0;
    for (guint i = 0; i < indexes->len; i++) {
        const Segment *source = g_ptr_array_index(folder->live, g_array_index(indexes, gsize, i));
        g_ptr_array_add(sources, index_folder_segment_path(folder, source->name));
        bytes += source->size.bytes;
        documents += source->size.documents;
    }
    /* Damage would come out of it with checksums of its own. */
    for (guint i = 0; i < sources->len; i++)
        if (!checksums_hold(sources->pdata[i], error))
            return FALSE;
    const char *name = index_folder_reserve(folder);
    g_autofree char *path = index_folder_segment_path(folder, name);
    if (!merge_run((const char *const *)sources->pdata, sources->len, path, smallest,
                   folder->threads, error))
        return FALSE;
    index_folder_step(folder, "segments merged");
    g_autofree Segment *merged = index_folder_seal(folder, name, error);
    if (merged != NULL && merged->size.documents != documents) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "can't merge segments of '%s': of %" G_GUINT64_FORMAT
                    " documents %u came out; run "
                    "`dateline check`",
                    folder->path, documents, merged->size.documents);
        g_clear_pointer(&merged, g_free);
    }
    if (merged == NULL) {
        sweep_segment(path);
        return FALSE;
    }
    index_folder_step(folder, "segment sealed");

    GPtrArray *live = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0, next = 0; i < folder->live->len; i++) {
        gboolean taken = next < indexes->len && g_array_index(indexes, gsize, next) == i;
        if (!taken)
            g_ptr_array_add(live, g_memdup2(g_ptr_array_index(folder->live, i), sizeof *merged));
        else if (next++ == 0)
            g_ptr_array_add(live, g_memdup2(merged, sizeof *merged));
    }
    folder->merged_bytes += bytes;
    if (!index_folder_switch(folder, live, error))
        return FALSE;
    index_folder_sweep_retired(folder);
    return TRUE;
}

static GArray *choose(const IndexFolder *folder, guint64 merged)
{
    g_autofree SegmentSize *sizes = g_new(SegmentSize, MAX(folder->live->len, 1));
    for (guint i = 0; i < folder->live->len; i++)
        sizes[i] = ((const Segment *)g_ptr_array_index(folder->live, i))->size;
    return merge_choose(sizes, folder->live->len, folder->added_bytes, merged);
}

static gboolean merge_small(IndexFolder *folder, GError **error)
{
    guint64 before = folder->merged_bytes;
    for (;;) {
        g_autoptr(GArray) chosen = choose(folder, folder->merged_bytes - before);
        if (chosen == NULL)
            break;
        if (!merge_segments(folder, chosen, FALSE, error))
            return FALSE;
    }
    folder->added_bytes = 0;
    return TRUE;
}

static gboolean merge_all(IndexFolder *folder, GError **error)
{
    if (folder->live->len == 1 &&
        ((Segment *)g_ptr_array_index(folder->live, 0))->size.last_docid == 0)
        return TRUE;
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (gsize i = 0; i < folder->live->len; i++)
        g_array_append_val(all, i);
    folder->added_bytes = 0;
    return merge_segments(folder, all, TRUE, error);
}

/* ---- the end of a run -------------------------------------------------------------------------*/

/* What documents are deleted from, or what is to tell another ranking, gets new checksums, damage and all: so it must
 * be sound before. (When a folder is opened, its journal may be of a writer that died between the two.) */
static gboolean changing_are_sound(const IndexFolder *folder, GError **error)
{
    g_autoptr(GHashTable) deletions = collect_deletions(folder);
    for (guint i = 0; i < folder->live->len; i++) {
        const Segment *segment = g_ptr_array_index(folder->live, i);
        g_autofree char *path = index_folder_segment_path(folder, segment->name);
        gboolean changes =
            g_hash_table_contains(deletions, segment->name) || !has_ranking(folder, segment);
        if (changes && !checksums_hold(path, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean finish(IndexFolder *folder, gboolean (*merge)(IndexFolder *, GError **),
                       GError **error)
{
    g_mutex_lock(&folder->mutex);
    gboolean finished = index_folder_is_sound(folder, error) &&
                        index_folder_write_settings(folder, error) &&
                        changing_are_sound(folder, error) && journal_rankings(folder, error) &&
                        index_folder_settle(folder, error) && merge(folder, error);
    index_folder_sweep_retired(folder);
    g_mutex_unlock(&folder->mutex);
    return finished;
}

gboolean index_folder_finish(IndexFolder *folder, GError **error)
{
    return finish(folder, merge_small, error);
}

gboolean index_folder_compact(IndexFolder *folder, GError **error)
{
    return finish(folder, merge_all, error);
}
