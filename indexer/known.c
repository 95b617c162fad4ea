#include "indexer/known.h"

#include <string.h>

#include "xapian-c/schema.h"
#include "xapian-c/xapian-values.h"

/* A probe costs as much as reading so many identities in a sweep. */
#define PROBE_COST 100

typedef struct {
    Identity identity;
    guint64 content; /* the first bytes of its hash */
    guint32 segment; /* index in segments */
    guint32 docid;
} KnownArticle;

struct KnownArticles {
    GPtrArray *segments; /* names, interned by the folder */
    GPtrArray *paths;
    guint32 documents;
    gint probes;         /* so far, by all readers */
    gint loaded;         /* articles and table are there: set last */
    GMutex loading;
    GArray *articles;    /* KnownArticle */
    guint32 *table;      /* open addressing: index + 1, or 0 */
    guint32 table_mask;
};

struct KnownReader {
    KnownArticles *known;
    GPtrArray *databases; /* XapDatabase of each segment, NULL until it is needed */
};

KnownArticles *known_articles_new(IndexFolder *folder, GError **error)
{
    g_autoptr(GPtrArray) names = layout_read_stub(index_folder_path(folder), error);
    if (names == NULL)
        return NULL;
    KnownArticles *known = g_new0(KnownArticles, 1);
    known->segments = g_ptr_array_new();
    known->paths = g_ptr_array_new_with_free_func(g_free);
    known->documents = index_folder_documents(folder);
    known->articles = g_array_new(FALSE, FALSE, sizeof(KnownArticle));
    g_mutex_init(&known->loading);
    for (guint i = 0; i < names->len; i++) {
        g_ptr_array_add(known->segments, (gpointer)index_folder_intern(folder, names->pdata[i]));
        g_ptr_array_add(known->paths, index_folder_segment_path(folder, names->pdata[i]));
    }
    return known;
}

void known_articles_free(KnownArticles *known)
{
    if (known == NULL)
        return;
    g_ptr_array_unref(known->segments);
    g_ptr_array_unref(known->paths);
    g_array_unref(known->articles);
    g_free(known->table);
    g_mutex_clear(&known->loading);
    g_free(known);
}

static void close_database(gpointer database)
{
    xap_close(database);
}

KnownReader *known_reader_new(KnownArticles *known)
{
    KnownReader *reader = g_new0(KnownReader, 1);
    reader->known = known;
    reader->databases = g_ptr_array_new_with_free_func(close_database);
    g_ptr_array_set_size(reader->databases, known->segments->len);
    return reader;
}

void known_reader_free(KnownReader *reader)
{
    if (reader == NULL)
        return;
    g_ptr_array_unref(reader->databases);
    g_free(reader);
}

static XapDatabase *database(KnownReader *reader, guint segment, GError **error)
{
    if (reader->databases->pdata[segment] == NULL)
        reader->databases->pdata[segment] = xap_open(reader->known->paths->pdata[segment], error);
    return reader->databases->pdata[segment];
}

/* ---- the sweep --------------------------------------------------------------------------------*/

typedef struct {
    KnownArticles *known;
    guint32 segment;
    guint next; /* article to which the next content belongs */
} Sweep;

static void on_identity(guint32 docid, const char *value, gsize length, gpointer data)
{
    Sweep *sweep = data;
    if (length != IDENTITY_BYTES)
        return;
    KnownArticle article = {.segment = sweep->segment, .docid = docid};
    memcpy(article.identity.bytes, value, IDENTITY_BYTES);
    g_array_append_val(sweep->known->articles, article);
}

static void on_content(guint32 docid, const char *value, gsize length, gpointer data)
{
    Sweep *sweep = data;
    GArray *articles = sweep->known->articles;
    while (sweep->next < articles->len &&
           g_array_index(articles, KnownArticle, sweep->next).docid < docid)
        sweep->next++;
    if (sweep->next < articles->len && length == IDENTITY_BYTES) {
        KnownArticle *article = &g_array_index(articles, KnownArticle, sweep->next);
        if (article->docid == docid)
            memcpy(&article->content, value, sizeof article->content);
    }
}

static guint32 place_in_table(const KnownArticles *known, const Identity *identity)
{
    guint32 hash;
    memcpy(&hash, identity->bytes, sizeof hash);
    return hash & known->table_mask;
}

