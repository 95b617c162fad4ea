#include "search/snippet.h"

#include <check.h>
#include <string.h>

#include "search/columns.h"
#include "search/highlight.h"

#define WORDS10 "one two three four five six seven eight nine ten "

/* Highlights are shown in square brackets. */
static const struct {
    const char *name, *query, *text, *snippet;
    gsize columns;
} cases[] = {
    {"short text is whole", "war", "A war ended.", "A [war] ended.", 80},
    {"white space is collapsed", "war", "  A\n\n war\t\tended. \n", "A [war] ended.", 80},
    {"a phrase over a line break", "\"peace talks\"", "the peace\n  talks began",
     "the [peace talks] began", 80},
    {"no match shows the opening", "karabakh", WORDS10 WORDS10, "one two three four five …", 25},
    {"a match near the start begins there", "four", WORDS10 WORDS10,
     "one two three [four] five six …", 31},
    {"a match far on has context", "war", WORDS10 WORDS10 "the war ended " WORDS10,
     "… ten the [war] ended one two three four …", 40},
    {"begins with a sentence", "war", WORDS10 "Done. Now the war ended. " WORDS10 WORDS10,
     "Now the [war] ended. one two three four …", 40},
    {"not after an abbreviation", "war", WORDS10 "and Mr. Smith saw the war go on " WORDS10,
     "… saw the [war] go on one two three …", 38},
    {"a match at the end", "war", WORDS10 WORDS10 "and then war",
     "… six seven eight nine ten and then [war]", 40},
    {"most different words", "war peace",
     WORDS10 "war war war " WORDS10 WORDS10 "peace and war " WORDS10,
     "… nine ten [peace] and [war] one two …", 38},
    {"the earlier of equals", "war",
     WORDS10 WORDS10 "war here " WORDS10 WORDS10 "war there " WORDS10,
     "… nine ten [war] here one two three …", 38},
    {"every match in the passage", "war", "war and war and war", "[war] and [war] and [war]", 80},
    {"overlapping matches are one", "peace \"peace talks\"", "the peace talks", "the [peace talks]",
     80},
    {"control characters", "war", "the\033[1m war\033[0m \x07", "the [war] \xEF\xBF\xBD", 80},
    {"wide characters take two columns", "京", "一二三四五六七八九十京一二三四五六七八九十",
     "一二三四五六七八九十[京]一二三 …", 30},
    {"combining marks are not cut off", "war",
     "e\xCC\x81"
     "e\xCC\x81 war",
     "e\xCC\x81"
     "e\xCC\x81 [war]",
     80},
    {"a long word is cut", "karabakh",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaa …", 20},
    {"empty text", "war", "", "", 80},
    {"only space", "war", " \n ", "", 80},
};

static char *shown(const Snippet *snippet)
{
    GString *out = g_string_new(NULL);
    gsize at = 0;
    for (guint i = 0; i < snippet->ranges->len; i++) {
        const SnippetRange *range = &g_array_index(snippet->ranges, SnippetRange, i);
        ck_assert_uint_ge(range->start, at);
        ck_assert_uint_lt(range->start, range->end);
        ck_assert_uint_le(range->end, snippet->text->len);
        g_string_append_len(out, snippet->text->str + at, (gssize)(range->start - at));
        g_string_append_printf(out, "[%.*s]", (int)(range->end - range->start),
                               snippet->text->str + range->start);
        at = range->end;
    }
    g_string_append(out, snippet->text->str + at);
    return g_string_free(out, FALSE);
}

static void make(Snippet *snippet, const char *query_text, const char *text, gsize length,
                 gsize columns)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    g_autoptr(Query) query = query_parse(query_text, strlen(query_text), &(QuerySettings){.analysis = analysis}, NULL);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    highlighter_run(highlighter, "english", text, length, marks);
    snippet_make(snippet, text, length, marks,
                 &(SnippetStyle){.fragments = 1, .columns = columns});
}

START_TEST(shows_the_passage)
{
    g_autoptr(Snippet) snippet = snippet_new();
    make(snippet, cases[_i].query, cases[_i].text, strlen(cases[_i].text), cases[_i].columns);
    g_autofree char *is = shown(snippet);
    ck_assert_msg(strcmp(is, cases[_i].snippet) == 0, "%s:\n  is     %s\n  should %s",
                  cases[_i].name, is, cases[_i].snippet);
    ck_assert_msg(columns_of_text(snippet->text->str, snippet->text->len) <= cases[_i].columns,
                  "%s: too wide", cases[_i].name);
}
END_TEST

/* Any width, any text: never wider than asked, always valid, and the match is in it if it fits. */
START_TEST(keeps_to_the_width)
{
    static const char *const texts[] = {
        WORDS10 "Done. The war ended. " WORDS10 WORDS10,
        "一二三四五六七八九十一二三四五六七八九十 war 一二三四五六七八九十一二三四五六七八九十",
        "ภาษาไทยภาษาไทยภาษาไทยภาษาไทยภาษาไทย war ภาษาไทยภาษาไทยภาษาไทยภาษาไทย",
        "e\xCC\x81\xCC\x82"
        "e\xCC\x81\xCC\x82"
        "e\xCC\x81\xCC\x82 war e\xCC\x81\xCC\x82"
        "e\xCC\x81\xCC\x82",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 war "
        "🇦🇲🇦🇿🇦🇲🇦🇿",
        "war",
    };
    g_autoptr(Snippet) snippet = snippet_new();
    for (gsize columns = 0; columns < 120; columns++) {
        make(snippet, "war", texts[_i], strlen(texts[_i]), columns);
        g_autofree char *is = shown(snippet);
        ck_assert_msg(g_utf8_validate(snippet->text->str, (gssize)snippet->text->len, NULL),
                      "text %d, %zu columns: not valid", _i, columns);
        /* No less than an ellipsis on either side can be shown at all. */
        gsize width = columns_of_text(snippet->text->str, snippet->text->len);
        ck_assert_msg(width <= MAX(columns, 8), "text %d, %zu columns: %zu wide: %s", _i, columns,
                      width, is);
        ck_assert_msg(columns < 12 || strstr(is, "[war]"), "text %d, %zu columns: no match in %s",
                      _i, columns, is);
    }
}
END_TEST

START_TEST(takes_a_long_text)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 20000; i++)
        g_string_append(text, "some words without end, war after war after war, ");
    g_string_append(text, "and peace in war");
    g_autoptr(Snippet) snippet = snippet_new();
    make(snippet, "war peace", text->str, text->len, 60);
    g_autofree char *is = shown(snippet);
    ck_assert_msg(g_str_has_suffix(is, "and [peace] in [war]"), "%s", is);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("snippet");
    TCase *c = tcase_create("snippet");
    tcase_add_loop_test(c, shows_the_passage, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, keeps_to_the_width, 0, 6);
    tcase_add_test(c, takes_a_long_text);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
