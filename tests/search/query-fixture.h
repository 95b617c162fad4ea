/* query-fixture: from a query's text to its tree and to what Xapian is asked, over a small index. */
#pragma once

#include "search/query-expand.h"
#include "search/query-xapian.h"
#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

/* Noon of 6 August 2014. */
#define QUERY_FIXTURE_NOW (1407283200 + 43200)

typedef struct {
    char *folder;
    XapDatabase *db;
    Vocabulary *vocabulary;
} QueryFixture;

typedef struct {
    char *tree, *again, *xapian; /* again: the tree of what the tree is written as */
} QueryTexts;

static inline void query_fixture_open(QueryFixture *fixture)
{
    static const FixtureArticle articles[] = {
        {"a1", "Azerbaijan talks", "The women of Azerbaijan and a woman of Kazakhstan.", NULL, NULL, NULL},
        {"b2", "Peace", "Azerbaijan and Azerbaijani peace talks in Pakistan. Karabakh.", NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL, NULL},
    };
    static const char *const languages[] = {"english"};
    fixture->folder = test_tmpdir();
    g_autofree char *index = g_build_filename(fixture->folder, "index", NULL);
    fixture_index(index, articles, languages, 1);
    fixture->db = xap_open(index, NULL);
    fixture->vocabulary = vocabulary_new(fixture->db);
}

static inline void query_fixture_close(QueryFixture *fixture)
{
    vocabulary_free(fixture->vocabulary);
    xap_close(fixture->db);
    test_remove(fixture->folder);
}

static inline void query_texts_clear(QueryTexts *texts)
{
    g_free(texts->tree);
    g_free(texts->again);
    g_free(texts->xapian);
}

static inline Query *query_fixture_parse(QueryFixture *fixture, const char *text,
                                         const QuerySettings *settings, GError **error)
{
    g_autoptr(Query) query = query_parse(text, strlen(text), settings, error);
    return query && query_expand(query, fixture->vocabulary, error) ? g_steal_pointer(&query) : NULL;
}

static inline char *query_fixture_tree(const Query *query)
{
    GString *tree = g_string_new(NULL);
    query_node_print(query->root, tree);
    return g_string_free(tree, FALSE);
}

static inline gboolean query_fixture_texts(QueryFixture *fixture, const char *text, guint flags,
                                           const char *languages, QueryTexts *texts, GError **error)
{
    g_auto(GStrv) names = g_strsplit(languages, ";", -1);
    g_autoptr(Analysis) analysis =
        analysis_new((const char *const *)names, g_strv_length(names));
    QuerySettings settings = {analysis, flags, {NULL, QUERY_FIXTURE_NOW}};
    g_autoptr(Query) query = query_fixture_parse(fixture, text, &settings, error);
    if (!query)
        return FALSE;
    g_autoptr(XapQuery) xapian = query_to_xapian(query->root, TRUE, 0.25);
    g_autoptr(GString) written = g_string_new(NULL);
    query_node_write(query->root, written);
    g_autoptr(Query) again = query_fixture_parse(fixture, written->str, &settings, error);
    if (!again)
        return FALSE;
    texts->tree = query_fixture_tree(query);
    texts->again = query_fixture_tree(again);
    texts->xapian = xap_query_describe(xapian);
    return TRUE;
}
