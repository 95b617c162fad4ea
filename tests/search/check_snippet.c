#include "search/snippet.h"

#include <check.h>
#include <string.h>

#include "search/columns.h"
#include "search/highlight.h"
#include "search/snippet-format.h"

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

static void make_fragments(Snippet *snippet, const char *query_text, const char *text, gsize length,
                           const SnippetStyle *style)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    QuerySettings settings = {.analysis = analysis};
    g_autoptr(Query) query = query_parse(query_text, strlen(query_text), &settings, NULL);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    highlighter_run(highlighter, "english", text, length, marks);
    snippet_make(snippet, text, length, marks, style);
}

static void make(Snippet *snippet, const char *query_text, const char *text, gsize length,
                 gsize columns)
{
    make_fragments(snippet, query_text, text, length,
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
        gsize width = columns_of_text(snippet->text->str, snippet->text->len);
        ck_assert_msg(width <= columns, "text %d, %zu columns: %zu wide: %s", _i, columns, width,
                      is);
        ck_assert_msg(columns < 12 || strstr(is, "[war]"), "text %d, %zu columns: no match in %s",
                      _i, columns, is);
    }
}
END_TEST

/* ---- several fragments ---------------------------------------------------------------------- */

/* Sentences of the same length, most of them of no interest. */
#define DULL "Nothing of note was said by anybody here. "
#define DULL4 DULL DULL DULL DULL

static const struct {
    const char *name, *query, *text, *fragments;
    guint count;
} several[] = {
    {"none", "war", "The war ended. " DULL4, "", 0},
    {"the best first", "war peace", "The war ended. " DULL4 "War and peace are words. " DULL4,
     "[War] and [peace] are words.|The [war] ended. Nothing of note was said by …", 5},
    {"no more than there are", "war", DULL4 "The war ended. " DULL4,
     "The [war] ended. Nothing of note was said by …", 5},
    {"other clauses before the same again", "war peace",
     "The war ended. " DULL4 "Another war began. " DULL4 "Then peace came to all. " DULL4,
     "The [war] ended. Nothing of note was said by …|Then [peace] came to all.", 2},
    {"what was said is not said again", "war",
     "The war in the north ended today. " DULL4 "The war in the north ended today! " DULL4
     "A war began. ",
     "The [war] in the north ended today.|A [war] began.", 5},
    {"nor with a word changed", "war",
     "The long war in the far north ended today. " DULL4
     "The long war in the far north ended Monday. " DULL4,
     "The long [war] in the far north ended today.", 5},
    {"the opening if nothing is marked", "karabakh", DULL4 DULL4,
     "Nothing of note was said by anybody here.", 3},
};

START_TEST(gives_several_fragments)
{
    g_autoptr(Snippet) snippet = snippet_new();
    const char *text = several[_i].text;
    make_fragments(snippet, several[_i].query, text, strlen(text),
                   &(SnippetStyle){.fragments = several[_i].count, .columns = 46});
    g_autofree char *is = shown(snippet);
    g_strdelimit(is, "\n", '|');
    ck_assert_msg(strcmp(is, several[_i].fragments) == 0, "%s:\n  is     %s\n  should %s",
                  several[_i].name, is, several[_i].fragments);
    for (guint i = 0; i < snippet->fragments->len; i++) {
        SnippetFragment fragment = g_array_index(snippet->fragments, SnippetFragment, i);
        gsize length = MIN(fragment.end - fragment.start, fragment.to - fragment.from);
        ck_assert_int_eq(strncmp(text + fragment.from, snippet->text->str + fragment.start, length),
                         0);
    }
}
END_TEST

/* ---- what a reader picks -------------------------------------------------------------------- */

