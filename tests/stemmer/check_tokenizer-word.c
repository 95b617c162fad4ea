#include "tests/stemmer/tokens.h"

START_TEST(test_apostrophes)
{
    static const TokenRow rows[] = {
        {"typewriter apostrophe between letters", "O'Brien", "1:o'brien"},
        {"typographic apostrophe is the same", "O’Brien", "1:o'brien"},
        {"modifier letter apostrophe is the same", "OʼBrien", "1:o'brien"},
        {"full-width apostrophe is the same", "O＇Brien", "1:o'brien"},
        {"contraction stays one word", "don't", "1:don't"},
        {"typographic contraction", "don’t", "1:don't"},
        {"two of them", "rock'n'roll", "1:rock'n'roll"},
        {"word with a d' inside is no elision", "aujourd'hui", "1:aujourd'hui"},
        {"quelqu is no elision", "quelqu’un", "1:quelqu'un"},
        {"before a word", "'tis 'hello", "1:tis 2:hello"},
        {"behind a word", "dogs' hello'", "1:dogs 2:hello"},
        {"quoted word", "‘hello’ 'world'", "1:hello 2:world"},
        {"after a digit", "1990's", "1:1990 2:s"},
        {"before a digit", "class of '68, o'8", "1:class 2:of 3:68 4:o 5:8"},
        {"two in a row", "can''t", "1:can 2:t"},
        {"between accented letters", "é’é", "1:e'e"},
        {"after a letter with its mark apart", "e\xcc\x81'a", "1:e'a"},
        {"Ukrainian", "м’я", "1:м'я"},
        {"the ʻokina", "Hawaiʻi ʻIolani", "1:hawai'i 2:iolani"},
        {"an acute accent", "O´Brien´s ´quoted´", "1:o'brien's 1:+o'brien 2:quoted"},
        {"elided before an acute accent", "l´eau", "1:l 2:eau"},
        {"three contractions", "I'd've y'all'd", "1:i'd've 2:y'all'd"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_elisions)
{
    static const TokenRow rows[] = {
        {"l'", "l'homme", "1:l 2:homme"},
        {"l’", "l’homme", "1:l 2:homme"},
        {"d'", "d'Artagnan", "1:d 2:artagnan"},
        {"j'", "j'ai", "1:j 2:ai"},
        {"m'", "m’appelle", "1:m 2:appelle"},
        {"t'", "t'aime", "1:t 2:aime"},
        {"s'", "s'il", "1:s 2:il"},
        {"n'", "n’est", "1:n 2:est"},
        {"c'", "c'était", "1:c 2:etait"},
        {"qu'", "qu'il", "1:qu 2:il"},
        {"jusqu'", "jusqu’ici", "1:jusqu 2:ici"},
        {"lorsqu'", "lorsqu'on", "1:lorsqu 2:on"},
        {"puisqu'", "puisqu'elle", "1:puisqu 2:elle"},
        {"dell'", "dell'arte", "1:dell 2:arte"},
        {"nell'", "nell’acqua", "1:nell 2:acqua"},
        {"all'", "all'estero", "1:all 2:estero"},
        {"sull'", "sull'isola", "1:sull 2:isola"},
        {"un'", "un'altra", "1:un 2:altra"},
        {"capital", "L'Homme D’AMATO", "1:l 2:homme 3:d 4:amato"},
        {"before a capital with an accent", "l’École", "1:l 2:ecole"},
        {"one after the other", "qu'l'on", "1:qu 2:l 3:on"},
        {"before a word with an apostrophe", "d'aujourd'hui", "1:d 2:aujourd'hui"},
        {"before a digit it is two words anyway", "l'11", "1:l 2:11"},
        {"before a possessive", "l’Oreal’s", "1:l 2:oreal's 2:+oreal"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
    token_rows_check(rows, G_N_ELEMENTS(rows), "french", 0);
}
END_TEST

START_TEST(test_possessives)
{
    static const TokenRow rows[] = {
        {"'s", "Karabakh's ceasefire",
         "1:karabakh's(karabakh) 1:+karabakh() 2:ceasefire(ceasefir)"},
        {"’s", "Karabakh’s", "1:karabakh's(karabakh) 1:+karabakh()"},
        {"capital 'S", "KARABAKH'S", "1:karabakh's(karabakh) 1:+karabakh()"},
        {"of a pronoun", "it's", "1:it's(it) 1:+it()"},
        {"of a name with an apostrophe", "O’Brien’s", "1:o'brien's(o'brien) 1:+o'brien()"},
        {"of an ampersand name", "AT&T's", "1:at&t's(at&t) 1:+at&t()"},
        {"'sh is none", "o'shea", "1:o'shea(o'shea)"},
        {"'s in the middle is none", "it's'a", "1:it's'a(it's'a)"},
        {"plural", "the dogs' tails", "1:the(the) 2:dogs(dog) 3:tails(tail)"},
        {"alone", "'s", "1:s(s)"},
        {"before a full stop", "Reuters's.", "1:reuters's(reuter) 1:+reuters()"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_STEMS);
    /* Where the stemmer keeps the possessive, the variant has a stem of its own. */
    static const TokenRow german[] = {
        {"stem of its own", "Andrea’s", "1:andrea's(andrea's) 1:+andrea(andrea)"},
    };
    token_rows_check(german, G_N_ELEMENTS(german), "german", SHOW_STEMS);
    static const TokenRow none[] = {
        {"no stemmer", "Karabakh's", "1:karabakh's() 1:+karabakh()"},
    };
    token_rows_check(none, G_N_ELEMENTS(none), NULL, SHOW_STEMS);
}
END_TEST

START_TEST(test_ampersands)
{
    static const TokenRow rows[] = {
        {"between capitals", "AT&T", "1:at&t"},
        {"single letters", "R&D", "1:r&d"},
        {"two of them", "A&B&C", "1:a&b&c"},
        {"in lower case", "at&t, r&d", "1:at&t 2:r&d"},
        {"in mixed case", "At&t Q&a q&A", "1:at&t 2:q&a 3:q&a"},
        {"of a utility", "PSE&G pse&g", "1:pse&g 2:pse&g"},
        {"between longer words", "marks&spencer", "1:marks 2:spencer"},
        {"the same with capitals", "Marks&Spencer MARKS&SPENCER", "1:marks 2:spencer 3:marks 4:spencer"},
        {"a longer word behind", "A&Bcd a&bcd", "1:a 2:bcd 3:a 4:bcd"},
        {"a longer word before", "ABCD&E", "1:abcd 2:e"},
        {"beside digits", "a1&b a&b2 1&b", "1:a1 2:b 3:a 4:b2 5:1 6:b"},
        {"between letters without case", "א&ב", "1:א 2:ב"},
        {"with spaces", "A & B", "1:a 2:b"},
        {"at the end", "AT&", "1:at"},
        {"capitals beyond ASCII", "Ö&Ä", "1:o&a"},
        {"entity", "R&amp;D", "1:r 2:amp 3:d"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_acronyms)
{
    static const TokenRow rows[] = {
        {"two capitals", "U.S. troops", "1:us[0-4] 2:troops[5-11]"},
        {"three, without the last dot", "U.S.A", "1:usa[0-5]"},
        {"at the end of the text", "in the U.S", "1:in[0-2] 2:the[3-6] 3:us[7-10]"},
        {"at the end of the text with a dot", "the U.S.", "1:the[0-3] 2:us[4-8]"},
        {"before a comma", "U.N., who", "1:un[0-4] 2:who[6-9]"},
        {"one capital ends a sentence", "Plan B. Smith", "1:plan[0-4] 2:b[5-6] 3:smith[8-13]"},
        {"one capital, no space", "Plan B.Smith", "1:plan[0-4] 2:b[5-6] 3:smith[7-12]"},
        {"spaced initials are words", "J. R. Ewing", "1:j[0-1] 2:r[3-4] 3:ewing[6-11]"},
        {"a word right behind", "J.F.Kennedy", "1:jf[0-4] 2:kennedy[4-11]"},
        {"lower case", "e.g. a.m.", "1:eg[0-4] 2:am[5-9]"},
        {"lower case, as capitals are", "u.s. u.s U.s. u.S", "1:us[0-4] 2:us[5-8] 3:us[9-13] 4:us[14-17]"},
        {"lower case, a word right behind", "j.f.kennedy", "1:jf[0-4] 2:kennedy[4-11]"},
        {"lower case, one letter", "plan b.smith", "1:plan[0-4] 2:b[5-6] 3:smith[7-12]"},
        {"letters without case", "א.ב.", "1:א[0-2] 2:ב[3-5]"},
        {"mixed case", "Ph.D.", "1:ph[0-2] 2:d[3-4]"},
        {"Cyrillic", "С.С.С.Р.", "1:ссср[0-12]"},
        {"with accents", "É.U.", "1:eu[0-5]"},
        {"with the accent apart", "E\xcc\x81.U.", "1:eu[0-6]"},
        {"before a hyphen", "U.S.-led", "1:us[0-4] 2:led[5-8]"},
        {"digits are no capitals", "F.16", "1:f[0-1] 2:16[2-4]"},
        {"two dots", "A..B", "1:a[0-1] 2:b[3-4]"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_RANGES);
}
END_TEST

START_TEST(test_suffixes)
{
    static const TokenRow rows[] = {
        {"C++", "C++", "1:c++"},
        {"C#", "in C#.", "1:in 2:c#"},
        {"A+", "an A+ grade", "1:an 2:a+ 3:grade"},
        {"two letters", "TV+, g++", "1:tv+ 2:g++"},
        {"a longer word", "Disney+", "1:disney"},
        {"more than three", "C++++", "1:c"},
        {"before a word", "fish+chips a+b", "1:fish 2:chips 3:a 4:b"},
        {"before a digit", "C++11", "1:c 2:11"},
        {"before Han", "C++中", "1:c 2:中"},
        {"not behind digits", "18+ 2+2", "1:18 2:2 3:2"},
        {"in a compound nothing joins", "C++-based", "1:c++ 2:based"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_signs)
{
    static const TokenRow rows[] = {
        {"@name", "@karabakh_today says", "1:karabakh 2:today 3:says"},
        {"#tag", "#ceasefire", "1:ceasefire"},
        {"underscore separates", "snake_case__word_", "1:snake 2:case 3:word"},
        {"mail address", "desk@example.org", "1:desk 2:example 3:org"},
        {"web address", "https://example.org/a-b?c=d",
         "1:https 2:example 3:org 4:a 4:+ab 5:b 5:+ab 6:c 7:d"},
        {"slash and brackets", "and/or (or) [x]{y}", "1:and 2:or 3:or 4:x 5:y"},
        {"colon between letters", "and:or", "1:and 2:or"},
        {"dot between small letters", "end.Begin", "1:end 2:begin"},
        {"comma between words", "one,two;three", "1:one 2:two 3:three"},
        {"nothing but signs", "... -- !?", ""},
        {"nothing", "", ""},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_capitals)
{
    static const TokenRow rows[] = {
        {"two capitals", "US us Us", "1:us{ capitals} 2:us{} 3:us{}"},
        {"one capital", "A", "1:a{}"},
        {"acronym", "U.S.", "1:us{ capitals}"},
        {"its dots tell it, too", "u.s. U.s", "1:us{ capitals} 2:us{ capitals}"},
        {"an ampersand doesn't", "at&t At&T", "1:at&t{} 2:at&t{}"},
        {"with a possessive", "WHO’s", "1:who's{ capitals} 1:+who{ capitals}"},
        {"with an ampersand", "AT&T", "1:at&t{ capitals}"},
        {"beyond ASCII", "ÖVP övp", "1:ovp{ capitals} 2:ovp{}"},
        {"longer than sixteen", "INTERNATIONALIZATION", "1:internationalization{ capitals}"},
        {"digits", "G20 GPT4", "1:g20{} 2:gpt4{ capitals}"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_FLAGS);
}
END_TEST

START_TEST(test_marks_and_invisibles)
{
    static const TokenRow rows[] = {
        {"soft hyphen", "cease\u00adfire", "1:ceasefire[0-11]"},
        {"soft hyphen at the end", "cease\u00ad fire", "1:cease[0-5] 2:fire[8-12]"},
        {"zero-width joiner", "cease\u200dfire", "1:ceasefire[0-12]"},
        {"zero-width space separates", "cease\u200bfire", "1:cease[0-5] 2:fire[8-12]"},
        {"bidi mark", "\u200fabc\u200e", "1:abc[3-6]"},
        {"byte order mark",
         "\ufeff"
         "abc",
         "1:abc[3-6]"},
        {"emoji separate", "abc😀def 👩\u200d👩\u200d👧 x", "1:abc[0-3] 2:def[7-10] 3:x[30-31]"},
        {"mark without a letter", "\u0301abc \u0301", "1:abc[2-5]"},
        {"keycap", "1\ufe0f\u20e3", "1:1[0-7]"},
        {"flag", "🇫🇷", ""},
        {"composed", "é", "1:e[0-2]"},
        {"decomposed", "e\u0301", "1:e[0-3]"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_RANGES);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_apostrophes);
    tcase_add_test(tests, test_elisions);
    tcase_add_test(tests, test_possessives);
    tcase_add_test(tests, test_ampersands);
    tcase_add_test(tests, test_acronyms);
    tcase_add_test(tests, test_suffixes);
    tcase_add_test(tests, test_signs);
    tcase_add_test(tests, test_capitals);
    tcase_add_test(tests, test_marks_and_invisibles);
}

int main(void)
{
    return token_tests_run("tokenizer-word", add_tests);
}
