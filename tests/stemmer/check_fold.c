#include "tests/stemmer/tokens.h"

typedef struct {
    const char *name, *text, *folded;
} FoldRow;

static void rows_check(const FoldRow *rows, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        g_autofree char *folded = fold_text(rows[i].text, strlen(rows[i].text));
        ck_assert_msg(strcmp(folded, rows[i].folded) == 0, "%s: '%s' gives '%s', not '%s'",
                      rows[i].name, rows[i].text, folded, rows[i].folded);
        g_autofree char *again = fold_text(folded, strlen(folded));
        ck_assert_msg(strcmp(again, folded) == 0, "%s: folding '%s' again gives '%s'", rows[i].name,
                      folded, again);
        /* However the characters are composed. */
        g_autofree char *apart = g_utf8_normalize(rows[i].text, -1, G_NORMALIZE_NFD);
        g_autofree char *other = fold_text(apart, strlen(apart));
        ck_assert_msg(strcmp(other, folded) == 0, "%s: taken apart gives '%s'", rows[i].name,
                      other);
    }
}

START_TEST(test_case)
{
    static const FoldRow rows[] = {
        {"ASCII", "Reuters", "reuters"},
        {"empty", "", ""},
        {"Latin", "ÄÖÜ Ñ Ç", "aou n c"},
        {"Cyrillic", "МОСКВА", "москва"},
        {"Greek", "ΑΘΗΝΑ", "αθηνα"},
        {"final sigma", "ΟΔΟΣ οδος", "οδοσ οδοσ"},
        {"sharp s is two", "Straße STRASSE STRAẞE", "strasse strasse strasse"},
        {"Turkish dotted I", "İstanbul", "istanbul"},
        {"Turkish dotless i", "ısı", "isi"},
        {"title-case digraph", "ǅ ǆ Ǆ", "dz dz dz"},
        {"Greek iota below is a letter in full folding", "ᾳ ΑΙ", "αι αι"},
        {"Armenian ligature", "և", "եւ"},
        {"Georgian", "თბილისი", "თბილისი"},
    };
    rows_check(rows, G_N_ELEMENTS(rows));
}
END_TEST

START_TEST(test_compatibility)
{
    static const FoldRow rows[] = {
        {"ligatures", "ﬁnance ﬂow ﬀ", "finance flow ff"},
        {"full-width", "ＡＢＣ１２", "abc12"},
        {"superscripts", "m² H₂O", "m2 h2o"},
        {"ordinal letters", "nº 1ª", "no 1a"},
        {"Roman numerals", "Ⅳ ⅷ", "iv viii"},
        {"circled digit", "①", "1"},
        {"mathematical letters", "𝐀𝟏", "a1"},
        {"Arabic presentation forms", "ﻻ", "لا"},
        {"half-width kana", "ｶﾞ", "ガ"},
        {"half-width Hangul", "ﾡ", "ᄀ"},
        {"no fraction", "½", "½"},
        {"no spaces", "ﷺ", "ﷺ"},
        {"digraph with its mark", "Ǆ", "dz"},
    };
    rows_check(rows, G_N_ELEMENTS(rows));
}
END_TEST

