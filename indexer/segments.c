#include "indexer/segments-private.h"

#include <string.h>

#include "indexer/sweep.h"
#include "xapian-c/checksums.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

const char *index_folder_path(const IndexFolder *folder)
{
    return folder->path;
}

IndexSettings *index_folder_settings(IndexFolder *folder)
{
    return folder->settings;
}

static void add_language(IndexSettings *settings, const char *name)
{
    guint at = 0;
    for (; at < settings->languages->len; at++) {
        int order = strcmp(settings->languages->pdata[at], name);
        if (order == 0)
            return;
        if (order > 0)
            break;
    }
    g_ptr_array_insert(settings->languages, at, g_strdup(name));
}

void index_folder_add_languages(IndexFolder *folder, const char *names)
{
    g_auto(GStrv) list = g_strsplit(names, ";", -1);
    g_mutex_lock(&folder->mutex);
    for (char **name = list; *name != NULL; name++)
        if (**name != '\0')
            add_language(folder->settings, *name);
    g_mutex_unlock(&folder->mutex);
}

guint32 index_folder_documents(const IndexFolder *folder)
{
    return folder->documents;
}

void index_folder_set_threads(IndexFolder *folder, guint threads)
{
    folder->threads = MAX(threads, 1);
}

guint64 index_folder_merged_bytes(const IndexFolder *folder)
{
    return folder->merged_bytes;
}

void index_folder_step(const IndexFolder *folder, const char *step)
{
    if (folder->step != NULL)
        folder->step(step, folder->step_data);
}

/* ---- names and numbers ------------------------------------------------------------------------*/

const char *index_folder_intern_locked(IndexFolder *folder, const char *name)
{
    const char *known = g_hash_table_lookup(folder->names, name);
    if (known != NULL)
        return known;
    char *copy = g_strdup(name);
    g_hash_table_add(folder->names, copy);
    return copy;
}

const char *index_folder_intern(IndexFolder *folder, const char *segment)
{
    g_mutex_lock(&folder->mutex);
    const char *name = index_folder_intern_locked(folder, segment);
    g_mutex_unlock(&folder->mutex);
    return name;
}

/* Numbers that were published never come again, because the stub always names the greatest of them:
 * a merger has a greater number than its sources, and a segment of the greatest number leaves the
 * stub only for one of a still greater number. A number that was reserved and never published was
 * in no reader's hands; it may come again once its leftovers are swept. */
const char *index_folder_reserve(IndexFolder *folder)
{
    g_autofree char *name = sweep_segment_name(++folder->last_number);
    return index_folder_intern_locked(folder, name);
}

char *index_folder_new_segment(IndexFolder *folder)
{
    g_mutex_lock(&folder->mutex);
    char *name = g_strdup(index_folder_reserve(folder));
    g_mutex_unlock(&folder->mutex);
    return name;
}

char *index_folder_segment_path(const IndexFolder *folder, const char *segment)
{
    return g_build_filename(folder->path, LAYOUT_SEGMENTS, segment, NULL);
}

Segment *index_folder_find(const IndexFolder *folder, const char *name)
{
    for (guint i = 0; i < folder->live->len; i++) {
        Segment *segment = g_ptr_array_index(folder->live, i);
        if (strcmp(segment->name, name) == 0)
            return segment;
    }
    return NULL;
}

/* ---- one segment ------------------------------------------------------------------------------*/

Segment *index_folder_measure(const IndexFolder *folder, const char *name, GError **error)
{
    g_autofree char *path = index_folder_segment_path(folder, name);
    g_autoptr(XapDatabase) db = xap_open(path, error);
    g_autofree char *ranking = NULL;
    XapStatistics statistics;
    if (db == NULL || !xap_statistics(db, &statistics, error) ||
        !xap_metadata(db, METADATA_RANKING, &ranking, NULL, error))
        return NULL;
    g_autofree Segment *segment = g_new0(Segment, 1);
    segment->name = name;
    index_ranking_read(&segment->ranking, ranking);
    segment->size.documents = statistics.documents;
    segment->size.last_docid = statistics.last_docid;
    if (!sweep_measure(path, FALSE, &segment->size.bytes, error))
        return NULL;
    return g_steal_pointer(&segment);
}

Segment *index_folder_seal(const IndexFolder *folder, const char *name, GError **error)
{
    g_autofree char *path = index_folder_segment_path(folder, name);
    g_autofree char *segments = g_build_filename(folder->path, LAYOUT_SEGMENTS, NULL);
    g_autofree Segment *segment = index_folder_measure(folder, name, error);
    guint64 bytes;
    if (segment == NULL || (!checksums_exist(path) && !checksums_write(path, error)) ||
        !sweep_measure(path, TRUE, &bytes, error) || !layout_sync(segments, error))
        return NULL;
    return g_steal_pointer(&segment);
}

