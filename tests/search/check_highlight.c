#include "search/highlight.h"

#include <check.h>
#include <string.h>

/* What must be marked, in square brackets; marks that overlap are shown as one. */
static const struct {
    const char *name, *query, *marked;
    const char *language;
} cases[] = {
    {"a word", "ceasefire", "The [ceasefire] holds.", "english"},
    {"any case", "CEASEFIRE", "A [Ceasefire], a [CEASEFIRE].", "english"},
    {"inflections", "threatened", "It [threatens]; it [threatened]; [threatening] tone; a threat",
     "english"},
    {"whole words only", "fire", "a ceasefire, on [fire], firewood", "english"},
    {"several words", "tenuous ceasefire", "a [tenuous] if [ceasefire]", "english"},
    {"none of what is left out", "peace -war", "[peace] and war", "english"},
    {"a stop word left out", "the war", "the [war]", "english"},
    {"possessive in the text", "karabakh", "[Karabakh’s] ceasefire", "english"},
    {"possessive in the query", "Karabakh's", "in [Karabakh] today", "english"},
    {"accents in the text", "cafe", "a [café] here", "english"},
    {"accents in the query", "café", "a [cafe] here", "english"},
    {"compound in the text", "ceasefire", "the [cease-fire] holds", "english"},
    {"part of a compound", "cease", "the [cease]-fire holds", "english"},
    {"compound in the query", "cease-fire", "the [ceasefire], the [cease fire], a fire, to cease",
     "english"},
    {"compound in both", "cease-fire", "the [cease-fire] holds", "english"},
    {"acronym", "us", "the [U.S.] and the [US]", "english"},
    {"number", "10000", "[10,000] or [10.000] men", "english"},
    {"mention", "presidentaz", "(@[presidentaz]) said", "english"},
    {"phrase", "\"peace talks\"", "talks of peace; [peace talks]; peace, at talks", "english"},
    {"phrase over a line break", "\"peace talks\"", "[peace\ntalks]", "english"},
    {"phrase as written", "\"peace talk\"", "peace talks", "english"},
    {"phrase with stop words", "\"the end of the war\"", "[the end of the war] and the end of war",
     "english"},
    {"phrase that repeats a word", "\"new new york\"", "new [new new york]", "english"},
    {"phrase begun twice", "\"new york\"", "new [new york]", "english"},
    {"phrase over a possessive", "\"karabakh ceasefire\"", "the [Karabakh’s ceasefire] line",
     "english"},
    {"phrase over a compound", "\"the ceasefire\"", "[the cease-fire] holds", "english"},
    {"phrase ends in a compound's first part", "\"ceasefire agreement\"",
     "a [cease-fire agreement]", "english"},
    {"phrase with a compound, joined in the text", "\"the cease-fire held\"",
     "[the ceasefire held]", "english"},
    {"word and phrase overlap", "talks \"peace talks\"", "[peace talks] and [talks]", "english"},
    {"phrase of one word", "\"talks\"", "[talks] and talk", "english"},
    {"Chinese character", "京", "北[京]市", "english"},
    {"Chinese word", "北京", "在[北京]的, 京北", "english"},
    {"longer Chinese word", "北京市", "在[北京市]的, 北京", "english"},
    {"German", "Häuser", "das [Haus], die [Häuser]", "german"},
    {"French", "économies", "l’[économie], les [Économies]", "french"},
    {"French elision in the query", "l’économie", "une [économie]", "french"},
    {"Russian", "Карабах", "в Нагорном [Карабахе]", "russian"},
    {"a word of the other language", "Häuser", "two [Hauser] brothers", "english"},
    {"loose phrase", "\"talks peace\"~3", "[peace] and [talks], war; talks of what was no peace", "english"},
    {"in order", "peace BEFORE/3 talks", "talks, [peace] and [talks]", "english"},
    {"exact", "=talks", "[talks] and talk", "english"},
    {"a title's word", "title:talks war", "talks of [war]", "english"},
    {"none of what brackets leave out", "war -(peace OR talks)", "[war], peace, talks", "english"},
    {"values and dates", "war source:peace date:2014", "[war] and peace in 2014", "english"},
    {"nothing", "karabakh", "no such place", "english"},
    {"empty text", "karabakh", "", "english"},
};

