#include "tests/stemmer/tokens.h"

#include "stemmer/stopwords-private.h"

static const char *const codes[] = {"de", "en", "es", "fr", "it", "nl", "pt", "ru"};

START_TEST(test_words)
{
    static const struct {
        const char *language, *stop, *others;
    } rows[] = {
        {"english", "the a of and to in is it i was he's don't you",
         "karabakh ceasefire theory may"},
        {"german", "der die das und nicht fur uber ist ein", "strasse hund"},
        {"french", "le la les l d qu jusqu lorsqu puisqu et a meme j m t s n c", "maison or"},
        {"spanish", "el la de que y mas tambien esta", "policia"},
        {"portuguese", "o a de que nao e voce", "policia"},
        {"italian", "il di che dell nell all sull un e piu", "acqua"},
        {"dutch", "de het een en van niet", "huis"},
        {"russian", "и в не на что все еще", "москва"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(GStrv) stop = g_strsplit(rows[i].stop, " ", -1);
        g_auto(GStrv) others = g_strsplit(rows[i].others, " ", -1);
        for (char **word = stop; *word; word++)
            ck_assert_msg(stopword_is(stopwords_of(rows[i].language), *word, strlen(*word)), "%s: %s",
                          rows[i].language, *word);
        for (char **word = others; *word; word++)
            ck_assert_msg(!stopword_is(stopwords_of(rows[i].language), *word, strlen(*word)), "%s: %s is one",
                          rows[i].language, *word);
    }
}
END_TEST

START_TEST(test_edges)
{
    ck_assert(stopword_is(stopwords_of("en-GB"), "the", 3));
    ck_assert(stopword_is(stopwords_of("eng"), "then", 3)); /* of which only three bytes count */
    ck_assert(!stopword_is(stopwords_of("english"), "th", 2));
    ck_assert(!stopword_is(stopwords_of("english"), "thex", 4));
    ck_assert(!stopword_is(stopwords_of("english"), "", 0));
    ck_assert(!stopword_is(stopwords_of("swahili"), "the", 3));
    ck_assert(!stopword_is(stopwords_of("klingon"), "the", 3));
    ck_assert(!stopword_is(stopwords_of(NULL), "the", 3));
}
END_TEST

/* The lists are folded as words are, each entry is one word, and in the order of the search in
 * them. */
START_TEST(test_lists)
{
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        const StopwordList *list = stopwords_find(codes[i]);
        ck_assert_msg(list && list->count > 100, "%s", codes[i]);
        Lexicon *lexicon = lexicon_new(codes[i]);
        for (gsize w = 0; w < list->count; w++) {
            const char *word = list->words[w];
            g_autofree char *line = token_line_of(lexicon, word, strlen(word), 0);
            g_autofree char *alone = g_strconcat("1:", word, NULL);
            ck_assert_msg(strncmp(line, alone, strlen(alone)) == 0 && !strstr(line, "2:"),
                          "%s: %s gives %s", codes[i], word, line);
            ck_assert_msg(w == 0 || strcmp(list->words[w - 1], word) < 0, "%s: order of %s",
                          codes[i], word);
            ck_assert(stopword_is(stopwords_of(codes[i]), word, strlen(word)));
        }
        lexicon_free(lexicon);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_words);
    tcase_add_test(tests, test_edges);
    tcase_add_test(tests, test_lists);
}

int main(void)
{
    return token_tests_run("stopwords", add_tests);
}
