/* Rich is what has many different words for its size; what is small, or long only, is not. */
#include <check.h>

#include "indexer/rich-article.h"

static void fill_small(Article *article)
{
    for (guint i = 0; i < 100000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "w%x ", i);
}

static void fill_long(Article *article)
{
    for (guint i = 0; i < 500000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "word%u ", i % 50000);
}

static void fill_new_words(Article *article)
{
    for (guint i = 0; i < 500000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "word%u ", i);
}

static void fill_title(Article *article)
{
    for (guint i = 0; i < 500000; i++)
        g_string_append_printf(article->field[ARTICLE_TITLE], "word%u ", i);
}

/* No space between any two. */
static void fill_bigrams(Article *article)
{
    for (guint i = 0; i < 700000; i++)
        g_string_append_unichar(article->field[ARTICLE_TEXT], 0x4e00 + i * 7919 % 20011 * (i % 31) % 20000);
}

static void fill_numbers(Article *article)
{
    for (guint i = 0; i < 500000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "%u,", 1000000 + i);
}

static void fill_keywords(Article *article)
{
    for (guint i = 0; i < 200000; i++)
        g_string_append_printf(article->field[ARTICLE_KEYWORD], "key%u\n", i);
}

static void fill_nothing(Article *article)
{
    (void)article;
}

static const struct {
    const char *name;
    void (*fill)(Article *article);
    gboolean rich;
} rows[] = {
    {"nothing", fill_nothing, FALSE},
    {"new words, but few", fill_small, FALSE},
    {"a long text", fill_long, FALSE},
    {"new words", fill_new_words, TRUE},
    {"new words in the title", fill_title, TRUE},
    {"new pairs of characters", fill_bigrams, TRUE},
    {"new numbers in one list", fill_numbers, TRUE},
    {"keywords", fill_keywords, TRUE},
};

START_TEST(test_rows)
{
    g_autoptr(Article) article = article_new();
    rows[_i].fill(article);
    ck_assert_msg(!article_is_rich(article) == !rows[_i].rich, "%s", rows[_i].name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rich-article");
    TCase *tests = tcase_create("rich-article");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_rows, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
