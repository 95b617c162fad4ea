#include "tests/stemmer/tokens.h"

static void keep_word(const Token *token, gpointer data)
{
    g_ptr_array_add(data, token->word);
}

static void keep_flags(const Token *token, gpointer data)
{
    g_string_append_printf(data, "%x ", token->flags);
}

static GPtrArray *words_of(Lexicon *lexicon, const char *text)
{
    GPtrArray *words = g_ptr_array_new();
    tokenizer_run(lexicon, text, strlen(text), 1, keep_word, words);
    return words;
}

START_TEST(test_same_word)
{
    static const char *const rows[] = {
        "ceasefire", "The",  "internationalization", "première", "O’Brien", "10,000",
        "U.S.",      "中国", "cease-fire's",         "C++",
    };
    Lexicon *lexicon = lexicon_new("english");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GPtrArray) first = words_of(lexicon, rows[i]);
        gsize memory = lexicon_memory(lexicon);
        g_autoptr(GPtrArray) second = words_of(lexicon, rows[i]);
        ck_assert_uint_eq(first->len, second->len);
        ck_assert_mem_eq(first->pdata, second->pdata, first->len * sizeof(gpointer));
        ck_assert_uint_eq(lexicon_memory(lexicon), memory);
    }
    lexicon_free(lexicon);
}
END_TEST

/* What is known of a form is what was found out of it when it was new. */
START_TEST(test_same_flags)
{
    static const char *const rows[] = {"u.s.", "U.S.", "10,0.0.5example.org", "WHO who"};
    Lexicon *lexicon = lexicon_new("english");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);
        tokenizer_run(lexicon, rows[i], strlen(rows[i]), 1, keep_flags, first);
        tokenizer_run(lexicon, rows[i], strlen(rows[i]), 1, keep_flags, second);
        ck_assert_str_eq(first->str, second->str);
    }
    lexicon_free(lexicon);
}
END_TEST

/* Forms of one lower-case word share its Word; so do a joined compound and the word itself. */
START_TEST(test_shared_word)
{
    Lexicon *lexicon = lexicon_new("english");
    g_autoptr(GPtrArray) words =
        words_of(lexicon, "Ceasefire CEASEFIRE ceasefire cease-fire 1000 1,000 us U.S.");
    ck_assert_ptr_eq(words->pdata[0], words->pdata[1]);
    ck_assert_ptr_eq(words->pdata[0], words->pdata[2]);
    ck_assert_ptr_eq(words->pdata[0], words->pdata[4]);
    ck_assert_ptr_ne(words->pdata[0], words->pdata[6]); /* without its stem */
    ck_assert_ptr_eq(words->pdata[7], words->pdata[8]);
    ck_assert_ptr_eq(words->pdata[9], words->pdata[10]);
    lexicon_free(lexicon);
}
END_TEST

START_TEST(test_tags)
{
    Lexicon *lexicon = lexicon_new(NULL);
    g_autoptr(GPtrArray) words = words_of(lexicon, "one two");
    for (guint i = 0; i < words->len; i++) {
        Word *word = words->pdata[i];
        for (guint tag = 0; tag < WORD_TAGS; tag++) {
            ck_assert_uint_eq(word->tag[tag], 0);
            word->tag[tag] = 10 * i + tag + 1;
        }
    }
    g_autoptr(GPtrArray) again = words_of(lexicon, "two one three");
    ck_assert_uint_eq(((Word *)again->pdata[0])->tag[1], 12);
    ck_assert_uint_eq(((Word *)again->pdata[1])->tag[0], 1);
    ck_assert_uint_eq(((Word *)again->pdata[2])->tag[0], 0);
    lexicon_reset(lexicon);
    g_autoptr(GPtrArray) fresh = words_of(lexicon, "one");
    ck_assert_uint_eq(((Word *)fresh->pdata[0])->tag[0], 0);
    lexicon_free(lexicon);
}
END_TEST

/* Words stay where they are and as they are while the table grows around them. */
START_TEST(test_many_words)
{
    Lexicon *lexicon = lexicon_new("english");
    g_autoptr(GPtrArray) first = g_ptr_array_new();
    g_autoptr(GString) text = g_string_new(NULL);
    const guint count = 200000;
    for (guint i = 0; i < count; i++)
        g_string_append_printf(text, i % 3 ? "w%ux " : "aratherlongword%ux ", i);
    tokenizer_run(lexicon, text->str, text->len, 1, keep_word, first);
    ck_assert_uint_eq(first->len, count);
    gsize memory = lexicon_memory(lexicon);
    g_autoptr(GPtrArray) second = g_ptr_array_new();
    tokenizer_run(lexicon, text->str, text->len, 1, keep_word, second);
    ck_assert_mem_eq(first->pdata, second->pdata, count * sizeof(gpointer));
    ck_assert_uint_eq(lexicon_memory(lexicon), memory);
    for (guint i = 0; i < count; i++) {
        char expected[64];
        g_snprintf(expected, sizeof expected, i % 3 ? "w%ux" : "aratherlongword%ux", i);
        ck_assert_str_eq(((Word *)first->pdata[i])->text, expected);
    }
    /* All of it accounted for, and not much more than it must be. */
    ck_assert_uint_gt(memory, count * (sizeof(Word) + 24));
    ck_assert_uint_lt(memory, count * 220);
    lexicon_reset(lexicon);
    ck_assert_uint_lt(lexicon_memory(lexicon), 1024 * 1024); /* garbage is not kept for good */
    lexicon_free(lexicon);
}
END_TEST

