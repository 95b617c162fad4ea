/* tokens: what the tokenizer makes of a text, as a line of text.
 *
 *     1:who's 1:+who 2:said ~中国
 *
 * position:word; + a variant; ~ without a position. With stems, ranges or flags:
 *
 *     1:premiere(premi/premier)[0-9]{part}
 */
#pragma once

#include <check.h>
#include <string.h>

#include "stemmer/stemmer.h"

enum { SHOW_STEMS = 1, SHOW_RANGES = 2, SHOW_FLAGS = 4 };

typedef struct {
    GString *out;
    guint show;
} TokenLine;

static inline void token_line_add(const Token *token, gpointer data)
{
    TokenLine *line = data;
    GString *out = line->out;
    const Word *word = token->word;
    ck_assert_uint_eq(word->length, strlen(word->text));
    ck_assert(g_utf8_validate(word->text, word->length, NULL));
    ck_assert_uint_gt(word->length, 0);
    ck_assert_uint_le(word->length, WORD_MAX_BYTES);
    ck_assert_int_le(g_utf8_strlen(word->text, -1), WORD_MAX_CHARACTERS);
    ck_assert(word->stem[0] || !word->stem[1]);
    if (out->len > 0)
        g_string_append_c(out, ' ');
    if (token->flags & TOKEN_UNPOSITIONED)
        g_string_append_c(out, '~');
    else
        g_string_append_printf(out, "%u:", token->position);
    g_string_append_printf(out, "%s%s", token->flags & TOKEN_VARIANT ? "+" : "", word->text);
    if (line->show & SHOW_STEMS) {
        g_string_append_printf(out, "(%s", word->stem[0] ? word->stem[0] : "");
        if (word->stem[1])
            g_string_append_printf(out, "/%s", word->stem[1]);
        g_string_append_c(out, ')');
    }
    if (line->show & SHOW_RANGES)
        g_string_append_printf(out, "[%zu-%zu]", token->start, token->end);
    if (line->show & SHOW_FLAGS)
        g_string_append_printf(out, "{%s%s%s%s}", token->flags & TOKEN_CHARACTER ? "character" : "",
                               token->flags & TOKEN_PART ? "part" : "",
                               token->flags & TOKEN_JOINED ? "joined" : "",
                               token->flags & TOKEN_CAPITALS ? " capitals" : "");
}

/* The line of text[0..length). Free with g_free(). */
static inline char *token_line_of(Lexicon *lexicon, const char *text, gsize length, guint show)
{
    TokenLine line = {g_string_new(NULL), show};
    tokenizer_run(lexicon, text, length, 1, token_line_add, &line);
    return g_string_free(line.out, FALSE);
}

typedef struct {
    const char *name, *text, *tokens;
} TokenRow;

/* Each row's text gives its tokens: alone, where the slow path has to do with the end of the text,
 * and with room behind it, where the fast path does most. */
static inline void token_rows_check(const TokenRow *rows, gsize count, const char *language,
                                    guint show)
{
    for (gsize i = 0; i < count; i++) {
        Lexicon *lexicon = lexicon_new(language);
        g_autofree char *tokens = token_line_of(lexicon, rows[i].text, strlen(rows[i].text), show);
        ck_assert_msg(strcmp(tokens, rows[i].tokens) == 0,
                      "%s\n  text:     %s\n  expected: %s\n  got:      %s", rows[i].name,
                      rows[i].text, rows[i].tokens, tokens);
        g_autofree char *padded =
            g_strconcat(rows[i].text, "                                ", NULL);
        g_autofree char *again = token_line_of(lexicon, padded, strlen(padded), show);
        ck_assert_msg(strcmp(again, tokens) == 0,
                      "%s, with spaces behind\n  alone:  %s\n  padded: %s", rows[i].name, tokens,
                      again);
        lexicon_free(lexicon);
    }
}

/* A program of test cases that are functions; returns its exit status. */
static inline int token_tests_run(const char *name, void (*add)(TCase *))
{
    Suite *suite = suite_create(name);
    TCase *tests = tcase_create(name);
    tcase_set_timeout(tests, 120);
    add(tests);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