/* Of two sentences with a long way between, the one that must be shown. */
static const struct {
    const char *name, *query, *first, *second;
    gboolean second_wins;
} choices[] = {
    {"more clauses", "war peace", "A war ended", "War and peace came", TRUE},
    {"closer together", "war peace",
     "War was, after the talks that all had seen, followed by a peace", "War and peace came", TRUE},
    {"the earlier of equals", "war peace", "War and peace came", "War and peace went", FALSE},
    {"the very form that was asked for", "talks", "They talked", "The talks ended", TRUE},
    {"one sentence, not two", "war peace", "A war ended. A peace came", "War and peace came", TRUE},
    {"a phrase, not its words", "\"peace talks\"", "Talks of peace came", "The peace talks ended",
     TRUE},
    {"not what is left out", "war -peace", "A peace came", "A war ended", TRUE},
};

START_TEST(picks_as_a_reader_does)
{
    g_autofree char *text = g_strdup_printf("%s%s. %s%s%s. %s", DULL, choices[_i].first, DULL4,
                                            DULL4, choices[_i].second, DULL4);
    g_autoptr(Snippet) snippet = snippet_new();
    make(snippet, choices[_i].query, text, strlen(text), 80);
    const char *wanted = choices[_i].second_wins ? choices[_i].second : choices[_i].first;
    ck_assert_msg(strstr(snippet->text->str, wanted), "%s: %s", choices[_i].name,
                  snippet->text->str);
}
END_TEST

START_TEST(prefers_what_is_rare)
{
    const double weights[2][2] = {{5, 1}, {1, 5}};
    const char *text = DULL "A war ended. " DULL4 DULL4 "A peace came. " DULL4;
    for (int i = 0; i < 2; i++) {
        g_autoptr(Snippet) snippet = snippet_new();
        SnippetStyle style = {1, 60, weights[i], 2};
        make_fragments(snippet, "war OR peace", text, strlen(text), &style);
        ck_assert_msg(strstr(snippet->text->str, i ? "A peace came" : "A war ended"), "%s",
                      snippet->text->str);
    }
}
END_TEST

/* A dateline is no sentence: what follows begins one, and it is shown where there is room. */
START_TEST(reads_datelines)
{
    const char *text =
        "BAKU, Aug. 8 (Northwire) - Talks about the villages ended on Friday. " DULL4;
    g_autoptr(Snippet) snippet = snippet_new();
    make(snippet, "villages", text, strlen(text), 45);
    ck_assert_str_eq(snippet->text->str, "Talks about the villages ended on Friday.");
    make(snippet, "villages", text, strlen(text), 75);
    ck_assert_str_eq(snippet->text->str,
                     "BAKU, Aug. 8 (Northwire) - Talks about the villages ended on Friday.");
}
END_TEST

START_TEST(tells_each_mark)
{
    const char *text = "La paix, the peace talks, peace.";
    g_autoptr(Snippet) snippet = snippet_new();
    make(snippet, "peace \"peace talks\"", text, strlen(text), 80);
    g_autoptr(GString) out = g_string_new(NULL);
    snippet_format_marks(snippet, SNIPPET_FORMAT_TEXT, out);
    ck_assert_str_eq(out->str, "1:13-24 0:13-18 0:26-31");
    g_string_truncate(out, 0);
    snippet_format_highlights(snippet, SNIPPET_FORMAT_TEXT, out);
    ck_assert_str_eq(out->str, "13-24 26-31");
    g_string_truncate(out, 0);
    snippet_format_fragments(snippet, SNIPPET_FORMAT_TEXT, out);
    ck_assert_str_eq(out->str, "0-32@0-32");
}
END_TEST

START_TEST(counts_bytes_and_characters)
{
    const char *text = "Ein  Café, naïve talks";
    g_autoptr(Snippet) snippet = snippet_new();
    make(snippet, "talks", text, strlen(text), 80);
    g_autoptr(GString) out = g_string_new(NULL);
    snippet_format_marks(snippet, SNIPPET_FORMAT_JSON, out);
    ck_assert_str_eq(out->str, "[{\"clause\":0,\"bytes\":[18,23],\"chars\":[16,21]}]");
    g_string_truncate(out, 0);
    snippet_format_fragments(snippet, SNIPPET_FORMAT_JSON, out);
    ck_assert_str_eq(out->str, "[{\"bytes\":[0,23],\"chars\":[0,21],\"source\":[0,24]}]");
    g_string_truncate(out, 0);
    snippet_format_highlights(snippet, SNIPPET_FORMAT_JSON, out);
    ck_assert_str_eq(out->str, "[[18,23]]");
}
END_TEST

