#include "search/highlight.h"

#include <check.h>
#include <string.h>

#include "tests/search/highlight-cases.h"
#include "tests/search/query-fixture.h"

/* The text without its marks. */
static char *unmarked(const char *marked)
{
    GString *text = g_string_new(NULL);
    for (; *marked; marked++)
        if (*marked != '[' && *marked != ']')
            g_string_append_c(text, *marked);
    return g_string_free(text, FALSE);
}

static char *with_marks(const char *text, const GArray *marks)
{
    GString *out = g_string_new(NULL);
    gsize end = 0;
    for (gsize at = 0; at <= strlen(text); at++) {
        if (end && at == end)
            g_string_append_c(out, ']');
        if (at >= end)
            end = 0;
        for (guint i = 0; i < marks->len; i++) {
            const Mark *mark = &g_array_index(marks, Mark, i);
            if (mark->start != at)
                continue;
            if (!end)
                g_string_append_c(out, '[');
            end = MAX(end, mark->end);
        }
        if (text[at])
            g_string_append_c(out, text[at]);
    }
    return g_string_free(out, FALSE);
}

static Query *parse(const char *text, Analysis *analysis)
{
    g_autoptr(GError) error = NULL;
    Query *query = query_parse(text, strlen(text), &(QuerySettings){.analysis = analysis}, &error);
    ck_assert_msg(query != NULL, "%s: %s", text, error ? error->message : "");
    return query;
}

/* ---- the tables ----------------------------------------------------------------------------- */

static const char *const languages[] = {"english", "german", "french", "russian"};
static char *folder;
static XapDatabase *db;
static Vocabulary *vocabulary;

static void add_articles(GArray *articles, GPtrArray *texts, const HighlightCase *cases,
                         gsize count)
{
    for (gsize i = 0; i < count; i++) {
        char *text = unmarked(cases[i].marked);
        g_ptr_array_add(texts, text);
        FixtureArticle article = {
            "a1", cases[i].title ? text : NULL, cases[i].title ? "" : text, NULL, NULL, NULL};
        g_array_append_val(articles, article);
    }
}

/* Patterns stand for words of an index, so all the texts are put into one. */
static void open_index(void)
{
    g_autoptr(GArray) articles = g_array_new(TRUE, FALSE, sizeof(FixtureArticle));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    add_articles(articles, texts, highlight_words, G_N_ELEMENTS(highlight_words));
    add_articles(articles, texts, highlight_constructs, G_N_ELEMENTS(highlight_constructs));
    folder = test_tmpdir();
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    fixture_index(index, (const FixtureArticle *)(gconstpointer)articles->data, languages,
                  G_N_ELEMENTS(languages));
    db = xap_open(index, NULL);
    vocabulary = vocabulary_new(db);
}

static void close_index(void)
{
    vocabulary_free(vocabulary);
    xap_close(db);
    test_remove(folder);
}

static void check_case(const HighlightCase *row)
{
    g_autoptr(Analysis) analysis = analysis_new(languages, G_N_ELEMENTS(languages));
    g_autoptr(Query) query = parse(row->query, analysis);
    ck_assert_msg(query_expand(query, vocabulary, NULL), "%s", row->name);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    g_autofree char *text = unmarked(row->marked);
    (row->title ? highlighter_run_title : highlighter_run)(highlighter, row->language, text,
                                                           strlen(text), marks);
    g_autofree char *marked = with_marks(text, marks);
    ck_assert_msg(strcmp(marked, row->marked) == 0, "%s: %s\n  is     %s\n  should %s", row->name,
                  row->query, marked, row->marked);
}

START_TEST(marks_words)
{
    check_case(&highlight_words[_i]);
}
END_TEST

START_TEST(marks_constructs)
{
    check_case(&highlight_constructs[_i]);
}
END_TEST

START_TEST(tells_the_clause)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    g_autoptr(Query) query = parse(highlight_clauses[_i].query, analysis);
    ck_assert(query_expand(query, vocabulary, NULL));
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    const char *text = highlight_clauses[_i].text;
    highlighter_run(highlighter, NULL, text, strlen(text), marks);
    g_autoptr(GString) is = g_string_new(NULL);
    for (guint i = 0; i < marks->len; i++) {
        Mark mark = g_array_index(marks, Mark, i);
        g_string_append_printf(is, "%s%u:%.*s", i ? "|" : "", mark.clause,
                               (int)(mark.end - mark.start), text + mark.start);
    }
    ck_assert_msg(strcmp(is->str, highlight_clauses[_i].marks) == 0,
                  "%s: %s\n  is     %s\n  should %s", highlight_clauses[_i].name,
                  highlight_clauses[_i].query, is->str, highlight_clauses[_i].marks);
}
END_TEST

/* One highlighter over several texts, and another query with the same lexicons. */
START_TEST(forgets_the_text_before)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    g_autoptr(Query) first = parse("\"peace talks\"", analysis);
    g_autoptr(Query) second = parse("talks", analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    Highlighter *highlighter = highlighter_new(first, analysis);
    highlighter_run(highlighter, "english", "peace", 5, marks);
    highlighter_run(highlighter, "english", "a talks", 7, marks);
    ck_assert_uint_eq(marks->len, 0);
    highlighter_free(highlighter);
    highlighter = highlighter_new(second, analysis);
    highlighter_run(highlighter, "english", "a talks", 7, marks);
    ck_assert_uint_eq(marks->len, 1);
    highlighter_free(highlighter);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("highlight");
    TCase *c = tcase_create("highlight");
    tcase_add_unchecked_fixture(c, open_index, close_index);
    tcase_add_loop_test(c, marks_words, 0, G_N_ELEMENTS(highlight_words));
    tcase_add_loop_test(c, marks_constructs, 0, G_N_ELEMENTS(highlight_constructs));
    tcase_add_loop_test(c, tells_the_clause, 0, G_N_ELEMENTS(highlight_clauses));
    tcase_add_test(c, forgets_the_text_before);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
