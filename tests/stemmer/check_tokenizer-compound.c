#include "tests/stemmer/tokens.h"

START_TEST(test_compounds)
{
    static const TokenRow rows[] = {
        {"two parts", "cease-fire", "1:cease 1:+ceasefire 2:fire 2:+ceasefire"},
        {"three parts", "mother-in-law", "1:mother 1:+motherinlaw 2:in 3:law 3:+motherinlaw"},
        {"four parts", "state-of-the-art", "1:state 2:of 3:the 4:art"},
        {"five parts", "a-b-c-d-e", "1:a 2:b 3:c 4:d 5:e"},
        {"U+2010", "cease\u2010fire", "1:cease 1:+ceasefire 2:fire 2:+ceasefire"},
        {"U+2011", "cease\u2011fire", "1:cease 1:+ceasefire 2:fire 2:+ceasefire"},
        {"two hyphens", "cease--fire", "1:cease 2:fire"},
        {"spaced hyphen", "cease - fire", "1:cease 2:fire"},
        {"hyphen and space", "pre- and post-war", "1:pre 2:and 3:post 3:+postwar 4:war 4:+postwar"},
        {"hyphen in front", "-fire", "1:fire"},
        {"line break", "cease-\nfire", "1:cease 2:fire"},
        {"en dash", "cease–fire", "1:cease 2:fire"},
        {"number first", "2-year-old", "1:2 2:year 3:old"},
        {"number last", "covid-19", "1:covid 2:19"},
        {"number in the middle", "a-2-b", "1:a 2:2 3:b"},
        {"letters and digits", "G20-summit", "1:g20 2:summit"},
        {"accents", "vis-à-vis", "1:vis 1:+visavis 2:a 3:vis 3:+visavis"},
        {"single letters", "e-mail X-ray",
         "1:e 1:+email 2:mail 2:+email 3:x 3:+xray 4:ray 4:+xray"},
        {"with words around", "the cease-fire agreement",
         "1:the 2:cease 2:+ceasefire 3:fire 3:+ceasefire 4:agreement"},
        {"two compounds", "a-b/c-d", "1:a 1:+ab 2:b 2:+ab 3:c 3:+cd 4:d 4:+cd"},
        {"double hyphen behind", "cease-fire--the",
         "1:cease 1:+ceasefire 2:fire 2:+ceasefire 3:the"},
        {"long parts", "internationally-recognised-constitutional",
         "1:internationally 1:+internationallyrecognisedconstitutional 2:recognised "
         "3:constitutional "
         "3:+internationallyrecognisedconstitutional"},
        {"Cyrillic", "из-за", "1:из 1:+изза 2:за 2:+изза"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_with_apostrophes)
{
    static const TokenRow rows[] = {
        {"possessive", "cease-fire's",
         "1:cease 1:+ceasefire's 1:+ceasefire 2:fire's 2:+fire 2:+ceasefire's 2:+ceasefire"},
        {"after an elision", "l'ex-président",
         "1:l 2:ex 2:+expresident 3:president 3:+expresident"},
        {"apostrophe in the first part", "O'Brien-Smith", "1:o'brien 2:smith"},
        {"apostrophe in the last part", "Smith-O'Brien", "1:smith 2:o'brien"},
        {"elision in the last part", "sous-l'eau", "1:sous 2:l 3:eau"},
        {"possessive in the middle", "a-king's-man", "1:a 2:king's 2:+king 3:man"},
        {"possessive in the first part", "king's-man", "1:king's 1:+king 2:man"},
        {"after an apostrophe", "aujourd'hui-même", "1:aujourd'hui 2:meme"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_with_other_kinds)
{
    static const TokenRow rows[] = {
        {"acronym last", "non-U.S. firms", "1:non 2:us 3:firms"},
        {"acronym first", "U.S.-Soviet", "1:us 2:soviet"},
        {"ampersand", "AT&T-owned ex-AT&T", "1:at&t 2:owned 3:ex 4:at&t"},
        {"suffix", "non-C++", "1:non 2:c++"},
        {"Han behind", "abc-中", "1:abc 2:中"},
        {"underscore", "a-b_c", "1:a 1:+ab 2:b 2:+ab 3:c"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_flags_ranges_stems)
{
    static const TokenRow flags[] = {
        {"flags", "CEASE-fire",
         "1:cease{part capitals} 1:+ceasefire{joined} 2:fire{part} 2:+ceasefire{joined}"},
        {"flags of three", "a-b-c", "1:a{part} 1:+abc{joined} 2:b{part} 3:c{part} 3:+abc{joined}"},
        {"no compound", "a-b-c-d", "1:a{} 2:b{} 3:c{} 4:d{}"},
    };
    token_rows_check(flags, G_N_ELEMENTS(flags), "english", SHOW_FLAGS);
    static const TokenRow ranges[] = {
        {"ranges", "x cease-fire",
         "1:x[0-1] 2:cease[2-7] 2:+ceasefire[2-12] 3:fire[8-12] 3:+ceasefire[2-12]"},
    };
    token_rows_check(ranges, G_N_ELEMENTS(ranges), "english", SHOW_RANGES);
    static const TokenRow stems[] = {
        {"the joined stem counts once", "cease-fires",
         "1:cease(ceas) 1:+ceasefires(ceasefir) 2:fires(fire) 2:+ceasefires()"},
        {"also with a possessive", "cease-fire's",
         "1:cease(ceas) 1:+ceasefire's(ceasefir) 1:+ceasefire() 2:fire's(fire) 2:+fire() "
         "2:+ceasefire's() 2:+ceasefire()"},
    };
    token_rows_check(stems, G_N_ELEMENTS(stems), "english", SHOW_STEMS);
}
END_TEST

typedef struct {
    const char *word;
    guint32 position;
    guint count;
} Occurrence;

static void count_word(const Token *token, gpointer data)
{
    Occurrence *wanted = data;
    wanted->count +=
        strcmp(token->word->text, wanted->word) == 0 && token->position == wanted->position;
}

/* A part of 64 characters and the joined form are cut to the same word: it is emitted once. */
START_TEST(test_no_word_twice)
{
    g_autofree char *part = g_strnfill(WORD_MAX_CHARACTERS, 'a');
    g_autofree char *text = g_strconcat(part, "-b", NULL);
    Lexicon *lexicon = lexicon_new("english");
    Occurrence first = {part, 1, 0};
    tokenizer_run(lexicon, text, strlen(text), 1, count_word, &first);
    ck_assert_uint_eq(first.count, 1);
    lexicon_free(lexicon);
}
END_TEST

/* A chain of hyphens without end is linear work, and no compound. */
START_TEST(test_endless)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 100000; i++)
        g_string_append(text, "a-");
    Lexicon *lexicon = lexicon_new("english");
    g_autofree char *line = token_line_of(lexicon, text->str, text->len, 0);
    ck_assert(g_str_has_suffix(line, " 99999:a 100000:a"));
    ck_assert_ptr_null(strchr(line, '+'));
    lexicon_free(lexicon);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_compounds);
    tcase_add_test(tests, test_with_apostrophes);
    tcase_add_test(tests, test_with_other_kinds);
    tcase_add_test(tests, test_flags_ranges_stems);
    tcase_add_test(tests, test_no_word_twice);
    tcase_add_test(tests, test_endless);
}

int main(void)
{
    return token_tests_run("tokenizer-compound", add_tests);
}
