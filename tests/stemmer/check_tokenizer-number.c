#include "tests/stemmer/tokens.h"

START_TEST(test_thousands)
{
    static const TokenRow rows[] = {
        {"commas", "10,000", "1:10000[0-6]"},
        {"dots", "10.000", "1:10000[0-6]"},
        {"plain", "10000", "1:10000[0-5]"},
        {"several groups", "1,000,000 1.000.000", "1:1000000[0-9] 2:1000000[10-19]"},
        {"no-break space", "10\u00a0000", "1:10000[0-7]"},
        {"narrow no-break space", "10\u202f000", "1:10000[0-8]"},
        {"thin space", "10\u2009000", "1:10000[0-8]"},
        {"figure space", "10\u2007000", "1:10000[0-8]"},
        {"plain space", "10 000", "1:10[0-2] 2:000[3-6]"},
        {"no-break space after four digits", "2014\u00a0300", "1:2014[0-4] 2:300[6-9]"},
        {"no-break space before two digits", "12\u00a005", "1:12[0-2] 2:05[4-6]"},
        {"leading zero leads no thousands", "0,125 0.125", "1:0.125[0-5] 2:0.125[6-11]"},
        {"sentence ends", "in 10,000.", "1:in[0-2] 2:10000[3-9]"},
        {"comma behind", "10,000, more", "1:10000[0-6] 2:more[8-12]"},
        {"currency", "$1,500", "1:1500[1-6]"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_RANGES);
}
END_TEST

START_TEST(test_decimals)
{
    static const TokenRow rows[] = {
        {"dot", "3.14", "1:3.14"},
        {"comma is made a dot", "1,5", "1:1.5"},
        {"after dotted thousands", "1.000,50", "1:1000.50"},
        {"after thousands with commas", "1,000.50", "1:1000.50"},
        {"after millions", "1,000,000.25", "1:1000000.25"},
        {"after spaced thousands", "10\u00a0000,5", "1:10000.5"},
        {"three decimals after thousands", "1,234.567", "1:1234.567"},
        {"three decimals after four digits", "1234.567", "1:1234.567"},
        {"sentence ends", "It is 3.14.", "1:it 2:is 3:3.14"},
        {"percent", "2.5%", "1:2.5"},
        {"letters behind", "1.5m 1.5bn 10,000th", "1:1.5m 2:1.5bn 3:10000th"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_dotted_runs)
{
    static const TokenRow rows[] = {
        {"network address", "192.168.0.1", "1:192.168.0.1"},
        {"date", "3.5.2014", "1:3.5.2014"},
        {"date at the end of a sentence", "am 12.10.2014.", "1:am 2:12.10.2014"},
        {"section", "1.2.3", "1:1.2.3"},
        {"broken thousands", "10.000.5", "1:10.000.5"},
        {"date with hyphens", "2014-08-08", "1:2014 2:08 3:08"},
        {"time", "10:30", "1:10 2:30"},
        {"range", "1914-1918", "1:1914 2:1918"},
        {"date with slashes", "3/5/2014", "1:3 2:5 3:2014"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_lists)
{
    static const TokenRow rows[] = {
        {"single digits", "1,2,3", "1:1[0-1] 2:2[2-3] 3:3[4-5]"},
        {"decimals", "12.5,13.5,14", "1:12.5[0-4] 2:13.5[5-9] 3:14[10-12]"},
        {"thousands", "1.000,2.000,3", "1:1000[0-5] 2:2000[6-11] 3:3[12-13]"},
        {"dates", "1.2.2014,3.4.2014", "1:1.2.2014[0-8] 2:3.4.2014[9-17]"},
        {"letters behind", "1,2,3rd x", "1:1[0-1] 2:2[2-3] 3:3rd[4-7] 4:x[8-9]"},
        {"comma groups that are no thousands", "1,000,50", "1:1[0-1] 2:000[2-5] 3:50[6-8]"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_RANGES);
}
END_TEST

START_TEST(test_letters_and_digits)
{
    static const TokenRow rows[] = {
        {"letters first", "G20 covid19", "1:g20(g20) 2:covid19(covid19)"},
        {"digits first have no stem", "4x4 1990s 10th", "1:4x4() 2:1990s() 3:10th()"},
        {"digits have no stem", "2014 1.5", "1:2014() 2:1.5()"},
        {"superscript", "m² CO₂", "1:m2(m2) 2:co2(co2)"},
        {"fraction stays a fraction", "½", "1:½()"},
        {"Roman numeral", "Ⅷ", "1:viii(viii)"},
        {"full-width", "Ａ１", "1:a1(a1)"},
        {"full-width digits first", "１０", "1:10()"},
        {"Arabic digits", "٣٤", "1:٣٤()"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_STEMS);
}
END_TEST

/* A page of digits and commas is linear work. */
START_TEST(test_endless)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 100000; i++)
        g_string_append(text, "1,");
    Lexicon *lexicon = lexicon_new("english");
    g_autofree char *line = token_line_of(lexicon, text->str, text->len, 0);
    ck_assert(g_str_has_suffix(line, " 100000:1"));
    g_string_truncate(text, 0);
    for (guint i = 0; i < 100000; i++)
        g_string_append(text, "1.");
    g_autofree char *dotted = token_line_of(lexicon, text->str, text->len, 0);
    ck_assert_uint_eq(strlen(dotted), 2 + WORD_MAX_CHARACTERS);
    lexicon_free(lexicon);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_thousands);
    tcase_add_test(tests, test_decimals);
    tcase_add_test(tests, test_dotted_runs);
    tcase_add_test(tests, test_lists);
    tcase_add_test(tests, test_letters_and_digits);
    tcase_add_test(tests, test_endless);
}

int main(void)
{
    return token_tests_run("tokenizer-number", add_tests);
}