/* ---- texts of any kind ---------------------------------------------------------------------- */

static guint32 seed;

static guint random_below(guint n)
{
    seed = seed * 1664525u + 1013904223u;
    return (guint)(((guint64)seed * n) >> 32);
}

/* Text of pieces that are hard to cut or to tell apart, with marks anywhere between characters. */
static GString *invent(GArray *marks)
{
    static const char *const pieces[] = {
        "a",       "word ",
        " ",       "\n",
        "\n\n",    ". ",
        "... ",    "。",
        "北",      "京，",
        "é",       "e\u0301\u0302",
        "\u200D",  "👩",
        "\u200D👧", "🇦🇲",
        "🇦",       "👍🏽",
        "ที่",       "क्ष",
        "평",      "\u1112\u1161\u11AB",
        "\033[1m", "\x07",
        "\u202E",  "\u00AD",
        "\uFE0F",  "(",
        "“",       "Mr. ",
        "A",       "? ",
        "- ",      "U.S. ",
        "\u2003",  "\u0600",
        "1",       "longlonglonglonglonglonglonglonglonglong",
    };
    GString *text = g_string_new(NULL);
    guint count = random_below(300);
    for (guint i = 0; i < count; i++) {
        gsize start = text->len;
        guint length = random_below(8) ? 1 : 3;
        for (guint k = 0; k < length; k++)
            g_string_append(text, pieces[random_below(G_N_ELEMENTS(pieces))]);
        Mark mark = {start, text->len, random_below(4), FALSE};
        if (random_below(6) == 0)
            g_array_append_val(marks, mark);
    }
    return text;
}

START_TEST(takes_texts_of_any_kind)
{
    g_autoptr(Snippet) snippet = snippet_new();
    seed = 19 + (guint32)_i;
    for (guint round = 0; round < 500; round++) {
        g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
        g_autoptr(GString) text = invent(marks);
        SnippetStyle style = {random_below(5), random_below(120), NULL, 0};
        snippet_make(snippet, text->str, text->len, marks, &style);
        const char *out = snippet->text->str;
        ck_assert(g_utf8_validate(out, (gssize)snippet->text->len, NULL));
        ck_assert_uint_le(snippet->fragments->len, style.fragments);
        for (guint i = 0; i < snippet->fragments->len; i++) {
            SnippetFragment fragment = g_array_index(snippet->fragments, SnippetFragment, i);
            gsize wide = columns_of_text(out + fragment.start, fragment.end - fragment.start);
            ck_assert_msg(wide <= style.columns, "%zu columns, not %zu: %s", wide, style.columns,
                          out);
            ck_assert_msg(columns_between_clusters(text->str, text->len, fragment.from) &&
                              columns_between_clusters(text->str, text->len, fragment.to),
                          "a cluster is cut: %s", out);
        }
        g_autofree char *is = shown(snippet);
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
    tcase_add_loop_test(c, gives_several_fragments, 0, G_N_ELEMENTS(several));
    tcase_add_loop_test(c, picks_as_a_reader_does, 0, G_N_ELEMENTS(choices));
    tcase_add_test(c, prefers_what_is_rare);
    tcase_add_test(c, reads_datelines);
    tcase_add_test(c, tells_each_mark);
    tcase_add_test(c, counts_bytes_and_characters);
    tcase_add_loop_test(c, takes_texts_of_any_kind, 0, 4);
    tcase_add_test(c, takes_a_long_text);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
