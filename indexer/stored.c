#include "indexer/stored.h"

#include <string.h>

#include "xapian-c/checksums.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"

/* A writer that publishes this often while segments are opened is waited for no longer. */
#define ATTEMPTS 5

typedef struct {
    XapDatabase *db;
    guint32 last_docid;
    GHashTable *hidden; /* docids that the journal names */
} StoredSegment;

struct StoredArticles {
    char *index;
    GPtrArray *segments; /* StoredSegment */
    guint segment;
    guint32 docid; /* the last one looked at */
    guint64 count, seen;
};

static void segment_free(gpointer data)
{
    StoredSegment *segment = data;
    xap_close(segment->db);
    g_hash_table_unref(segment->hidden);
    g_free(segment);
}

void stored_free(StoredArticles *stored)
{
    if (stored == NULL)
        return;
    g_ptr_array_unref(stored->segments);
    g_free(stored->index);
    g_free(stored);
}

guint64 stored_count(const StoredArticles *stored)
{
    return stored->count;
}

/* ---- opening ----------------------------------------------------------------------------------*/

/* What says which documents are live. */
typedef struct {
    GPtrArray *names, *journal;
} State;

static void state_clear(State *state)
{
    g_clear_pointer(&state->names, g_ptr_array_unref);
    g_clear_pointer(&state->journal, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(State, state_clear)

static gboolean state_read(State *state, const char *index, GError **error)
{
    state->names = layout_read_stub(index, error);
    state->journal = state->names != NULL ? layout_read_journal(index, error) : NULL;
    return state->journal != NULL;
}

static gboolean names_contain(const GPtrArray *names, const char *name)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)names, name, g_str_equal, NULL);
}

static gboolean entries_equal(const JournalEntry *a, const JournalEntry *b)
{
    return a->docid == b->docid && strcmp(a->segment, b->segment) == 0 &&
           g_strcmp0(a->successor, b->successor) == 0;
}

static gboolean states_equal(const State *a, const State *b)
{
    if (a->names->len != b->names->len || a->journal->len != b->journal->len)
        return FALSE;
    for (guint i = 0; i < a->names->len; i++)
        if (strcmp(a->names->pdata[i], b->names->pdata[i]) != 0)
            return FALSE;
    for (guint i = 0; i < a->journal->len; i++)
        if (!entries_equal(a->journal->pdata[i], b->journal->pdata[i]))
            return FALSE;
    return TRUE;
}

static GHashTable *hidden_of(const State *state, const char *segment)
{
    GHashTable *hidden = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < state->journal->len; i++) {
        const JournalEntry *entry = state->journal->pdata[i];
        if (strcmp(entry->segment, segment) == 0 &&
            (entry->successor == NULL || names_contain(state->names, entry->successor)))
            g_hash_table_add(hidden, GUINT_TO_POINTER(entry->docid));
    }
    return hidden;
}

/* How many of the hidden documents are still there. */
static guint count_hidden(const StoredSegment *segment)
{
    GHashTableIter iter;
    gpointer docid;
    guint count = 0;
    g_hash_table_iter_init(&iter, segment->hidden);
    while (g_hash_table_iter_next(&iter, &docid, NULL)) {
        g_autofree char *data = NULL;
        count += xap_data(segment->db, GPOINTER_TO_UINT(docid), &data, NULL, NULL);
    }
    return count;
}

static gboolean open_segments(StoredArticles *stored, const State *state, GError **error)
{
    g_ptr_array_set_size(stored->segments, 0);
    stored->count = 0;
    for (guint i = 0; i < state->names->len; i++) {
        const char *name = state->names->pdata[i];
        g_autofree char *path = g_build_filename(stored->index, LAYOUT_SEGMENTS, name, NULL);
        StoredSegment *segment = g_new0(StoredSegment, 1);
        segment->hidden = hidden_of(state, name);
        g_ptr_array_add(stored->segments, segment);
        /* All of it will be read, so that looking at every byte before adds little. A segment from which documents
         * are being deleted has checksums of what it was. */
        if (g_hash_table_size(segment->hidden) == 0 && !checksums_hold(path, error))
            return FALSE;
        segment->db = xap_open(path, error);
        XapStatistics statistics;
        if (segment->db == NULL || !xap_statistics(segment->db, &statistics, error))
            return FALSE;
        /* From here on docids mean those of this state. */
        g_autoptr(GArray) none = xap_postings(segment->db, PREFIX_ID, strlen(PREFIX_ID), error);
        if (none == NULL)
            return FALSE;
        segment->last_docid = statistics.last_docid;
        stored->count += statistics.documents - count_hidden(segment);
    }
    return TRUE;
}