/* The text without its marks. */
static char *unmarked(const char *marked)
{
    GString *text = g_string_new(NULL);
    for (; *marked; marked++)
        if (*marked != '[' && *marked != ']')
            g_string_append_c(text, *marked);
    return g_string_free(text, FALSE);
}

static char *with_marks(const char *text, const GArray *marks)
{
    GString *out = g_string_new(NULL);
    gsize end = 0;
    for (gsize at = 0; at <= strlen(text); at++) {
        if (end && at == end)
            g_string_append_c(out, ']');
        if (at >= end)
            end = 0;
        for (guint i = 0; i < marks->len; i++) {
            const Mark *mark = &g_array_index(marks, Mark, i);
            if (mark->start != at)
                continue;
            if (!end)
                g_string_append_c(out, '[');
            end = MAX(end, mark->end);
        }
        if (text[at])
            g_string_append_c(out, text[at]);
    }
    return g_string_free(out, FALSE);
}

static Query *parse(const char *text, Analysis *analysis)
{
    g_autoptr(GError) error = NULL;
    Query *query = query_parse(text, strlen(text), &(QuerySettings){.analysis = analysis}, &error);
    ck_assert_msg(query != NULL, "%s: %s", text, error ? error->message : "");
    return query;
}

START_TEST(marks_what_matches)
{
    const char *const languages[] = {"english", "german", "french", "russian"};
    g_autoptr(Analysis) analysis = analysis_new(languages, G_N_ELEMENTS(languages));
    g_autoptr(Query) query = parse(cases[_i].query, analysis);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    g_autofree char *text = unmarked(cases[_i].marked);
    highlighter_run(highlighter, cases[_i].language, text, strlen(text), marks);
    g_autofree char *marked = with_marks(text, marks);
    ck_assert_msg(strcmp(marked, cases[_i].marked) == 0, "%s: %s\n  is     %s\n  should %s",
                  cases[_i].name, cases[_i].query, marked, cases[_i].marked);
}
END_TEST

START_TEST(tells_the_clause)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    g_autoptr(Query) query = parse("war -armenia \"peace talks\" cease-fire", analysis);
    g_autoptr(Highlighter) highlighter = highlighter_new(query, analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    const char *text = "peace talks, war, ceasefire";
    highlighter_run(highlighter, NULL, text, strlen(text), marks);
    ck_assert_uint_eq(marks->len, 3);
    const char *const written[] = {"peace talks", "war", "cease-fire"};
    for (guint i = 0; i < marks->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[g_array_index(marks, Mark, i).clause];
        ck_assert_str_eq(leaf->written, written[i]);
    }
}
END_TEST

/* One highlighter over several texts, and another query with the same lexicons. */
START_TEST(forgets_the_text_before)
{
    g_autoptr(Analysis) analysis = analysis_new(NULL, 0);
    g_autoptr(Query) first = parse("\"peace talks\"", analysis);
    g_autoptr(Query) second = parse("talks", analysis);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    Highlighter *highlighter = highlighter_new(first, analysis);
    highlighter_run(highlighter, "english", "peace", 5, marks);
    highlighter_run(highlighter, "english", "a talks", 7, marks);
    ck_assert_uint_eq(marks->len, 0);
    highlighter_free(highlighter);
    highlighter = highlighter_new(second, analysis);
    highlighter_run(highlighter, "english", "a talks", 7, marks);
    ck_assert_uint_eq(marks->len, 1);
    highlighter_free(highlighter);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("highlight");
    TCase *c = tcase_create("highlight");
    tcase_add_loop_test(c, marks_what_matches, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, tells_the_clause);
    tcase_add_test(c, forgets_the_text_before);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
