/* passage-archive: the articles of tests/search/passages in an index, and what a search shows of
 * them. */
#pragma once

#include "search/clause-weight.h"
#include "search/highlight.h"
#include "search/query-expand.h"
#include "search/snippet.h"
#include "tests/search/passages.h"
#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

/* Of a passage: some three lines. */
#define PASSAGE_COLUMNS 220

typedef struct {
    GPtrArray *articles;
    char *folder;
    XapDatabase *db;
    Vocabulary *vocabulary;
    Analysis *analysis;
} PassageArchive;

static inline void passage_archive_open(PassageArchive *archive)
{
    static const char *const languages[] = {"english", "german", "french", "russian"};
    archive->articles = passages_read();
    g_autoptr(GArray) rows = g_array_new(TRUE, TRUE, sizeof(FixtureArticle));
    for (guint i = 0; i < archive->articles->len; i++) {
        const PassageArticle *article = archive->articles->pdata[i];
        FixtureArticle row = {"a1", article->title, article->text, NULL, NULL, article->language};
        g_array_append_val(rows, row);
    }
    archive->folder = test_tmpdir();
    g_autofree char *index = g_build_filename(archive->folder, "index", NULL);
    fixture_index(index, (const FixtureArticle *)(gconstpointer)rows->data, languages,
                  G_N_ELEMENTS(languages));
    archive->db = xap_open(index, NULL);
    archive->vocabulary = vocabulary_new(archive->db);
    archive->analysis = analysis_new(languages, G_N_ELEMENTS(languages));
}

static inline void passage_archive_close(PassageArchive *archive)
{
    analysis_free(archive->analysis);
    vocabulary_free(archive->vocabulary);
    xap_close(archive->db);
    test_remove(archive->folder);
    g_ptr_array_unref(archive->articles);
}

/* The first fragment of an article for a query that it matches. Free with g_free(). */
static inline char *passage_archive_show(PassageArchive *archive, const PassageArticle *article,
                                         const char *asked)
{
    g_autoptr(GError) error = NULL;
    QuerySettings settings = {.analysis = archive->analysis};
    g_autoptr(Query) query = query_parse(asked, strlen(asked), &settings, &error);
    g_assert_no_error(error);
    g_assert_true(query_expand(query, archive->vocabulary, NULL));
    g_autofree double *weights = clause_weights(archive->db, query, &error);
    g_assert_no_error(error);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, archive->analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    gsize length = strlen(article->text);
    highlighter_run(highlighter, article->language, article->text, length, marks);
    g_autoptr(Snippet) snippet = snippet_new();
    SnippetStyle style = {1, PASSAGE_COLUMNS, weights, query->leaves->len};
    snippet_make(snippet, article->text, length, marks, &style);
    return g_strdup(snippet->text->str);
}
