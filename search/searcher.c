#include "search/searcher.h"

#include <string.h>

#include "console/console.h"
#include "console/crash.h"
#include "search/agreement.h"
#include "xapian-c/layout.h"
#include "xapian-c/schema.h"

static Analysis *analysis_of_settings(const IndexSettings *settings)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (settings->default_language)
        g_ptr_array_add(names, settings->default_language);
    else if (g_ptr_array_find_with_equal_func(settings->languages, "english", g_str_equal, NULL))
        g_ptr_array_add(names, (gpointer) "english");
    for (guint i = 0; i < settings->languages->len; i++)
        g_ptr_array_add(names, settings->languages->pdata[i]);
    return analysis_new((const char *const *)names->pdata, names->len);
}

static XapDatabase *open_database(const IndexList *list, GError **error)
{
    XapOpenOptions options = {.connect_timeout = list->connect_timeout * 1000,
                              .timeout = list->timeout * 1000,
                              .partial = list->partial};
    for (guint i = 0; list->names && i < list->names->len; i++)
        crash_blame(list->names->pdata[i]);
    if (list->names && list->names->len)
        return xap_open_all((const char *const *)list->names->pdata, list->names->len, &options,
                            error);
    g_autofree char *named = layout_default_index();
    const char *const names[] = {named};
    crash_blame(named);
    return xap_open_all(names, 1, &options, error);
}

static gboolean check_docids(XapDatabase *db, const char *path, GError **error)
{
    XapDocidSpace space;
    if (!xap_docid_space(db, &space, error))
        return FALSE;
    if (space.taken < XAP_DOCIDS)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                "can't search '%s': %" G_GSIZE_FORMAT " segments and servers take turns in docids of 32 bits, and "
                "one has a docid of %u; run 'dateline compact' on each index, or search fewer at a time",
                path, space.parts, space.largest);
    return FALSE;
}

static char *path_of(XapDatabase *db, GError **error)
{
    g_autoptr(GString) path = g_string_new(NULL);
    for (gsize i = 0; i < xap_place_count(db); i++) {
        XapPlace place;
        if (!xap_place_get(db, i, &place, error))
            return NULL;
        g_string_append_printf(path, "%s%s", i ? ", " : "", place.name);
    }
    return g_string_free(g_steal_pointer(&path), FALSE);
}

Searcher *searcher_open_list(const IndexList *list, GError **error)
{
    g_autoptr(Searcher) searcher = g_new0(Searcher, 1);
    searcher->db = open_database(list, error);
    if (!searcher->db)
        return NULL;
    searcher->path = path_of(searcher->db, error);
    if (!searcher->path || !check_docids(searcher->db, searcher->path, error))
        return NULL;
    g_autoptr(Agreement) agreement = agreement_reach(searcher->db, error);
    XapStatistics statistics;
    if (!agreement || !xap_statistics(searcher->db, &statistics, error))
        return NULL;
    const IndexSettings *settings = agreement->settings;
    searcher->vocabulary = vocabulary_new(searcher->db);
    searcher->texts = settings->text ? NULL : source_texts_new(agreement->without_text);
    searcher->foreign = agreement->foreign;
    searcher->documents = statistics.documents;
    searcher->positions = settings->positions;
    searcher->other_tokenizer =
        settings->tokenizer_version && settings->tokenizer_version != TOKENIZER_VERSION;
    searcher->newer_schema = settings->schema_version > SCHEMA_VERSION;
    if (!ranking_of_index(&searcher->ranking, searcher->db, agreement->tuned ? settings : NULL, error))
        return NULL;
    searcher->analysis = analysis_of_settings(settings);
    searcher->told = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_unref(searcher_lost(searcher));
    return g_steal_pointer(&searcher);
}

Searcher *searcher_open(const char *path, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_ptr_array_add(names, (gpointer)path);
    return searcher_open_list(&(IndexList){.names = names}, error);
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
    g_clear_pointer(&searcher->told, g_ptr_array_unref);
    g_free(searcher);
}

GPtrArray *searcher_lost(Searcher *searcher)
{
    GPtrArray *lost = g_ptr_array_new();
    for (gsize i = 0; i < xap_place_count(searcher->db); i++) {
        XapPlace place;
        if (!xap_place_get(searcher->db, i, &place, NULL) || !place.lost)
            continue;
        g_ptr_array_add(lost, (gpointer)place.name);
        if (g_ptr_array_find_with_equal_func(searcher->told, place.name, g_str_equal, NULL))
            continue;
        g_ptr_array_add(searcher->told, g_strdup(place.name));
        console_note("warning: articles may be missing: %s", place.lost);
    }
    return lost;
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
