/* The first fragment must hold the passage that a person picked, for most of the queries in
 * tests/search/passages. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "search/clause-weight.h"
#include "search/highlight.h"
#include "search/query-expand.h"
#include "search/snippet.h"
#include "tests/search/passages.h"
#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

/* Of the passage: some three lines. */
#define COLUMNS 220

typedef struct {
    GPtrArray *articles;
    char *folder;
    XapDatabase *db;
    Vocabulary *vocabulary;
    Analysis *analysis;
} Archive;

static void archive_open(Archive *archive)
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

static void archive_close(Archive *archive)
{
    analysis_free(archive->analysis);
    vocabulary_free(archive->vocabulary);
    xap_close(archive->db);
    test_remove(archive->folder);
    g_ptr_array_unref(archive->articles);
}

/* Whether the first fragment holds the passage; what it is, is appended to report if not. */
static gboolean holds(Archive *archive, const PassageArticle *article, const PassagePair *pair,
                      GString *report)
{
    QuerySettings settings = {.analysis = archive->analysis};
    g_autoptr(Query) query = query_parse(pair->query, strlen(pair->query), &settings, NULL);
    ck_assert_msg(query && query_expand(query, archive->vocabulary, NULL), "%s", pair->query);
    g_autofree double *weights = clause_weights(archive->db, query, NULL);
    ck_assert(weights != NULL);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, archive->analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    gsize length = strlen(article->text);
    highlighter_run(highlighter, article->language, article->text, length, marks);
    g_autoptr(Snippet) snippet = snippet_new();
    SnippetStyle style = {1, COLUMNS, weights, query->leaves->len};
    snippet_make(snippet, article->text, length, marks, &style);
    if (strstr(snippet->text->str, pair->passage))
        return TRUE;
    g_string_append_printf(report, "%s: %s\n  should hold %s\n  is          %s\n", article->name,
                           pair->query, pair->passage, snippet->text->str);
    return FALSE;
}

START_TEST(shows_what_a_person_would_pick)
{
    Archive archive;
    archive_open(&archive);
    g_autoptr(GString) report = g_string_new(NULL);
    guint held = 0, all = 0;
    for (guint i = 0; i < archive.articles->len; i++) {
        const PassageArticle *article = archive.articles->pdata[i];
        for (guint k = 0; k < article->pairs->len; k++, all++)
            held += holds(&archive, article, &g_array_index(article->pairs, PassagePair, k), report);
    }
    archive_close(&archive);
    if (g_getenv("PASSAGES_REPORT"))
        printf("%sheld: %u of %u\n", report->str, held, all);
    ck_assert_uint_ge(all, 60);
    ck_assert_msg(held * 6 >= all * 5, "only %u of %u are held:\n%s", held, all, report->str);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("passages");
    TCase *c = tcase_create("passages");
    tcase_add_test(c, shows_what_a_person_would_pick);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
