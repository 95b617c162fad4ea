#include <check.h>

#include "tests/search/query-fixture.h"

#include "search/query-lex.h"
#include "xapian-c/index-error.h"

/* Text in; the tree, in the notation of query-tree.h; and Xapian's query. */
static const struct {
    const char *name, *text, *tree, *xapian;
    guint flags;
    const char *languages;
} pairs[] = {
#include "tests/search/query-pairs-words.h"
#include "tests/search/query-pairs-near.h"
#include "tests/search/query-pairs-values.h"
};

static const struct {
    const char *name, *text, *message;
} mistakes[] = {
#include "tests/search/query-mistakes.h"
};

static QueryFixture fixture;

static void set_up(void)
{
    query_fixture_open(&fixture);
}

static void tear_down(void)
{
    query_fixture_close(&fixture);
}

static void check_text(const char *name, const char *what, const char *is, const char *should)
{
    ck_assert_msg(strcmp(is, should) == 0, "%s: %s\n  is     %s\n  should %s", name, what, is, should);
}

START_TEST(reads_as_a_tree_and_asks_xapian)
{
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(GError) error = NULL;
        QueryTexts texts;
        gboolean done = query_fixture_texts(&fixture, pairs[i].text, pairs[i].flags,
                                            pairs[i].languages, &texts, &error);
        ck_assert_msg(done, "%s: %s", pairs[i].name, error ? error->message : "");
        check_text(pairs[i].name, pairs[i].text, texts.tree, pairs[i].tree);
        check_text(pairs[i].name, pairs[i].text, texts.xapian, pairs[i].xapian);
        /* What --explain shows of a query can be asked again, and means the same. */
        check_text(pairs[i].name, "written and read again", texts.again, texts.tree);
        query_texts_clear(&texts);
    }
}
END_TEST

START_TEST(tells_mistakes_with_place_and_advice)
{
    for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autoptr(GError) error = NULL;
        QueryTexts texts;
        gboolean done =
            query_fixture_texts(&fixture, mistakes[i].text, 0, "english", &texts, &error);
        ck_assert_msg(!done, "%s: %s is taken as %s", mistakes[i].name, mistakes[i].text,
                      done ? texts.tree : "");
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_QUERY), "%s", mistakes[i].name);
        check_text(mistakes[i].name, mistakes[i].text, error->message, mistakes[i].message);
        glong place = query_error_character(error);
        ck_assert_msg(place <= g_utf8_strlen(mistakes[i].text, -1), "%s: %ld", mistakes[i].name,
                      place);
    }
}
END_TEST

/* So many times text, between before and after. */
typedef struct {
    const char *name, *before, *text, *after;
    guint times;
    const char *says; /* part of the error; NULL: it is a query */
} HostileRow;

static const HostileRow hostile[] = {
    {"as many brackets as there may be", "((((((((((", "(", "a", 90, "never closed"},
    {"nested brackets", "", "(", "a", 10000, "more than 100 brackets"},
    {"brackets that close", "a", ")", "", 10000, "never opened"},
    {"a megabyte of words", "", "a ", "", 500000, "more than 1000 words"},
    {"a word of a megabyte", "", "a", "", 1000000, NULL},
    {"a pattern of a megabyte", "", "*a", "", 500000, NULL},
    {"a phrase of a megabyte", "\"", "a ", "\"", 500000, "more than 200 words"},
    {"a megabyte of dashes", "", "-", "", 1000000, "no word"},
    {"a compound of a megabyte", "", "a-", "b", 500000, "more than 200 words"},
    {"a megabyte of NOT", "", "NOT ", "b", 250000, "second sign"},
    {"a megabyte of OR", "", "OR ", "b", 300000, "missing before"},
    {"a megabyte of fields", "", "title:", "a", 160000, "field can't stand in another"},
    {"a megabyte of carets", "a", "^", "", 1000000, "wants a number"},
    {"a megabyte of tildes", "a", "~", "", 1000000, NULL},
    {"a megabyte of ampersands", "", "& ", "b", 500000, "more than 1000 words"},
    {"a megabyte of quotes", "", "\"\" ", "b", 333000, "more than 1000 words"},
    {"a chain of NEAR", "", "a NEAR/100 ", "b", 999, "don't fit"},
    {"more patterns than there may be", "", "x* ", "b", 200, "wildcards"},
    {"a range without end", "date:", "..", "", 300000, "two dots"},
};

START_TEST(bounds_what_it_takes)
{
    const HostileRow *row = &hostile[_i];
    g_autoptr(GString) text = g_string_new(row->before);
    for (guint i = 0; i < row->times; i++)
        g_string_append(text, row->text);
    g_string_append(text, row->after);
    g_autoptr(GError) error = NULL;
    QueryTexts texts;
    gboolean done = query_fixture_texts(&fixture, text->str, 0, "english", &texts, &error);
    if (done)
        query_texts_clear(&texts);
    ck_assert_msg(done == (row->says == NULL), "%s: %.200s", row->name, error ? error->message : "taken");
    ck_assert_msg(done || strstr(error->message, row->says), "%s: %.200s", row->name,
                  error ? error->message : "");
}
END_TEST

/* Any three of these in a row are a query or an error. */
START_TEST(survives_all_signs)
{
    static const char *const signs[] = {"(", ")", "\"", "-", "+", "=", "*", "?", "~", "^", "2", "a",
                                        " ", ":", "title:", "source:", "date:", "AND", "OR", "NOT ",
                                        "NEAR/5", " BEFORE/2 ", "北", "..", "«", "'", "\xC2\xA0"};
    const guint count = G_N_ELEMENTS(signs);
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    QuerySettings settings = {analysis, 0, {NULL, QUERY_FIXTURE_NOW}};
    for (guint i = 0; i < count * count * count; i++) {
        g_autofree char *text = g_strconcat(signs[i / count / count], signs[i / count % count],
                                            signs[i % count], NULL);
        g_autoptr(GError) error = NULL;
        settings.flags = i % 2 ? QUERY_ANY : 0;
        g_autoptr(Query) query = query_parse(text, strlen(text), &settings, &error);
        ck_assert_msg((query != NULL) != (error != NULL), "%s", text);
        ck_assert_msg(query || query_error_character(error) > 0 || strstr(error->message, "no word"),
                      "%s: %s", text, error ? error->message : "");
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("query-pairs");
    TCase *c = tcase_create("query-pairs");
    tcase_set_timeout(c, 120);
    tcase_add_unchecked_fixture(c, set_up, tear_down);
    tcase_add_test(c, reads_as_a_tree_and_asks_xapian);
    tcase_add_test(c, tells_mistakes_with_place_and_advice);
    tcase_add_loop_test(c, bounds_what_it_takes, 0, G_N_ELEMENTS(hostile));
    tcase_add_test(c, survives_all_signs);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
