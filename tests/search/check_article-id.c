#include "search/article-id.h"

#include <check.h>
#include <string.h>

#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

static const FixtureArticle articles[] = {
    {"3f2a91c0", "Ferry aground", "The ferry ran aground.", "2014-08-08", "Northwire", NULL},
    {"3f2a91c1", "Ferry\nafloat", "The ferry is afloat again.", "2014-08", "Northwire", NULL},
    {"3f00", "Toll raised", "The bridge toll rises.", NULL, "Northwire", NULL},
    {"b2", NULL, "An article without a title.", "2015", "Northwire", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};

static char *folder;
static Searcher *searcher;

static void set_up(void)
{
    static const char *const languages[] = {"english"};
    folder = test_tmpdir();
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    fixture_index(index, articles, languages, G_N_ELEMENTS(languages));
    searcher = searcher_open(index, NULL);
    ck_assert_ptr_nonnull(searcher);
}

static void tear_down(void)
{
    searcher_free(searcher);
    test_remove(folder);
}

static const struct {
    const char *name, *written, *id; /* id: NULL if there is no such article */
    const char *message;
    int code;
} cases[] = {
    {"one digit is enough", "b", "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2", NULL, 0},
    {"as many as are needed", "3f2a91c1", "3f2a91c13f2a91c13f2a91c13f2a91c1", NULL, 0},
    {"the whole id", "3f2a91c03f2a91c03f2a91c03f2a91c0", "3f2a91c03f2a91c03f2a91c03f2a91c0", NULL, 0},
    {"capitals", "3F0", "3f003f003f003f003f003f003f003f00", NULL, 0},
    {"none begins so", "3f2b", NULL,
     "no article has the id '3f2b': write the digits that search prints below its title",
     INDEX_ERROR_NOT_FOUND},
    {"several begin so", "3f2", NULL,
     "several articles have an id that begins with '3f2': write more of its digits\n"
     "  3f2a91c0  2014-08-08  Ferry aground\n"
     "  3f2a91c1  2014-08  Ferry afloat",
     INDEX_ERROR_QUERY},
    {"no digits", "ferry", NULL,
     "'ferry' is no id: it is up to 32 digits of 0-9 and a-f, such as 3f2a91c0", INDEX_ERROR_QUERY},
    {"too many digits", "3f2a91c03f2a91c03f2a91c03f2a91c03", NULL,
     "'3f2a91c03f2a91c03f2a91c03f2a91c03' is no id: it is up to 32 digits of 0-9 and a-f, such as "
     "3f2a91c0",
     INDEX_ERROR_QUERY},
    {"nothing", "", NULL, "'' is no id: it is up to 32 digits of 0-9 and a-f, such as 3f2a91c0",
     INDEX_ERROR_QUERY},
    {"a number in an index of ours", "#1", NULL,
     "'#1' is no id: it is up to 32 digits of 0-9 and a-f, such as 3f2a91c0", INDEX_ERROR_QUERY},
};

START_TEST(test_find)
{
    g_autoptr(GError) error = NULL;
    ArticleId found = {77, "untouched"};
    gboolean done = article_id_find(searcher, cases[_i].written, &found, &error);
    ck_assert_msg(done == (cases[_i].id != NULL), "%s: %s", cases[_i].name,
                  error ? error->message : "found one");
    if (!done) {
        ck_assert_msg(found.docid == 77 && strcmp(found.id, "untouched") == 0,
                      "%s: the output was touched", cases[_i].name);
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, cases[_i].code), "%s: code %d",
                      cases[_i].name, error->code);
        ck_assert_msg(strcmp(error->message, cases[_i].message) == 0, "%s: %s", cases[_i].name,
                      error->message);
        return;
    }
    ck_assert_msg(strcmp(found.id, cases[_i].id) == 0, "%s: %s", cases[_i].name, found.id);
    /* The docid is that of the article: its identity says so. */
    g_autofree char *value = NULL;
    gsize length = 0;
    ck_assert(xap_value(searcher->db, found.docid, SLOT_IDENTITY, &value, &length, NULL));
    g_autoptr(GString) hex = g_string_new(NULL);
    for (gsize i = 0; i < length; i++)
        g_string_append_printf(hex, "%02x", (guchar)value[i]);
    ck_assert_msg(strcmp(hex->str, found.id) == 0, "%s: document %u is %s", cases[_i].name,
                  found.docid, hex->str);
}
END_TEST

/* Digits that tell the candidates apart; of many, ten are listed. */
START_TEST(test_many)
{
    FixtureArticle many[14] = {0};
    char ids[13][33];
    for (guint i = 0; i < 13; i++) {
        g_snprintf(ids[i], sizeof ids[i], "aaaaaaaaa%x0000000000000000000000", i);
        many[i] = (FixtureArticle){ids[i], "Alike", "Alike.", NULL, NULL, NULL};
    }
    static const char *const languages[] = {"english"};
    g_autofree char *index = g_build_filename(folder, "many", NULL);
    fixture_index(index, many, languages, 1);
    g_autoptr(Searcher) opened = searcher_open(index, NULL);
    g_autoptr(GError) error = NULL;
    ArticleId found;
    ck_assert(!article_id_find(opened, "aaaa", &found, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "\n  aaaaaaaaa0  Alike\n"));
    ck_assert_ptr_nonnull(strstr(error->message, "\n  aaaaaaaaa9  Alike\n  and 3 more"));
    ck_assert(article_id_find(opened, "aaaaaaaaac", &found, NULL));
    ck_assert_str_eq(found.id, ids[12]);
}
END_TEST

/* Of two articles whose ids begin alike, one that waits for its deletion is no candidate. */
START_TEST(test_deleted)
{
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    g_autoptr(GPtrArray) journal =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(journal, journal_entry_new("000001", 1, NULL));
    ck_assert(layout_write_journal(index, journal, NULL));
    g_autoptr(Searcher) opened = searcher_open(index, NULL);
    ArticleId found;
    ck_assert(article_id_find(opened, "3f2", &found, NULL));
    ck_assert_str_eq(found.id, "3f2a91c13f2a91c13f2a91c13f2a91c1");
    ck_assert_uint_eq(found.docid, 2);
    g_autoptr(GError) error = NULL;
    ck_assert(!article_id_find(opened, "3f2a91c0", &found, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND));
}
END_TEST

/* A database of another maker has no ids: its documents go by their numbers. */
START_TEST(test_foreign)
{
    g_autofree char *segment =
        g_build_filename(folder, "index", LAYOUT_SEGMENTS, "000001", NULL);
    g_autoptr(Searcher) opened = searcher_open(segment, NULL);
    ck_assert(opened->foreign);
    ArticleId found;
    ck_assert(article_id_find(opened, "#3", &found, NULL));
    ck_assert_uint_eq(found.docid, 3);
    static const char *const none[] = {"#5", "#0", "#", "#x", "#99999999999"};
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!article_id_find(opened, none[i], &found, &error), "%s", none[i]);
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND), "%s: %s", none[i],
                      error->message);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("article-id");
    TCase *tests = tcase_create("ids");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_find, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, test_many);
    tcase_add_test(tests, test_deleted);
    tcase_add_test(tests, test_foreign);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
