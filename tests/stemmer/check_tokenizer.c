#include "tests/stemmer/tokens.h"

START_TEST(test_words)
{
    static const TokenRow rows[] = {
        {"one word", "ceasefire", "1:ceasefire[0-9]"},
        {"case", "The the THE", "1:the[0-3] 2:the[4-7] 3:the[8-11]"},
        {"punctuation and white space", "  One,\ttwo;\nthree: four! (five) \"six\".",
         "1:one[2-5] 2:two[7-10] 3:three[12-17] 4:four[19-23] 5:five[26-30] 6:six[33-36]"},
        {"seven to seventeen letters",
         "abcdefg abcdefgh abcdefghi abcdefghijklmno abcdefghijklmnop abcdefghijklmnopq",
         "1:abcdefg[0-7] 2:abcdefgh[8-16] 3:abcdefghi[17-26] 4:abcdefghijklmno[27-42] "
         "5:abcdefghijklmnop[43-59] 6:abcdefghijklmnopq[60-77]"},
        {"typographic quotes", "“one” ‘two’ three… four—five – six",
         "1:one[3-6] 2:two[13-16] 3:three[20-25] 4:four[29-33] 5:five[36-40] 6:six[45-48]"},
        {"the bytes around letters and digits", "@a[`b{/0:9",
         "1:a[1-2] 2:b[4-5] 3:0[7-8] 4:9[9-10]"},
        {"zero byte is no word", "a\001b", "1:a[0-1] 2:b[2-3]"},
        {"Cyrillic", "Москва. Берлин", "1:москва[0-12] 2:берлин[14-26]"},
        {"Arabic", "السلام عليكم", "1:السلام[0-12] 2:عليكم[13-23]"},
        {"mixed scripts in a word", "Kремль", "1:kремль[0-11]"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", SHOW_RANGES);
}
END_TEST

START_TEST(test_stems)
{
    static const struct {
        const char *language;
        TokenRow row;
    } rows[] = {
        {"english",
         {"English", "running generally agreed",
          "1:running(run) 2:generally(general) 3:agreed(agre)"}},
        {"en-US", {"by code", "running", "1:running(run)"}},
        {"french",
         {"French, stem of the folded word differs", "première", "1:premiere(premi/premier)"}},
        {"spanish",
         {"Spanish, stem of the folded word differs", "policía", "1:policia(polic/polici)"}},
        {"german", {"German", "Häuser Straßen", "1:hauser(haus) 2:strassen(strass)"}},
        {"russian", {"Russian", "переговоры ёлки", "1:переговоры(переговор) 2:елки(елк)"}},
        {"serbian", {"stem in another script", "градови", "1:градови(gradov)"}},
        {"turkish", {"Turkish capital I", "KIZLAR", "1:kizlar(kiz/kizlar)"}},
        {"turkish", {"Turkish lower case", "kızlar", "1:kizlar(kiz/kizlar)"}},
        {"swahili", {"language without a stemmer", "running", "1:running()"}},
        {"klingon", {"unknown language", "running", "1:running()"}},
        {"english", {"other script under English", "переговоры", "1:переговоры(переговоры)"}},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        token_rows_check(&rows[i].row, 1, rows[i].language, SHOW_STEMS);
}
END_TEST

START_TEST(test_positions)
{
    Lexicon *lexicon = lexicon_new("english");
    TokenLine line = {g_string_new(NULL), 0};
    ck_assert_uint_eq(tokenizer_run(lexicon, "one two-three", 13, 7, token_line_add, &line), 10);
    ck_assert_str_eq(line.out->str, "7:one 8:two 8:+twothree 9:three 9:+twothree");
    ck_assert_uint_eq(tokenizer_run(lexicon, "中国", 6, 1, token_line_add, &line), 3);
    ck_assert_uint_eq(tokenizer_run(lexicon, " ...", 4, 5, token_line_add, &line), 5);
    ck_assert_uint_eq(tokenizer_run(lexicon, "", 0, 5, token_line_add, &line), 5);
    g_string_free(line.out, TRUE);
    lexicon_free(lexicon);
}
END_TEST

/* A text that is cut off anywhere is read up to there and not beyond. */
START_TEST(test_cut_off)
{
    static const char text[] =
        "Who’s U.S. AT&T 10,000 cease-fire’s C++ 中国 1.5m é’a in internationalization";
    Lexicon *lexicon = lexicon_new("english");
    for (gsize length = 0; length < sizeof text; length++) {
        g_autofree char *copy = g_memdup2(text, MAX(length, 1)); /* the sanitizer sees its end */
        g_autofree char *line = token_line_of(lexicon, copy, length, SHOW_RANGES);
        g_autofree char *whole = token_line_of(lexicon, text, length, SHOW_RANGES);
        ck_assert_str_eq(line, whole);
    }
    lexicon_free(lexicon);
}
END_TEST

START_TEST(test_cut_words)
{
    Lexicon *lexicon = lexicon_new("english");
    for (guint length = 60; length < 70; length++) {
        g_autofree char *word = g_strnfill(length, 'x');
        g_autofree char *line = token_line_of(lexicon, word, length, 0);
        ck_assert_uint_eq(strlen(line), 2 + MIN(length, WORD_MAX_CHARACTERS));
    }
    static const struct {
        const char *name, *character;
        guint count;
        gsize characters;
    } rows[] = {
        {"two bytes", "ж", 100, 64},
        {"three bytes", "अ", 100, 64},
        {"four bytes", "𐐨", 100, 50}, /* 200 bytes */
        {"accents taken apart", "e\u0301", 100, 64},
        {"letters that fold to two", "æ", 100, 64},
        {"a million", "y", 1000000, 64},
        {"a million with two bytes", "ж", 1000000, 64},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint n = 0; n < rows[i].count; n++)
            g_string_append(text, rows[i].character);
        g_string_append(text, " end");
        g_autofree char *line = token_line_of(lexicon, text->str, text->len, 0);
        char *space = strchr(line, ' ');
        ck_assert_msg(space && strcmp(space, " 2:end") == 0, "%s: %s", rows[i].name, line);
        *space = '\0';
        ck_assert_msg((gsize)g_utf8_strlen(line + 2, -1) == rows[i].characters, "%s: %s",
                      rows[i].name, line);
    }
    lexicon_free(lexicon);
}
END_TEST

/* A letter under a million marks is a letter, and what is behind them the next word. */
START_TEST(test_many_marks)
{
    Lexicon *lexicon = lexicon_new("english");
    g_autoptr(GString) text = g_string_new("a");
    for (guint i = 0; i < 1000000; i++)
        g_string_append(text, "\u0301");
    g_string_append(text, " b");
    g_autofree char *line = token_line_of(lexicon, text->str, text->len, 0);
    ck_assert_str_eq(line, "1:a 2:b");
    lexicon_free(lexicon);
}
END_TEST

/* The text in pieces that are too short for the fast path gives what the whole text gives. */
static void check_pieces(Lexicon *lexicon, const GString *text)
{
    g_autofree char *whole = token_line_of(lexicon, text->str, text->len, SHOW_STEMS | SHOW_FLAGS);
    TokenLine line = {g_string_new(NULL), SHOW_STEMS | SHOW_FLAGS};
    guint32 position = 1;
    for (const char *p = text->str, *next; *p; p = next) {
        next = strchr(p, ' ');
        next = next ? next + 1 : text->str + text->len;
        position = tokenizer_run(lexicon, p, (gsize)(next - p), position, token_line_add, &line);
    }
    ck_assert_msg(strcmp(line.out->str, whole) == 0, "%s\n  whole:  %s\n  pieces: %s", text->str,
                  whole, line.out->str);
    g_string_free(line.out, TRUE);
}

START_TEST(test_fast_path)
{
    static const char *const pieces[] = {
        "a",      "b", "s", "the", "A", "S", "Q",  "1",  "23", "456", "'",      "’",
        "-",      "&", ".", ",",   "+", "#", "_",  "é",  "ж",  "中",  "\u0301", "\u00ad",
        "\u00a0", "—", "”", " ",   " ", " ", ". ", "l'", "U.", "-b",  "/",
    };
    Lexicon *lexicon = lexicon_new("english");
    g_autoptr(GRand) rand = g_rand_new_with_seed(42);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint round = 0; round < 5000; round++) {
        g_string_truncate(text, 0);
        for (gsize since = 0; text->len < 80;) {
            const char *piece = pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))];
            since = strchr(piece, ' ') ? 0 : since + strlen(piece);
            g_string_append(text, piece);
            if (since > 12) {
                g_string_append_c(text, ' ');
                since = 0;
            }
        }
        check_pieces(lexicon, text);
    }
    lexicon_free(lexicon);
}
END_TEST

/* Bytes that are no UTF-8 break the contract, but nothing else. */
START_TEST(test_broken_bytes)
{
    static const char bytes[] = "ab1 '-.,&\x80\xc3\xa9\xe2\x80\x99\xe4\xb8\xad\xf0\x9f\xff\xcc\x81";
    Lexicon *lexicon = lexicon_new("english");
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    for (guint round = 0; round < 20000; round++) {
        gsize length = (gsize)g_rand_int_range(rand, 1, 40);
        g_autofree char *text = g_malloc(length);
        for (gsize i = 0; i < length; i++)
            text[i] = bytes[g_rand_int_range(rand, 0, sizeof bytes)];
        g_free(token_line_of(lexicon, text, length, 0));
    }
    lexicon_free(lexicon);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_words);
    tcase_add_test(tests, test_stems);
    tcase_add_test(tests, test_positions);
    tcase_add_test(tests, test_cut_off);
    tcase_add_test(tests, test_cut_words);
    tcase_add_test(tests, test_many_marks);
    tcase_add_test(tests, test_fast_path);
    tcase_add_test(tests, test_broken_bytes);
}

int main(void)
{
    return token_tests_run("tokenizer", add_tests);
}