START_TEST(test_marks)
{
    static const FoldRow rows[] = {
        {"French", "première Noël garçon", "premiere noel garcon"},
        {"Spanish", "policía año", "policia ano"},
        {"Czech", "žluťoučký kůň", "zlutoucky kun"},
        {"Vietnamese", "Việt Nam ố", "viet nam o"},
        {"Greek tonos and breathings", "Ἀθήνα ΐ", "αθηνα ι"},
        {"Hebrew points", "שָׁלוֹם", "שלום"},
        {"Hebrew presentation form", "שׁ", "ש"},
        {"Arabic points", "مُحَمَّد", "محمد"},
        {"Arabic superscript alef", "هٰذا", "هذا"},
        {"Arabic hamza stays", "أؤئإآ", "أؤئإآ"},
        {"Arabic tatweel goes", "كتـــاب", "كتاب"},
        {"yo is ye", "Ёлка ещё", "елка еще"},
        {"short i stays", "Йод май", "йод май"},
        {"Ukrainian yi stays", "Їжак", "їжак"},
        {"Belarusian short u stays", "ўсё", "ўсе"},
        {"Macedonian letters stay", "ќе ѓ", "ќе ѓ"},
        {"Hindi vowel signs stay", "हिन्दी", "हिन्दी"},
        {"Hindi dot below stays", "लड़का", "लड़का"},
        {"Tamil", "தமிழ்", "தமிழ்"},
        {"kana voicing stays", "がぱ", "がぱ"},
        {"Thai", "น้ำ", "น้ำ"},
        {"Hangul", "한국어", "한국어"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        /* What is expected stands for its composed form. */
        g_autofree char *composed = g_utf8_normalize(rows[i].folded, -1, G_NORMALIZE_NFC);
        FoldRow row = {rows[i].name, rows[i].text, composed};
        rows_check(&row, 1);
    }
}
END_TEST

START_TEST(test_letters)
{
    static const FoldRow rows[] = {
        {"l", "Łódź ł", "lodz l"},
        {"o", "Øre ø ǿ", "ore o o"},
        {"d", "Đà đ Ð ð", "da d d d"},
        {"th", "Þór þ", "thor th"},
        {"ae", "Æther æ ǽ", "aether ae ae"},
        {"oe", "Œuvre œ", "oeuvre oe"},
        {"ss", "ß", "ss"},
        {"i", "ı", "i"},
        {"h", "Ħal ħ", "hal h"},
    };
    rows_check(rows, G_N_ELEMENTS(rows));
}
END_TEST

START_TEST(test_other_characters)
{
    static const FoldRow rows[] = {
        {"apostrophes", "O’Brien Oʼ O'", "o'brien o' o'"},
        {"spaces and signs stay", "A.B. * ? (c) – “x”", "a.b. * ? (c) – “x”"},
        {"invisible characters go", "a\u00adb\u200dc\u200ed\ufe0f\ufeff", "abcd"},
        {"symbols stay", "™ ℃ €", "™ ℃ €"},
    };
    rows_check(rows, G_N_ELEMENTS(rows));
    g_autofree char *broken = fold_text("Caf\xc3\xa9 \xff\xc3", 8);
    ck_assert_str_eq(broken, "cafe \ufffd\ufffd");
    g_autofree char *part = fold_text("ABCDEF", 3);
    ck_assert_str_eq(part, "abc");
}
END_TEST

/* A field's value and the words of a text are folded alike. */
START_TEST(test_same_as_words)
{
    static const char *const words[] = {"Première", "ÉCOLE", "Straße", "İstanbul",
                                        "Ёлка",     "ﬁn",    "Łódź",   "ΟΔΟΣ"};
    Lexicon *lexicon = lexicon_new("french");
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *folded = fold_text(words[i], strlen(words[i]));
        g_autofree char *expected = g_strconcat("1:", folded, NULL);
        g_autofree char *line = token_line_of(lexicon, words[i], strlen(words[i]), 0);
        ck_assert_str_eq(line, expected);
    }
    lexicon_free(lexicon);
}
END_TEST

/* No character folds to something that folds further, or to invalid text. */
START_TEST(test_every_character)
{
    for (gunichar c = 1; c < 0x20000; c++) {
        if (!g_unichar_validate(c) || !g_unichar_isdefined(c))
            continue;
        char text[8] = "";
        g_unichar_to_utf8(c, text);
        g_autofree char *once = fold_text(text, strlen(text));
        g_autofree char *twice = fold_text(once, strlen(once));
        ck_assert_msg(strcmp(once, twice) == 0, "U+%04X: '%s', then '%s'", c, once, twice);
        ck_assert(g_utf8_validate(once, -1, NULL));
    }
}
END_TEST

/* The short way of simple words gives what the long way gives, on which a Han character puts them.
 */
START_TEST(test_short_way)
{
    for (gunichar c = 1; c < 0x3000; c++) {
        if (!g_unichar_isdefined(c) || !g_unichar_isalnum(c))
            continue;
        g_autoptr(GString) text = g_string_new("x");
        g_string_append_unichar(text, c);
        g_autofree char *alone = fold_text(text->str, text->len);
        g_string_append(text, "中");
        g_autofree char *with = fold_text(text->str, text->len);
        g_autofree char *expected = g_strconcat(alone, "中", NULL);
        ck_assert_msg(strcmp(with, expected) == 0, "U+%04X: '%s', but '%s'", c, alone, with);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_case);
    tcase_add_test(tests, test_compatibility);
    tcase_add_test(tests, test_marks);
    tcase_add_test(tests, test_letters);
    tcase_add_test(tests, test_other_characters);
    tcase_add_test(tests, test_same_as_words);
    tcase_add_test(tests, test_every_character);
    tcase_add_test(tests, test_short_way);
}

int main(void)
{
    return token_tests_run("fold", add_tests);
}
