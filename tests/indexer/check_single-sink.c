/* A document that is put away in parts is the document that Xapian's own writer makes of its article. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/document.h"
#include "indexer/inverter.h"
#include "indexer/rich-article.h"
#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"

static char *scratch;

static void set_up(void)
{
    scratch = test_tmpdir();
}

static void tear_down(void)
{
    test_remove(scratch);
}

static void add(Article *article, ArticleField field, const char *text)
{
    g_string_append(article->field[field], text);
}

/* Words that come back in every part, in the title too, next to ones that come once. */
static void fill_words(Article *article)
{
    add(article, ARTICLE_TITLE, "Ceasefire talks: the minister’s cease-fire, première of 10,000");
    for (guint i = 0; i < 3000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT],
                               "the ministers talked of word%u, the minister’s cease-fire%s ", i,
                               i % 10 ? "" : " and U.S. talks, première 停火协议 C++");
    add(article, ARTICLE_AUTHOR, "A. Writer\nB. Writer");
    add(article, ARTICLE_SOURCE, "The Wire");
}

/* Numbers in one list and characters in one run, as no scan comes to an end in them; positions past 2^16. */
static void fill_endless(Article *article)
{
    for (guint i = 0; i < 70000; i++)
        add(article, ARTICLE_TEXT, "a ");
    for (guint i = 0; i < 8000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "%u,", 100000 + i);
    for (guint i = 0; i < 8000; i++)
        g_string_append_unichar(article->field[ARTICLE_TEXT], 0x4e00 + i * 7919 % 20000);
}

/* The words of one lexicon stemmed so that two forms have a term in common. */
static void fill_stems(Article *article)
{
    add(article, ARTICLE_LANGUAGE, "french");
    for (guint i = 0; i < 2000; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT],
                               "première premières premiere PREMIÈRE l’accord d’État mot%u ", i);
}

static void fill_booleans(Article *article)
{
    for (guint i = 0; i < 20000; i++)
        g_string_append_printf(article->field[ARTICLE_KEYWORD], "keyword %u\n", i * 7919 % 15000);
    add(article, ARTICLE_TEXT, "A storm came.");
}

static void fill_nothing(Article *article)
{
    (void)article;
}

static const struct {
    const char *name;
    void (*fill)(Article *article);
    gboolean positions;
} cases[] = {
    {"words", fill_words, TRUE},
    {"words without positions", fill_words, FALSE},
    {"lists and runs without an end", fill_endless, TRUE},
    {"words with two stems", fill_stems, TRUE},
    {"boolean terms", fill_booleans, TRUE},
    {"no word", fill_nothing, TRUE},
};

static DocumentBuilder *new_builder(const LanguageChoice *language)
{
    return document_builder_new(&(DocumentOptions){.language = language, .text = TRUE});
}

/* Puts the article alone into the sink, and frees that. */
static void write_article(SegmentSink *sink, DocumentBuilder *builder, Article *article)
{
    g_autoptr(GError) error = NULL;
    article->place = (ArticlePlace){.path = "/a.jsonl", .record = 1, .line = 1};
    document_builder_settle_language(builder, article);
    Identity identity = identity_of_article(article, "/a.jsonl", NULL);
    Identity content = identity_of_content(article);
    ck_assert(document_builder_add(builder, sink, article, "/a.jsonl", &identity, &content, &error));
    g_autofree char *languages = document_builder_languages(builder);
    gboolean finished = sink->finish(sink, languages, &error);
    ck_assert_msg(finished, "%s", error != NULL ? error->message : "");
    sink->free(sink);
    document_builder_reset(builder);
}

static char *dump(const char *dir)
{
    char *text = oracle_dump(dir);
    ck_assert_msg(text != NULL && !g_str_has_prefix(text, "error"), "%.300s", text);
    g_autofree char *complaint = oracle_check(dir);
    ck_assert_msg(complaint == NULL, "%s", complaint);
    return text;
}

/* The first line in which two texts differ. */
static void compare(const char *name, gsize words_most, const char *single, const char *api)
{
    g_auto(GStrv) a = g_strsplit(single, "\n", -1);
    g_auto(GStrv) b = g_strsplit(api, "\n", -1);
    for (gsize i = 0; a[i] != NULL && b[i] != NULL; i++)
        ck_assert_msg(strcmp(a[i], b[i]) == 0, "%s, %zu bytes at a time: line %zu\nsingle: %.300s\n   api: %.300s",
                      name, words_most, i + 1, a[i], b[i]);
    ck_assert_msg(strcmp(single, api) == 0, "%s: one dump is longer", name);
}

START_TEST(test_same_database)
{
    static const gsize sizes[] = {200 << 10, 1 << 20, RICH_ARTICLE_WORDS};
    g_autoptr(LanguageChoice) language =
        language_choice_new(&(IndexSettings){.default_language = (char *)"english"});
    g_autoptr(DocumentBuilder) builder = new_builder(language);
    g_autoptr(Inverter) inverter = inverter_new();
    g_autoptr(Article) article = article_new();
    cases[_i].fill(article);
    g_autofree char *api = g_build_filename(scratch, "api", NULL);
    write_article(api_sink_new(api, cases[_i].positions, NULL), builder, article);
    g_autofree char *expected = dump(api);
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *dir = g_strdup_printf("%s/%zu", scratch, i);
        write_article(single_sink_new(inverter, dir, cases[_i].positions, sizes[i], NULL), builder, article);
        g_autofree char *got = dump(dir);
        compare(cases[_i].name, sizes[i], got, expected);
    }
}
END_TEST

/* ---- memory -----------------------------------------------------------------------------------*/

typedef struct {
    LexiconFullFunc put_away; /* the sink's own */
    SegmentSink *sink;
    const DocumentBuilder *builder;
    gsize most;
    guint parts;
} Watch;

static Watch watch;

static void put_away(gpointer sink)
{
    watch.most = MAX(watch.most, watch.sink->memory(sink) + document_builder_memory(watch.builder));
    watch.parts++;
    watch.put_away(sink);
}

/* Of an article of nothing but new words the parts that are put away stay small, and so does the inverter. */
START_TEST(test_memory)
{
    enum { WORDS = 600000, OF_A_PART = 48 << 20, LEFT = 4 << 20 };
    g_autoptr(LanguageChoice) language =
        language_choice_new(&(IndexSettings){.default_language = (char *)"english"});
    g_autoptr(DocumentBuilder) builder = new_builder(language);
    g_autoptr(Inverter) inverter = inverter_new();
    gsize empty = inverter_memory(inverter);
    g_autoptr(Article) article = article_new();
    for (guint i = 0; i < WORDS; i++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "w%xq ", i * 7919);
    ck_assert(article_is_rich(article));
    g_autofree char *dir = g_build_filename(scratch, "single", NULL);
    SegmentSink *sink = single_sink_new(inverter, dir, TRUE, RICH_ARTICLE_WORDS, NULL);
    watch = (Watch){sink->put_away, sink, builder, 0, 0};
    sink->put_away = put_away;
    write_article(sink, builder, article);
    gsize runs = 3 * article->field[ARTICLE_TEXT]->len;
    ck_assert_uint_gt(watch.parts, 4);
    ck_assert_msg(watch.most <= OF_A_PART + runs, "%zu bytes", watch.most);
    ck_assert_msg(inverter_memory(inverter) <= empty + LEFT, "%zu bytes stay", inverter_memory(inverter));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("single-sink");
    TCase *tests = tcase_create("single-sink");
    tcase_set_timeout(tests, 300);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_same_database, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, test_memory);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
