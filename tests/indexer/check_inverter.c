/* The fast writer against Xapian's own: the same documents must give the same database. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/document.h"
#include "indexer/inverter.h"
#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"
#include "xapian-c/schema.h"

/* Fills article number i of a case. */
typedef void (*Fill)(Article *article, guint i, GRand *random);

static void set(Article *article, ArticleField field, const char *value)
{
    g_string_assign(article->field[field], value);
}

static void fill_plain(Article *article, guint i, GRand *random)
{
    static const char *const words[] = {"ceasefire", "Border", "border", "BORDER", "talks", "talked",
                                        "talking", "ministers", "minister", "minister’s", "U.S.",
                                        "10,000", "cease-fire", "résumé", "tweets", "on", "the"};
    (void)i;
    for (guint words_left = g_rand_int_range(random, 0, 400); words_left > 0; words_left--)
        g_string_append_printf(article->field[ARTICLE_TEXT], "%s%s",
                               words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))],
                               g_rand_int_range(random, 0, 12) ? " " : ". ");
    set(article, ARTICLE_TITLE, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    set(article, ARTICLE_SOURCE, i % 3 ? "The Wire" : "");
    article->date = (ArticleDate){.seconds = 86400 * (gint64)i, .precision = i % 5};
}

/* One word stemmed in several languages, and scripts without spaces. */
static void fill_languages(Article *article, guint i, GRand *random)
{
    static const char *const languages[] = {"english", "german", "french", "russian", "tlh", ""};
    static const char *const texts[] = {
        "die Stadt die Städte the cities die", "la ville les villes die première premiere",
        "город городов города ёлка елка", "停火协议 停火 東京 ราคา", "cities Städte villes городов die die",
        "policía policia l’accord d'État"};
    set(article, ARTICLE_LANGUAGE, languages[g_rand_int_range(random, 0, G_N_ELEMENTS(languages))]);
    for (guint parts = g_rand_int_range(random, 0, 6); parts > 0; parts--) {
        g_string_append(article->field[ARTICLE_TEXT],
                        texts[g_rand_int_range(random, 0, G_N_ELEMENTS(texts))]);
        g_string_append_c(article->field[ARTICLE_TEXT], ' ');
    }
    set(article, ARTICLE_TITLE, texts[i % G_N_ELEMENTS(texts)]);
    set(article, ARTICLE_KEYWORD, "one\ntwo\nOne");
}

/* A new word with nearly every token. */
static void fill_vocabulary(Article *article, guint i, GRand *random)
{
    for (guint words = 0; words < 300; words++)
        g_string_append_printf(article->field[ARTICLE_TEXT], "w%xq ", g_rand_int(random) % 200000);
    g_string_append_printf(article->field[ARTICLE_URL], "http://Example.org:80/%u?x", i);
}

/* wdf past 2^14, positions past 2^17, and documents of nothing at all. */
static void fill_long(Article *article, guint i, GRand *random)
{
    (void)random;
    if (i % 2)
        return;
    for (guint words = 0; words < 70000; words++)
        g_string_append(article->field[ARTICLE_TEXT], words % 3 ? "same " : "other ");
}

/* Documents without a word, also the first. */
static void fill_wordless(Article *article, guint i, GRand *random)
{
    set(article, ARTICLE_TEXT, i % 3 ? "... !" : "");
    set(article, ARTICLE_SOURCE, g_rand_boolean(random) ? "The Wire" : "Another");
}

/* Words with long gaps between the documents that have them, and others in nearly all. */
static void fill_gaps(Article *article, guint i, GRand *random)
{
    g_string_append_printf(article->field[ARTICLE_TEXT], "often %s%s%s", i % 1023 ? "" : "rare ",
                           i % 1024 ? "" : "rarer rarer ", i % 1500 ? "" : "rarest ");
    for (guint words = g_rand_int_range(random, 0, 40); words > 0; words--)
        g_string_append(article->field[ARTICLE_TEXT], "again ");
}

static const struct {
    const char *name;
    Fill fill;
    guint articles;
    gboolean positions;
} cases[] = {
    {"plain news", fill_plain, 500, TRUE},
    {"plain news without positions", fill_plain, 200, FALSE},
    {"several languages", fill_languages, 300, TRUE},
    {"a large vocabulary", fill_vocabulary, 400, TRUE},
    {"long and empty documents", fill_long, 6, TRUE},
    {"rare words", fill_gaps, 4100, TRUE},
    {"documents without a word", fill_wordless, 40, TRUE},
    {"no document", fill_plain, 0, TRUE},
};

/* Writes a case's articles into the sink. */
static void write_case(SegmentSink *sink, int number, DocumentBuilder *builder)
{
    g_autoptr(GError) error = NULL;
    GRand *random = g_rand_new_with_seed(20140808);
    g_autoptr(Article) article = article_new();
    ck_assert_msg(sink != NULL, "no sink");
    for (guint i = 0; i < cases[number].articles; i++) {
        article_reset(article);
        article->place = (ArticlePlace){.path = "/a.jsonl", .record = i + 1, .line = i + 1};
        cases[number].fill(article, i, random);
        document_builder_settle_language(builder, article);
        Identity identity = identity_of_article(article, "/a.jsonl", NULL);
        Identity content = identity_of_content(article);
        ck_assert(document_builder_add(builder, sink, article, "/a.jsonl", &identity, &content, &error));
    }
    g_autofree char *languages = document_builder_languages(builder);
    gboolean finished = sink->finish(sink, languages, &error);
    ck_assert_msg(finished, "%s: %s", cases[number].name, error != NULL ? error->message : "");
    sink->free(sink);
    document_builder_reset(builder);
    g_rand_free(random);
}