StoredArticles *stored_open(const char *index, GError **error)
{
    g_autoptr(IndexSettings) settings = layout_read_settings(index, error);
    if (settings == NULL)
        return NULL;
    g_autoptr(StoredArticles) stored = g_new0(StoredArticles, 1);
    stored->index = g_strdup(index);
    stored->segments = g_ptr_array_new_with_free_func(segment_free);
    for (int attempt = 1;; attempt++) {
        g_auto(State) before = {0}, after = {0};
        g_autoptr(GError) failure = NULL;
        if (!state_read(&before, index, error))
            return NULL;
        gboolean opened = open_segments(stored, &before, &failure);
        if (!state_read(&after, index, error))
            return NULL;
        if (opened && states_equal(&before, &after))
            return g_steal_pointer(&stored);
        if (!opened && (attempt == ATTEMPTS || states_equal(&before, &after))) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return NULL;
        }
        if (attempt == ATTEMPTS) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN,
                        "can't read '%s': it changes too fast; wait until its writer has finished",
                        index);
            return NULL;
        }
    }
}

/* ---- reading ----------------------------------------------------------------------------------*/

static void set_origin(Article *article, const char *data, gsize length)
{
    ArticleOrigin *origin = &article->origin;
    g_autoptr(GString) record = g_string_new(NULL);
    schema_data_find(data, length, "path", origin->path);
    schema_data_find(data, length, "member", origin->member);
    schema_data_find(data, length, "reading", origin->reading);
    schema_data_find(data, length, "record", record);
    origin->record = g_ascii_strtoull(record->str, NULL, 10);
}

void stored_parse(Article *article, const char *data, gsize length)
{
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        schema_data_find(data, length, article_field_name(i), article->field[i]);
    g_autoptr(GString) date = g_string_new(NULL);
    if (schema_data_find(data, length, "date", date))
        date_parse(date->str, date->len, &article->date);
    g_autoptr(GString) dated = g_string_new(NULL);
    if (schema_data_find(data, length, "dated", dated))
        article->date_origin = date_origin_of_name(dated->str);
    set_origin(article, data, length);
}

gboolean stored_read(XapDatabase *db, guint32 docid, Article *article, Identity *content,
                     GError **error)
{
    g_autofree char *data = NULL, *identity = NULL, *hash = NULL;
    gsize length, identity_length, hash_length = 0;
    article_reset(article);
    if (!xap_data(db, docid, &data, &length, error) ||
        !xap_value(db, docid, SLOT_IDENTITY, &identity, &identity_length, error) ||
        (content != NULL && !xap_value(db, docid, SLOT_CONTENT, &hash, &hash_length, error)))
        return FALSE;
    stored_parse(article, data, length);
    if (identity_length == IDENTITY_BYTES) {
        char hex[IDENTITY_HEX];
        identity_to_hex((const Identity *)identity, hex);
        g_string_assign(article->origin.identity, hex);
    }
    if (content != NULL) {
        memset(content, 0, sizeof *content);
        if (hash_length == IDENTITY_BYTES)
            memcpy(content->bytes, hash, IDENTITY_BYTES);
    }
    return TRUE;
}

StoredAnswer stored_next(StoredArticles *stored, Article *article, Identity *content,
                         GError **error)
{
    while (stored->segment < stored->segments->len) {
        const StoredSegment *segment = stored->segments->pdata[stored->segment];
        while (stored->docid < segment->last_docid) {
            guint32 docid = ++stored->docid;
            if (g_hash_table_contains(segment->hidden, GUINT_TO_POINTER(docid)))
                continue;
            g_autoptr(GError) failure = NULL;
            if (stored_read(segment->db, docid, article, content, &failure)) {
                stored->seen++;
                return STORED_ARTICLE;
            }
            if (!g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_NOT_FOUND)) {
                g_propagate_error(error, g_steal_pointer(&failure));
                return STORED_FAILED;
            }
        }
        stored->segment++;
        stored->docid = 0;
    }
    if (stored->seen == stored->count)
        return STORED_END;
    g_set_error(
        error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN,
        "can't read all of '%s': its writer took articles away meanwhile; run again when it has "
        "finished",
        stored->index);
    return STORED_FAILED;
}