START_TEST(test_reset)
{
    Lexicon *lexicon = lexicon_new("english");
    ck_assert_uint_lt(lexicon_memory(lexicon), 256 * 1024);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 5000; i++)
        g_string_append_printf(text, "word%u ", i);
    g_autofree char *before = token_line_of(lexicon, text->str, text->len, SHOW_STEMS);
    gsize memory = lexicon_memory(lexicon);
    for (guint round = 0; round < 3; round++) {
        lexicon_reset(lexicon);
        ck_assert_uint_le(lexicon_memory(lexicon), memory);
        g_autofree char *after = token_line_of(lexicon, text->str, text->len, SHOW_STEMS);
        ck_assert_str_eq(before, after);
        ck_assert_uint_eq(lexicon_memory(lexicon), memory);
    }
    lexicon_free(lexicon);
    lexicon_free(NULL);
}
END_TEST

/* Long forms that share all but a byte are different words. */
START_TEST(test_long_forms)
{
    Lexicon *lexicon = lexicon_new(NULL);
    static const TokenRow rows[] = {
        {"fifteen and sixteen", "aaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaab",
         "1:aaaaaaaaaaaaaaa 2:aaaaaaaaaaaaaaaa 3:aaaaaaaaaaaaaaab"},
        {"longer", "internationalizations internationalizationt",
         "1:internationalizations 2:internationalizationt"},
        {"two bytes a letter", "переговоров переговором", "1:переговоров 2:переговором"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), NULL, 0);
    lexicon_free(lexicon);
}
END_TEST

typedef struct {
    Lexicon *lexicon;
    guint calls;
    gsize most;
} Fullness;

static void note_full(gpointer data)
{
    Fullness *fullness = data;
    fullness->calls++;
    fullness->most = MAX(fullness->most, lexicon_memory(fullness->lexicon));
}

/* New words of a kind, one after the other, in count of which no scan comes to an end. */
static char *new_words(const char *kind, guint count)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < count; i++) {
        char digits[8], letters[8];
        g_snprintf(digits, sizeof digits, "%06u", i);
        for (guint k = 0; k < sizeof letters; k++)
            letters[k] = digits[k] ? 'a' + (digits[k] - '0') : '\0';
        if (g_str_equal(kind, "numbers"))
            g_string_append_printf(text, "1%s,", digits);
        else if (g_str_equal(kind, "possessives"))
            g_string_append_printf(text, "%s’s ", letters);
        else if (g_str_equal(kind, "compounds"))
            g_string_append_printf(text, "cease-%s’s ", letters);
        else if (g_str_equal(kind, "long words"))
            g_string_append_printf(text, "internationalization%s_", letters);
        else if (g_str_equal(kind, "unspaced"))
            g_string_append_unichar(text, 0x4e00 + i * 7919 % 20000);
        else
            g_string_append_printf(text, "%s%s", letters, i % 9 ? " " : ", Some WORDS again ");
    }
    return g_string_free(text, FALSE);
}

/* A bounded lexicon gives the same tokens, and stays within the bound and a little more. */
START_TEST(test_bound)
{
    static const char *const kinds[] = {"words",      "numbers",  "possessives", "compounds",
                                        "long words", "unspaced"};
    enum { BOUND = 128 * 1024, SLACK = 256 * 1024 };
    const char *kind = kinds[_i];
    g_autofree char *text = new_words(kind, 8000);
    Lexicon *free_one = lexicon_new("english"), *bounded = lexicon_new("english");
    Fullness fullness = {.lexicon = bounded};
    lexicon_set_bound(bounded, BOUND, note_full, &fullness);
    guint show = SHOW_STEMS | SHOW_RANGES | SHOW_FLAGS;
    g_autofree char *expected = token_line_of(free_one, text, strlen(text), show);
    g_autofree char *got = token_line_of(bounded, text, strlen(text), show);
    ck_assert_msg(g_str_equal(expected, got), "%s: other tokens", kind);
    ck_assert_msg(fullness.calls > 2, "%s: emptied %u times", kind, fullness.calls);
    ck_assert_msg(fullness.most <= BOUND + SLACK, "%s: %zu bytes", kind, fullness.most);
    guint calls = fullness.calls;
    lexicon_set_bound(bounded, 0, NULL, NULL);
    g_autofree char *again = token_line_of(bounded, text, strlen(text), show);
    ck_assert_msg(g_str_equal(expected, again), "%s: other tokens without a bound", kind);
    ck_assert_uint_eq(fullness.calls, calls);
    lexicon_free(free_one);
    lexicon_free(bounded);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_bound, 0, 6);
    tcase_add_test(tests, test_same_word);
    tcase_add_test(tests, test_same_flags);
    tcase_add_test(tests, test_shared_word);
    tcase_add_test(tests, test_tags);
    tcase_add_test(tests, test_many_words);
    tcase_add_test(tests, test_reset);
    tcase_add_test(tests, test_long_forms);
}

int main(void)
{
    return token_tests_run("lexicon", add_tests);
}