Segment *index_folder_make_empty(IndexFolder *folder, GError **error)
{
    const char *name = index_folder_reserve(folder);
    g_autofree char *path = index_folder_segment_path(folder, name);
    g_autofree char *tokenizer = g_strdup_printf("%d", folder->settings->tokenizer_version);
    g_autofree char *schema = g_strdup_printf("%d", folder->settings->schema_version);
    g_autofree char *ranking = index_ranking_to_text(&folder->settings->ranking);
    g_autoptr(XapWriter) writer = xap_writer_create(path, error);
    if (writer == NULL ||
        !xap_writer_set_metadata(writer, METADATA_TOKENIZER, tokenizer, strlen(tokenizer), error) ||
        !xap_writer_set_metadata(writer, METADATA_SCHEMA, schema, strlen(schema), error) ||
        !xap_writer_set_metadata(writer, METADATA_RANKING, ranking, strlen(ranking), error) ||
        !xap_writer_commit(writer, error))
        return NULL;
    return index_folder_seal(folder, name, error);
}

/* ---- settings ---------------------------------------------------------------------------------*/

static gboolean names_equal(const GPtrArray *a, const GPtrArray *b)
{
    if (a->len != b->len)
        return FALSE;
    for (guint i = 0; i < a->len; i++)
        if (strcmp(g_ptr_array_index(a, i), g_ptr_array_index(b, i)) != 0)
            return FALSE;
    return TRUE;
}

static gboolean settings_equal(const IndexSettings *a, const IndexSettings *b)
{
    return a->format_version == b->format_version && a->tokenizer_version == b->tokenizer_version &&
           a->schema_version == b->schema_version && !a->positions == !b->positions &&
           !a->text == !b->text && g_strcmp0(a->default_language, b->default_language) == 0 &&
           g_strcmp0(a->detected, b->detected) == 0 &&
           index_ranking_equal(&a->ranking, &b->ranking) &&
           names_equal(a->languages, b->languages);
}

static IndexSettings *settings_copy(const IndexSettings *settings)
{
    IndexSettings *copy = index_settings_new();
    copy->format_version = settings->format_version;
    copy->tokenizer_version = settings->tokenizer_version;
    copy->schema_version = settings->schema_version;
    copy->positions = settings->positions;
    copy->text = settings->text;
    copy->ranking = settings->ranking;
    g_free(copy->default_language);
    copy->default_language = g_strdup(settings->default_language);
    copy->detected = g_strdup(settings->detected);
    g_ptr_array_set_size(copy->languages, 0);
    for (guint i = 0; i < settings->languages->len; i++)
        g_ptr_array_add(copy->languages, g_strdup(g_ptr_array_index(settings->languages, i)));
    return copy;
}

void index_folder_mark_written(IndexFolder *folder)
{
    index_settings_free(folder->written);
    folder->written = settings_copy(folder->settings);
}

gboolean index_folder_write_settings(IndexFolder *folder, GError **error)
{
    if (folder->written != NULL && settings_equal(folder->written, folder->settings))
        return TRUE;
    if (!layout_write_settings(folder->path, folder->settings, error))
        return FALSE;
    index_folder_mark_written(folder);
    index_folder_step(folder, "settings written");
    return TRUE;
}

/* ---- publishing -------------------------------------------------------------------------------*/

gboolean index_folder_is_sound(const IndexFolder *folder, GError **error)
{
    if (!folder->broken)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_IO,
                "can't change '%s': its list of segments could not be written before; run again",
                folder->path);
    return FALSE;
}

/* Docids of all segments of a stub must fit in 32 bits when they are opened as one. */
gboolean index_folder_docids_fit(const IndexFolder *folder, const GPtrArray *live, GError **error)
{
    guint32 last = 0;
    for (guint i = 0; i < live->len; i++)
        last = MAX(last, ((const Segment *)g_ptr_array_index(live, i))->size.last_docid);
    if (merge_docids_fit(last, live->len))
        return TRUE;
    g_set_error(
        error, INDEX_ERROR, INDEX_ERROR_NO_SPACE,
        "can't add a segment to '%s': %u segments of up to %u documents are more than Xapian "
        "can number; run `dateline compact`, then again",
        folder->path, live->len, last);
    return FALSE;
}