static char *dump(const char *dir)
{
    char *text = oracle_dump(dir);
    ck_assert_ptr_nonnull(text);
    ck_assert_msg(!g_str_has_prefix(text, "error"), "%s", text);
    g_autofree char *complaint = oracle_check(dir);
    ck_assert_msg(complaint == NULL, "%s", complaint);
    return text;
}

/* The first line in which two texts differ. */
static void compare(const char *name, const char *native, const char *api)
{
    if (strcmp(native, api) == 0)
        return;
    g_auto(GStrv) a = g_strsplit(native, "\n", -1);
    g_auto(GStrv) b = g_strsplit(api, "\n", -1);
    for (gsize i = 0; a[i] != NULL && b[i] != NULL; i++)
        ck_assert_msg(strcmp(a[i], b[i]) == 0, "%s: line %zu\nnative: %.300s\n   api: %.300s", name,
                      i + 1, a[i], b[i]);
    ck_abort_msg("%s: one dump is longer", name);
}

START_TEST(test_same_database)
{
    char *scratch = test_tmpdir();
    g_autofree char *native = g_build_filename(scratch, "native", NULL);
    g_autofree char *api = g_build_filename(scratch, "api", NULL);
    g_autoptr(LanguageChoice) language =
        language_choice_new(&(IndexSettings){.default_language = (char *)"english"});
    g_autoptr(DocumentBuilder) builder =
        document_builder_new(&(DocumentOptions){.language = language, .text = TRUE});
    g_autoptr(Inverter) inverter = inverter_new();
    write_case(native_sink_new(inverter, native, cases[_i].positions, NULL), _i, builder);
    write_case(api_sink_new(api, cases[_i].positions, NULL), _i, builder);
    g_autofree char *native_dump = dump(native);
    g_autofree char *api_dump = dump(api);
    compare(cases[_i].name, native_dump, api_dump);
    test_remove(scratch);
}
END_TEST

/* An inverter that has written a segment must write the next one as a new one would. */
START_TEST(test_inverter_is_empty_again)
{
    char *scratch = test_tmpdir();
    g_autoptr(LanguageChoice) language =
        language_choice_new(&(IndexSettings){.default_language = (char *)"english"});
    g_autoptr(DocumentBuilder) builder =
        document_builder_new(&(DocumentOptions){.language = language, .text = TRUE});
    g_autoptr(Inverter) inverter = inverter_new();
    g_autofree char *first = NULL;
    for (guint i = 0; i < 4; i++) {
        g_autofree char *dir = g_strdup_printf("%s/%u", scratch, i);
        write_case(native_sink_new(inverter, dir, TRUE, NULL), i % 2 ? 3 : 0, builder);
        g_autofree char *text = dump(dir);
        if (i == 0)
            first = g_steal_pointer(&text);
        else if (i == 2)
            compare("again", text, first);
    }
    test_remove(scratch);
}
END_TEST

/* Memory counts what lies in the inverter, is given back by the segment, and does not creep up. */
START_TEST(test_memory)
{
    char *scratch = test_tmpdir();
    g_autoptr(Inverter) inverter = inverter_new();
    g_autoptr(LanguageChoice) language =
        language_choice_new(&(IndexSettings){.default_language = (char *)"english"});
    g_autoptr(DocumentBuilder) builder =
        document_builder_new(&(DocumentOptions){.language = language, .text = TRUE});
    g_autoptr(Article) article = article_new();
    gsize after[3] = {0};
    for (guint i = 0; i < G_N_ELEMENTS(after); i++) {
        g_autofree char *dir = g_strdup_printf("%s/%u", scratch, i);
        SegmentSink *sink = native_sink_new(inverter, dir, TRUE, NULL);
        gsize empty = sink->memory(sink);
        article_reset(article);
        fill_long(article, 0, NULL);
        article->place = (ArticlePlace){.path = "/a", .record = 1};
        Identity identity = identity_of_content(article);
        ck_assert(document_builder_add(builder, sink, article, "/a", &identity, &identity, NULL));
        ck_assert_uint_ge(sink->memory(sink), empty + 70000);
        ck_assert(sink->finish(sink, "english", NULL));
        sink->free(sink);
        document_builder_reset(builder);
        after[i] = inverter_memory(inverter);
        ck_assert_uint_lt(after[i], empty + 70000);
    }
    ck_assert_uint_eq(after[1], after[2]);
    test_remove(scratch);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("inverter");
    TCase *tests = tcase_create("inverter");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, test_same_database, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, test_inverter_is_empty_again);
    tcase_add_test(tests, test_memory);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
