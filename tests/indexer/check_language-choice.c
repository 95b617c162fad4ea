#include "indexer/language-choice.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHARED "../shared/corpora/"

/* ---- settings ---------------------------------------------------------------------------------*/

static const struct {
    const char *option, *usual, *detected;
} settled[] = {
    {NULL, "english", DETECTED_ALL},
    {"de", "german", NULL},
    {"en-GB", "english", NULL},
    {"de, EN ,fre", "german", "german;english;french"},
    {"de,german", "german", NULL},
    {"", NULL, NULL},
    {"klingon", NULL, NULL},
    {"de,klingon", NULL, NULL},
    {"de,", NULL, NULL},
};

START_TEST(options)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    g_autoptr(GError) error = NULL;
    gboolean right = settled[_i].usual != NULL;
    ck_assert_msg(language_choice_settle(settings, settled[_i].option, &error) == right, "%s",
                  settled[_i].option);
    ck_assert_msg((error == NULL) == right, "%s", settled[_i].option);
    ck_assert_pstr_eq(settings->default_language, settled[_i].usual);
    ck_assert_pstr_eq(settings->detected, settled[_i].detected);
    ck_assert(language_choice_check(settled[_i].option, NULL) == right);
}
END_TEST

START_TEST(an_index_keeps_its_choice)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    ck_assert(language_choice_settle(settings, "french,de", NULL));
    ck_assert(language_choice_settle(settings, NULL, NULL));
    ck_assert_str_eq(settings->default_language, "french");
    ck_assert_str_eq(settings->detected, "french;german");
    ck_assert(language_choice_settle(settings, "sv", NULL));
    ck_assert(language_choice_settle(settings, NULL, NULL));
    ck_assert_str_eq(settings->default_language, "swedish");
    ck_assert_ptr_null(settings->detected);
}
END_TEST

/* ---- articles ---------------------------------------------------------------------------------*/

#define GERMAN "Die Fähre ist nach dem Sturm wieder im Hafen, sagte der Bürgermeister."
#define ENGLISH "The ferry is back in the harbour after the storm, the mayor of the town said."

static const struct {
    const char *name, *option, *url, *text, *language;
} articles[] = {
    {"detected", NULL, "", GERMAN, "german"},
    {"not detected: one language", "en", "", GERMAN, "english"},
    {"among several", "fr,de", "", GERMAN, "german"},
    {"in none of several", "fr,de", "", "Паром вернулся в порт после шторма", LANGUAGE_UNDETERMINED},
    {"too short", NULL, "", "Ferry back", "english"},
    {"too short, the first of several", "sv,de", "", "Ferry back", "swedish"},
    {"too short, of a country", NULL, "https://www.zeitung.example.de/a?b=c.fr", "Sturm", "german"},
    {"too short, of a country, in capitals", NULL, "HTTP://ZEITUNG.AT:8080", "Sturm", "german"},
    {"too short, of a country not asked for", "en,fr", "https://zeitung.example.de/a", "Sturm", "english"},
    {"too short, of a host without a country", NULL, "https://example.com/de/", "Sturm", "english"},
    {"too short, of an address without a host", NULL, "/news/a.de", "Sturm", "english"},
    {"long, of another country", NULL, "https://example.de/english/", ENGLISH, "english"},
    {"one language goes before the country", "en", "https://example.de/", "Sturm", "english"},
};

START_TEST(choices)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    ck_assert(language_choice_settle(settings, articles[_i].option, NULL));
    g_autoptr(LanguageChoice) choice = language_choice_new(settings);
    g_autoptr(Article) article = article_new();
    g_string_assign(article->field[ARTICLE_URL], articles[_i].url);
    g_string_assign(article->field[ARTICLE_TEXT], articles[_i].text);
    const char *language = language_choice_of(choice, article);
    ck_assert_msg(g_strcmp0(language, articles[_i].language) == 0, "%s: %s", articles[_i].name, language);
}
END_TEST

/* ---- whole collections ------------------------------------------------------------------------*/

/* At least 97 % must be right; of languages without a stemmer as many must be told from those with one. */
static const struct {
    const char *path, *language;
    const char *map; /* or NULL */
} collections[] = {
    {"wikinews_csv", "english", NULL},
    {"reuters21578/articles.jsonl", "english", NULL},
    {"bbc", "english", NULL},
    {"agnews", "english", NULL},
    {"time/docs.jsonl", "english", NULL},
    {"markdown", "english", NULL},
    {"masakhanews/eng", "english", NULL},
    {"masakhanews/fra", "french", NULL},
    {"gnad10k_de", "german", NULL},
    {"russian", "russian", "text=content"},
    {"chinese", "chinese", NULL},
    {"masakhanews/hau", "hausa", NULL},
    {"masakhanews/som", "somali", NULL},
    {"masakhanews/swa", "swahili", NULL},
    {"masakhanews/yor", "yoruba", NULL},
};

/* Counts the articles of path, and those that are taken to be in language; NULL: in the one that they declare. */
static void count(const char *path, const char *map, const char *language, guint *right, guint *all)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    language_choice_settle(settings, NULL, NULL);
    g_autoptr(LanguageChoice) choice = language_choice_new(settings);
    g_autoptr(Article) article = article_new();
    const char *paths[] = {path, NULL}, *maps[] = {map, map != NULL ? "text=text" : NULL, NULL};
    g_autoptr(Corpus) corpus = corpus_open(paths, &(CorpusOptions){.maps = maps}, NULL);
    ck_assert_ptr_nonnull(corpus);
    CorpusAnswer answer;
    while ((answer = corpus_next(corpus, article, NULL)) != CORPUS_END && answer != CORPUS_FAILED) {
        if (answer == CORPUS_REJECT)
            continue;
        const Language *declared = language_find(article->field[ARTICLE_LANGUAGE]->str);
        const char *truth = language != NULL ? language : declared != NULL ? declared->name : "";
        *right += strcmp(language_choice_of(choice, article), truth) == 0;
        ++*all;
    }
}

START_TEST(whole_collections)
{
    g_autofree char *path = g_strconcat(SHARED, collections[_i].path, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        printf("skipped: no %s\n", path);
        return;
    }
    guint right = 0, all = 0;
    count(path, collections[_i].map, collections[_i].language, &right, &all);
    printf("%-28s %-8s %6u articles, %6.2f %% right\n", collections[_i].path, collections[_i].language,
           all, 100.0 * right / all);
    ck_assert_msg(all > 0 && right * 100 >= all * 97, "%s: %u of %u right", path, right, all);
}
END_TEST

START_TEST(the_sample)
{
    guint right = 0, all = 0;
    count("corpus/sample/world.jsonl", NULL, NULL, &right, &all);
    count("corpus/sample/agencies.jsonl", NULL, NULL, &right, &all);
    ck_assert_uint_gt(all, 40);
    ck_assert_uint_eq(right, all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("language-choice");
    TCase *tcase = tcase_create("language-choice");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, options, 0, G_N_ELEMENTS(settled));
    tcase_add_test(tcase, an_index_keeps_its_choice);
    tcase_add_loop_test(tcase, choices, 0, G_N_ELEMENTS(articles));
    tcase_add_loop_test(tcase, whole_collections, 0, G_N_ELEMENTS(collections));
    tcase_add_test(tcase, the_sample);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
