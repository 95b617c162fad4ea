#include "search/searcher.h"

#include <string.h>

#include "xapian-c/layout.h"
#include "xapian-c/schema.h"

/* The languages that a database without our settings has in its metadata, if any. */
static Analysis *analysis_of_metadata(XapDatabase *db, GError **error)
{
    g_autofree char *names = NULL;
    gsize length = 0;
    if (!xap_metadata(db, METADATA_LANGUAGES, &names, &length, error))
        return NULL;
    g_auto(GStrv) list = g_strsplit(length ? names : "english", ";", -1);
    return analysis_new((const char *const *)list, g_strv_length(list));
}

/* An index that can't be read must not pass for a foreign database. */
static gboolean may_be_foreign(const GError *error)
{
    return g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX);
}

static Analysis *analysis_of_settings(const IndexSettings *settings)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (settings->default_language)
        g_ptr_array_add(names, settings->default_language);
    for (guint i = 0; i < settings->languages->len; i++)
        g_ptr_array_add(names, settings->languages->pdata[i]);
    return analysis_new((const char *const *)names->pdata, names->len);
}

Searcher *searcher_open(const char *path, GError **error)
{
    g_autoptr(Searcher) searcher = g_new0(Searcher, 1);
    searcher->path = g_strdup(path);
    g_autoptr(GError) no_settings = NULL;
    g_autoptr(IndexSettings) settings = layout_read_settings(path, &no_settings);
    if (!settings && !may_be_foreign(no_settings)) {
        g_propagate_error(error, g_steal_pointer(&no_settings));
        return NULL;
    }
    searcher->db = xap_open(path, settings ? error : NULL);
    if (!searcher->db) {
        if (!settings)
            g_propagate_error(error, g_steal_pointer(&no_settings));
        return NULL;
    }
    XapStatistics statistics;
    if (!xap_statistics(searcher->db, &statistics, error))
        return NULL;
    searcher->vocabulary = vocabulary_new(searcher->db);
    searcher->texts = settings && !settings->text ? source_texts_new(path) : NULL;
    searcher->foreign = !settings;
    searcher->documents = statistics.documents;
    searcher->positions = settings ? settings->positions : statistics.has_positions;
    searcher->other_tokenizer = settings && settings->tokenizer_version != TOKENIZER_VERSION;
    if (!ranking_of_index(&searcher->ranking, searcher->db, settings, error))
        return NULL;
    searcher->analysis =
        settings ? analysis_of_settings(settings) : analysis_of_metadata(searcher->db, error);
    return searcher->analysis ? g_steal_pointer(&searcher) : NULL;
}

void searcher_free(Searcher *searcher)
{
    if (!searcher)
        return;
    g_free(searcher->path);
    vocabulary_free(searcher->vocabulary);
    source_texts_free(searcher->texts);
    xap_close(searcher->db);
    analysis_free(searcher->analysis);
    g_free(searcher);
}

static gboolean has_language(const Searcher *searcher, const char *name)
{
    for (gsize i = 0; i < analysis_count(searcher->analysis); i++)
        if (strcmp(analysis_name(searcher->analysis, i), name) == 0)
            return TRUE;
    return FALSE;
}

Analysis *searcher_analysis(const Searcher *searcher, const char *languages, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_auto(GStrv) list = g_strsplit(languages, ",", -1);
    for (gsize i = 0; list[i]; i++) {
        const Language *language = language_find(g_strstrip(list[i]));
        if (language && has_language(searcher, language->name)) {
            g_ptr_array_add(names, (gpointer)language->name);
            continue;
        }
        g_autoptr(GString) known = g_string_new(NULL);
        for (gsize k = 0; k < analysis_count(searcher->analysis); k++)
            g_string_append_printf(known, "%s%s", k ? ", " : "", analysis_name(searcher->analysis, k));
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "'--lang' can't be '%s': the index has articles in %s", list[i], known->str);
        return NULL;
    }
    return analysis_new((const char *const *)names->pdata, names->len);
}

XapHits *searcher_run(Searcher *searcher, XapQuery *query, guint32 count, guint32 check_at_least,
                      GError **error)
{
    XapRequest request = {.query = query,
                          .count = count,
                          .check_at_least = MAX(check_at_least, count),
                          .with_data = TRUE};
    ranking_apply(&searcher->ranking, &request);
    return xap_run(searcher->db, &request, error);
}

XapHits *searcher_rank(Searcher *searcher, XapQuery *query, guint32 first, guint32 count,
                       guint32 check_at_least, GError **error)
{
    XapRequest request = {.query = query,
                          .first = first,
                          .count = count,
                          .check_at_least = MAX(check_at_least, count)};
    ranking_apply(&searcher->ranking, &request);
    return xap_run(searcher->db, &request, error);
}

gboolean searcher_count(Searcher *searcher, XapQuery *query, guint32 *count, GError **error)
{
    g_autoptr(XapHits) hits = searcher_run(searcher, query, 0, searcher->documents, error);
    if (!hits)
        return FALSE;
    xap_hits_matches(hits, NULL, count, NULL);
    return TRUE;
}