static void fill_table(KnownArticles *known)
{
    guint32 size = 1024;
    while (size < known->articles->len * 2)
        size *= 2;
    known->table_mask = size - 1;
    known->table = g_new0(guint32, size);
    for (guint i = 0; i < known->articles->len; i++) {
        guint32 at = place_in_table(known, &g_array_index(known->articles, KnownArticle, i).identity);
        while (known->table[at] != 0)
            at = (at + 1) & known->table_mask;
        known->table[at] = i + 1;
    }
}

static gboolean load(KnownReader *reader, GError **error)
{
    KnownArticles *known = reader->known;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&known->loading);
    if (g_atomic_int_get(&known->loaded))
        return TRUE;
    g_array_set_size(known->articles, 0);
    for (guint segment = 0; segment < known->segments->len; segment++) {
        Sweep sweep = {known, segment, known->articles->len};
        XapDatabase *db = database(reader, segment, error);
        if (db == NULL || !xap_each_value(db, SLOT_IDENTITY, on_identity, &sweep, error) ||
            !xap_each_value(db, SLOT_CONTENT, on_content, &sweep, error))
            return FALSE;
    }
    fill_table(known);
    g_atomic_int_set(&known->loaded, 1);
    return TRUE;
}

/* ---- lookup -----------------------------------------------------------------------------------*/

static KnownAnswer compare_content(guint64 known, const Identity *content)
{
    return memcmp(&known, content->bytes, sizeof known) == 0 ? KNOWN_SAME : KNOWN_OTHER;
}

static KnownAnswer find_loaded(const KnownArticles *known, const Identity *identity,
                               const Identity *content, DocumentPlace *place)
{
    for (guint32 at = place_in_table(known, identity); known->table[at] != 0;
         at = (at + 1) & known->table_mask) {
        const KnownArticle *article =
            &g_array_index(known->articles, KnownArticle, known->table[at] - 1);
        if (memcmp(&article->identity, identity, sizeof *identity) == 0) {
            *place = (DocumentPlace){known->segments->pdata[article->segment], article->docid};
            return compare_content(article->content, content);
        }
    }
    return KNOWN_NOT;
}

static KnownAnswer probe_segment(KnownReader *reader, guint segment, const char *term,
                                 const Identity *content, DocumentPlace *place, GError **error)
{
    XapDatabase *db = database(reader, segment, error);
    if (db == NULL)
        return KNOWN_FAILED;
    g_autoptr(GArray) docids = xap_postings(db, term, strlen(term), error);
    if (docids == NULL)
        return KNOWN_FAILED;
    if (docids->len == 0)
        return KNOWN_NOT;
    *place = (DocumentPlace){reader->known->segments->pdata[segment],
                             g_array_index(docids, guint32, 0)};
    g_autofree char *value = NULL;
    gsize length = 0;
    if (!xap_value(db, place->docid, SLOT_CONTENT, &value, &length, error))
        return KNOWN_FAILED;
    guint64 known = 0;
    memcpy(&known, value, MIN(length, sizeof known));
    return compare_content(known, content);
}

KnownAnswer known_reader_find(KnownReader *reader, const Identity *identity,
                              const Identity *content, DocumentPlace *place, GError **error)
{
    KnownArticles *known = reader->known;
    if (known->documents == 0)
        return KNOWN_NOT;
    if (g_atomic_int_get(&known->loaded))
        return find_loaded(known, identity, content, place);
    if ((guint64)g_atomic_int_add(&known->probes, 1) * PROBE_COST > known->documents) {
        if (!load(reader, error))
            return KNOWN_FAILED;
        return find_loaded(known, identity, content, place);
    }
    char term[sizeof PREFIX_ID + IDENTITY_HEX] = PREFIX_ID;
    identity_to_hex(identity, term + strlen(PREFIX_ID));
    for (guint segment = 0; segment < known->segments->len; segment++) {
        KnownAnswer answer = probe_segment(reader, segment, term, content, place, error);
        if (answer != KNOWN_NOT)
            return answer;
    }
    return KNOWN_NOT;
}

char *known_reader_data(KnownReader *reader, const DocumentPlace *place, gsize *length)
{
    char *data = NULL;
    for (guint segment = 0; segment < reader->known->segments->len; segment++) {
        if (reader->known->segments->pdata[segment] != place->segment)
            continue;
        XapDatabase *db = database(reader, segment, NULL);
        if (db != NULL)
            xap_data(db, place->docid, &data, length, NULL);
    }
    return data;
}