gboolean index_folder_switch(IndexFolder *folder, GPtrArray *live, GError **error)
{
    g_autoptr(GPtrArray) next = live;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < next->len; i++)
        g_ptr_array_add(names, (gpointer)((Segment *)g_ptr_array_index(next, i))->name);
    /* If this fails after the rename, the stub may or may not be the new one: whatever came next
     * could undo it or build on it wrongly. The next writer will see what stands there. */
    if (!layout_write_stub(folder->path, names, error)) {
        folder->broken = TRUE;
        return FALSE;
    }
    index_folder_step(folder, "stub written");

    g_autoptr(GPtrArray) before = folder->live;
    folder->live = g_steal_pointer(&next);
    for (guint i = 0; i < before->len; i++) {
        const Segment *segment = g_ptr_array_index(before, i);
        if (index_folder_find(folder, segment->name) == NULL)
            g_ptr_array_add(folder->retired, (gpointer)segment->name);
    }
    return TRUE;
}

void index_folder_sweep_retired(IndexFolder *folder)
{
    for (guint i = 0; i < folder->retired->len; i++) {
        g_autofree char *path =
            index_folder_segment_path(folder, g_ptr_array_index(folder->retired, i));
        sweep_segment(path);
        index_folder_step(folder, "old segment removed");
    }
    g_ptr_array_set_size(folder->retired, 0);
}

gboolean index_folder_journal(IndexFolder *folder, const DocumentPlace *places, gsize count,
                              const char *successor, GError **error)
{
    if (count == 0)
        return TRUE;
    guint before = folder->journal->len;
    for (gsize i = 0; i < count; i++)
        g_ptr_array_add(folder->journal,
                        journal_entry_new(places[i].segment, places[i].docid, successor));
    if (!layout_write_journal(folder->path, folder->journal, error)) {
        g_ptr_array_set_size(folder->journal, (gint)before);
        return FALSE;
    }
    index_folder_step(folder, "journal written");
    return TRUE;
}

/* TRUE if the journal counts on the stub to name the segment. */
static gboolean is_successor(const IndexFolder *folder, const char *name)
{
    for (guint i = 0; i < folder->journal->len; i++)
        if (g_strcmp0(((const JournalEntry *)g_ptr_array_index(folder->journal, i))->successor,
                      name) == 0)
            return TRUE;
    return FALSE;
}

/* The live segments and one more. Empty ones have done their service, which is to be there. */
static GPtrArray *live_with(const IndexFolder *folder, const Segment *added)
{
    guint32 greatest = sweep_segment_number(added->name);
    for (guint i = 0; i < folder->live->len; i++)
        greatest =
            MAX(greatest,
                sweep_segment_number(((const Segment *)g_ptr_array_index(folder->live, i))->name));
    GPtrArray *live = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < folder->live->len; i++) {
        const Segment *segment = g_ptr_array_index(folder->live, i);
        if (segment->size.documents > 0 || sweep_segment_number(segment->name) == greatest ||
            is_successor(folder, segment->name))
            g_ptr_array_add(live, g_memdup2(segment, sizeof *segment));
    }
    g_ptr_array_add(live, g_memdup2(added, sizeof *added));
    return live;
}

static gboolean publish(IndexFolder *folder, const Segment *segment, const DocumentPlace *replaced,
                        gsize count, GError **error)
{
    g_autoptr(GPtrArray) live = live_with(folder, segment);
    if (!index_folder_is_sound(folder, error) || !index_folder_docids_fit(folder, live, error) ||
        !index_folder_write_settings(folder, error) ||
        !index_folder_journal(folder, replaced, count, segment->name, error) ||
        !index_folder_switch(folder, g_steal_pointer(&live), error))
        return FALSE;
    folder->added_bytes += segment->size.bytes;
    return TRUE;
}

gboolean index_folder_publish(IndexFolder *folder, const char *segment,
                              const DocumentPlace *replaced, gsize count, GError **error)
{
    /* The long part, side by side with other threads' work. */
    const char *name = index_folder_intern(folder, segment);
    g_autofree Segment *sealed = index_folder_seal(folder, name, error);
    if (sealed == NULL)
        return FALSE;
    g_mutex_lock(&folder->mutex);
    index_folder_step(folder, "segment sealed");
    g_assert(index_folder_find(folder, name) == NULL);
    gboolean published = publish(folder, sealed, replaced, count, error);
    g_mutex_unlock(&folder->mutex);
    return published;
}

gboolean index_folder_remove(IndexFolder *folder, const DocumentPlace *removed, gsize count,
                             GError **error)
{
    g_mutex_lock(&folder->mutex);
    gboolean noted =
        index_folder_is_sound(folder, error) &&
        index_folder_journal(folder, removed, count, NULL, error);
    g_mutex_unlock(&folder->mutex);
    return noted;
}
