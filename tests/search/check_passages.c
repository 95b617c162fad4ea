/* The first fragment must hold the passage that a person picked, for most of the queries in
 * tests/search/passages. */
#include <check.h>

#include "tests/search/passage-archive.h"

/* Whether it does; what it is, is appended to report if not. */
static gboolean holds(PassageArchive *archive, const PassageArticle *article,
                      const PassagePair *pair, GString *report)
{
    g_autofree char *shown = passage_archive_show(archive, article, pair->query);
    if (strstr(shown, pair->passage))
        return TRUE;
    g_string_append_printf(report, "%s: %s\n  should hold %s\n  is          %s\n", article->name,
                           pair->query, pair->passage, shown);
    return FALSE;
}

START_TEST(shows_what_a_person_would_pick)
{
    PassageArchive archive;
    passage_archive_open(&archive);
    g_autoptr(GString) report = g_string_new(NULL);
    guint held = 0, all = 0;
    for (guint i = 0; i < archive.articles->len; i++) {
        const PassageArticle *article = archive.articles->pdata[i];
        for (guint k = 0; k < article->pairs->len; k++, all++)
            held +=
                holds(&archive, article, &g_array_index(article->pairs, PassagePair, k), report);
    }
    passage_archive_close(&archive);
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
