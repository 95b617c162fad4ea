#include "search/query.h"

#include <check.h>
#include <string.h>

#include "xapian-c/index-error.h"

static Analysis *analysis_for(const char *languages)
{
    g_auto(GStrv) names = g_strsplit(languages, ";", -1);
    return analysis_new((const char *const *)names, g_strv_length(names));
}

static Query *parse(const char *text, gsize length, guint flags, Analysis *analysis, GError **error)
{
    /* A Wednesday, noon. */
    QuerySettings settings = {analysis, flags, {NULL, 1407326400 + 43200}};
    return query_parse(text, length, &settings, error);
}

static char *list(const GPtrArray *items)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < items->len; i++)
        g_string_append_printf(text, "%s%s", i ? " " : "", (char *)items->pdata[i]);
    return g_string_free(text, FALSE);
}

/* Text in, tree out, in the notation of query-tree.h. */
static const struct {
    const char *name, *text, *tree;
    const char *languages; /* NULL: english */
    guint flags;
} trees[] = {
    {.name = "one word", .text = "Karabakh", .tree = "~karabakh"},
    {.name = "inflection", .text = "ceasefires", .tree = "~ceasefir"},
    {.name = "all words", .text = "karabakh ceasefire", .tree = "(~karabakh AND ~ceasefir)"},
    {.name = "any word",
     .text = "karabakh ceasefire",
     .tree = "(~karabakh OR ~ceasefir)",
     .flags = QUERY_ANY},
    {.name = "white space of every kind",
     .text = " \tkarabakh\xC2\xA0\n ceasefire\xE3\x80\x80",
     .tree = "(~karabakh AND ~ceasefir)"},
    {.name = "phrase", .text = "\"the ceasefires held\"", .tree = "\"the ceasefires held\""},
    {.name = "phrase of one word is exact", .text = "\"Ceasefires\"", .tree = "ceasefires"},
    {.name = "typographic quotes", .text = "“cease fire”", .tree = "\"cease fire\""},
    {.name = "German quotes", .text = "„cease fire“", .tree = "\"cease fire\""},
    {.name = "guillemets", .text = "«cease fire»", .tree = "\"cease fire\""},
    {.name = "German guillemets", .text = "»cease fire«", .tree = "\"cease fire\""},
    {.name = "corner brackets", .text = "「cease fire」", .tree = "\"cease fire\""},
    {.name = "full-width quotes", .text = "＂cease fire＂", .tree = "\"cease fire\""},
    {.name = "a Hebrew abbreviation", .text = "צה\"ל", .tree = "\"צה ל\""},
    {.name = "of two letters, typographic", .text = "ק”ג", .tree = "\"ק ג\""},
    {.name = "with letters behind", .text = "דו\"חות חדשים", .tree = "(\"דו חות\" AND ~חדשים)"},
    {.name = "in a phrase", .text = "\"דובר צה\"ל אמר\"", .tree = "\"דובר צה ל אמר\""},
    {.name = "last in a phrase", .text = "\"דובר צה\"ל\"", .tree = "\"דובר צה ל\""},
    {.name = "a Hebrew name in quotes",
     .text = "ב\"הארץ\" נכתב",
     .tree = "(~ב AND הארץ AND ~נכתב)"},
    {.name = "a Hebrew phrase in quotes",
     .text = "ב\"ידיעות אחרונות\" נכתב",
     .tree = "(~ב AND \"ידיעות אחרונות\" AND ~נכתב)"},
    {.name = "a full-width question mark ends a question",
     .text = "TPU？3",
     .tree = "\"tpu 3\""},
    {.name = "also in a phrase", .text = "\"is it？yes\"", .tree = "\"is it yes\""},
    {.name = "behind Han", .text = "是吗？我们", .tree = "\"是 吗 我 们\""},
    {.name = "behind Han, in a phrase", .text = "\"是吗？我们\"", .tree = "\"是 吗 我 们\""},
    {.name = "a plain one behind Han", .text = "是吗?我们", .tree = "\"是 吗 我 们\""},
    {.name = "a full-width colon behind no field",
     .text = "他说：你好 Aimotive：here",
     .tree = "(\"他 说 你 好\" AND \"aimotive here\")"},
    {.name = "a full-width range", .text = "5～10 １０～２０", .tree = "(\"5 10\" AND \"10 20\")"},
    {.name = "a full-width comma between digits", .text = "1，2", .tree = "\"1 2\""},
    {.name = "full-width distance", .text = "＂peace talks＂～５", .tree = "\"peace talks\"~5"},
    {.name = "full-width spelling", .text = "ｋａｒａｂａｋｈ～２", .tree = "karabakh~2"},
    {.name = "full-width signs in a value",
     .text = "source:\"日記（MT）！\"",
     .tree = "source:日記（mt）！"},
    {.name = "a byte order mark in a word", .text = "m\uFEFFaxay", .tree = "~maxay"},
    {.name = "a byte order mark before a query", .text = "\uFEFF\"peace talks\" -war",
     .tree = "(\"peace talks\" AND NOT ~war)"},
    {.name = "plain and typographic mixed",
     .text = "“cease fire\" talks",
     .tree = "(\"cease fire\" AND ~talk)"},
    {.name = "quotes touch words",
     .text = "new\"cease fire\"talks",
     .tree = "(~new AND \"cease fire\" AND ~talk)"},
    {.name = "left out", .text = "karabakh -armenia", .tree = "(~karabakh AND NOT ~armenia)"},
    {.name = "phrase left out",
     .text = "karabakh -\"peace talks\"",
     .tree = "(~karabakh AND NOT \"peace talks\")"},
    {.name = "left out first", .text = "-armenia karabakh", .tree = "(~karabakh AND NOT ~armenia)"},
    {.name = "several left out",
     .text = "-a1 karabakh -b2 war",
     .tree = "(~karabakh AND ~war AND NOT ~a1 AND NOT ~b2)"},
    {.name = "any, and one left out",
     .text = "karabakh war -armenia",
     .tree = "((~karabakh OR ~war) AND NOT ~armenia)",
     .flags = QUERY_ANY},
    {.name = "only left out", .text = "-armenia", .tree = "(NOT ~armenia)"},
    {.name = "typographic minus",
     .text = "karabakh −armenia",
     .tree = "(~karabakh AND NOT ~armenia)"},
    {.name = "typographic minus of a number",
     .text = "karabakh −5 –10",
     .tree = "(~karabakh AND 5 AND 10)"},
    {.name = "minus of the keyboard before a number",
     .text = "karabakh -5",
     .tree = "(~karabakh AND NOT 5)"},
    {.name = "question mark of a web address",
     .text = "https://wire.example/page?id",
     .tree = "\"https wire example page id\""},
    {.name = "question marks in a phrase with a web address",
     .text = "\"https://wire.example/page?id w?r\"",
     .tree = "\"https wire example page id w?r\""},
    {.name = "full-width minus",
     .text = "karabakh －armenia",
     .tree = "(~karabakh AND NOT ~armenia)"},
    {.name = "a dash inside a phrase is no sign",
     .text = "\"talks -armenia\"",
     .tree = "\"talks armenia\""},
    {.name = "a dash after a phrase is no sign",
     .text = "\"new york\"-based",
     .tree = "(\"new york\" AND ~base)"},
    {.name = "a sign in brackets",
     .text = "(-armenia karabakh)",
     .tree = "(~karabakh AND NOT ~armenia)"},
    {.name = "compound", .text = "cease-fire", .tree = "<\"cease fire\" / ~ceasefir>"},
    {.name = "compound of three",
     .text = "father-in-law",
     .tree = "<\"father in law\" / ~fatherinlaw>"},
    {.name = "compound in a phrase",
     .text = "\"the cease-fire held\"",
     .tree = "<\"the cease fire held\" / \"the ceasefire held\">"},
    {.name = "compound alone in a phrase",
     .text = "\"cease-fire\"",
     .tree = "<\"cease fire\" / ceasefire>"},
    {.name = "possessive", .text = "Karabakh’s", .tree = "~karabakh"},
    {.name = "possessive in a phrase",
     .text = "\"Karabakh's ceasefire\"",
     .tree = "\"karabakh's ceasefire\""},
    {.name = "apostrophe inside", .text = "O’Brien", .tree = "~o'brien"},
    {.name = "elided article inside a name", .text = "Côte-d’Or", .tree = "\"cote d or\""},
    {.name = "elided article inside a name of three",
     .text = "title:Saint-Jean-d'Angély",
     .tree = "title:\"saint jean d angely\""},
    {.name = "elided articles before and inside a name",
     .text = "l'Île-d'Yeu",
     .tree = "\"ile d yeu\""},
    {.name = "a character before an apostrophe is no article",
     .text = "の’ぽち",
     .tree = "\"の ぽ ち\""},
    {.name = "acronym", .text = "U.S.", .tree = "~us"},
    {.name = "acronym in lower case", .text = "u.s. storm", .tree = "(~us AND ~storm)"},
    {.name = "ampersand", .text = "AT&T", .tree = "~at&t"},
    {.name = "ampersand in lower case", .text = "at&t", .tree = "~at&t"},
    {.name = "plus", .text = "C++", .tree = "~c++"},
    {.name = "thousands", .text = "10.000", .tree = "10000"},
    {.name = "thousands with a comma", .text = "10,000", .tree = "10000"},
    {.name = "thousands with a no-break space",
     .text = "10\xC2\xA0"
             "000",
     .tree = "10000"},
    {.name = "dotted numbers", .text = "192.168.0.1", .tree = "192.168.0.1"},
    {.name = "mention", .text = "@presidentaz", .tree = "~presidentaz"},
    {.name = "hashtag", .text = "#Karabakh", .tree = "~karabakh"},
    {.name = "several words without a space", .text = "user_name", .tree = "\"user name\""},
    {.name = "accents", .text = "café", .tree = "~cafe"},
    {.name = "sharp s", .text = "Straße", .tree = "~strass", .languages = "german"},
    {.name = "Cyrillic", .text = "Карабаха", .tree = "~карабах", .languages = "russian"},
    {.name = "elision", .text = "l’économie", .tree = "~econom", .languages = "french"},
    {.name = "elision in a phrase", .text = "\"l'eau potable\"", .tree = "\"l eau potable\""},
    {.name = "one Chinese character", .text = "京", .tree = "京"},
    {.name = "two Chinese characters", .text = "北京", .tree = "\"北 京\""},
    {.name = "three Chinese characters", .text = "北京市", .tree = "\"北 京 市\""},
    {.name = "two languages", .text = "policies", .tree = "~polici", .languages = "english"},
    {.name = "stems in both languages",
     .text = "Häuser",
     .tree = "~hauser|~haus",
     .languages = "english;german"},
    {.name = "a language without a stemmer",
     .text = "siasa",
     .tree = "siasa",
     .languages = "swahili"},
    {.name = "with and without a stemmer",
     .text = "markets",
     .tree = "~market|markets",
     .languages = "english;swahili"},
    {.name = "stop word", .text = "the ceasefire", .tree = "~ceasefir"},
    {.name = "stop word beside a filter",
     .text = "the lang:en date:2014",
     .tree = "(~the AND language:en AND date:20140101..20141231)"},
    {.name = "stop word beside a word and a filter", .text = "the war lang:en", .tree = "(~war AND language:en)"},
    {.name = "stop words in brackets beside a filter", .text = "(the of) lang:en", .tree = "((~the AND ~of) AND language:en)"},
    {.name = "only stop words",
     .text = "to be or not to be",
     .tree = "(~to AND ~be AND ~or AND ~not AND ~to AND ~be)"},
    {.name = "only a stop word beside what is left out",
     .text = "the -war",
     .tree = "(~the AND NOT ~war)"},
    {.name = "stop word left out", .text = "war -the", .tree = "(~war AND NOT ~the)"},
    {.name = "stop word in capitals", .text = "WHO vaccines", .tree = "(~who AND ~vaccin)"},
    {.name = "all in capitals",
     .text = "WHO SENT THE VACCINES TO MIRZAN",
     .tree = "(~sent AND ~vaccin AND ~mirzan)"},
    {.name = "all in capitals, with dots",
     .text = "VACCINES FOR THE U.S. TODAY",
     .tree = "(~vaccin AND ~us AND ~today)"},
    {.name = "three words in capitals", .text = "US WHO VACCINES", .tree = "(~us AND ~who AND ~vaccin)"},
    {.name = "what is asked for",
     .text = "I am looking for articles that discuss hidden line algorithms",
     .flags = QUERY_ANY,
     .tree = "(~hidden OR ~line OR ~algorithm)"},
    {.name = "what is asked for, in each sentence",
     .text = "find papers on ferry strikes. Documents must mention the harbour, to be relevant",
     .flags = QUERY_ANY,
     .tree = "(~ferri OR ~strike OR ~harbour OR ~relev)"},
    {.name = "papers that are the matter",
     .text = "pentagon papers about the war in Mirzan",
     .flags = QUERY_ANY,
     .tree = "(~pentagon OR ~paper OR ~war OR ~mirzan)"},
    {.name = "papers that nothing follows",
     .text = "find the articles on it now",
     .flags = QUERY_ANY,
     .tree = "(~find OR ~articl)"},
    {.name = "a short query", .text = "reports of deaths", .flags = QUERY_ANY, .tree = "(~report OR ~death)"},
    {.name = "all words must match",
     .text = "I am looking for articles that discuss hidden lines",
     .tree = "(~look AND ~articl AND ~discuss AND ~hidden AND ~line)"},
    {.name = "stop word with dots", .text = "U.S. vaccines", .tree = "(~us AND ~vaccin)"},
    {.name = "a word like any other in the first language",
     .text = "war crimes",
     .tree = "(~war AND ~crime|~crim)",
     .languages = "english;german"},
    {.name = "stop words of another language",
     .text = "der Krieg in der Ukraine",
     .tree = "(~krieg AND ~ukrain)",
     .languages = "english;german"},
    {.name = "one stop word of another language",
     .text = "die Wahl",
     .tree = "(~die AND ~wahl)",
     .languages = "english;german"},
    {.name = "lower-case operators are words", .text = "rain or snow", .tree = "(~rain AND ~snow)"},
    {.name = "a quoted colon is text", .text = "\"title:peace\"", .tree = "\"title peace\""},
    {.name = "a name with a space behind its colon is text", .text = "Re: peace", .tree = "(~re AND ~peac)"},
    {.name = "a URL", .text = "http://example.org/", .tree = "\"http example org\""},
    {.name = "punctuation alone is passed over",
     .text = "rain & snow — !",
     .tree = "(~rain AND ~snow)"},
    {.name = "question", .text = "what happened?", .tree = "~happen"},
};

START_TEST(reads_as_a_tree)
{
    g_autoptr(Analysis) analysis =
        analysis_for(trees[_i].languages ? trees[_i].languages : "english");
    g_autoptr(GError) error = NULL;
    g_autoptr(Query) query =
        parse(trees[_i].text, strlen(trees[_i].text), trees[_i].flags, analysis, &error);
    ck_assert_msg(query != NULL, "%s: %s", trees[_i].name, error ? error->message : "");
    g_autoptr(GString) tree = g_string_new(NULL);
    query_node_print(query->root, tree);
    ck_assert_msg(strcmp(tree->str, trees[_i].tree) == 0, "%s: %s\n  is     %s\n  should %s",
                  trees[_i].name, trees[_i].text, tree->str, trees[_i].tree);
}
END_TEST

static const struct {
    const char *name, *text, *stopwords, *wordless, *languages;
} notes[] = {
    {"nothing", "karabakh ceasefire", "", "", "english"},
    {"stop words", "the war and the peace", "the and the", "", "english"},
    {"capitals", "US WHO", "", "", "english"},
    {"nothing else", "the", "", "", "english"},
    {"in a phrase", "\"the war\"", "", "", "english"},
    {"elision", "l’économie", "l’", "", "french"},
    {"no word", "war & -! \"...\"", "", "& -! \"...\"", "english"},
};

START_TEST(says_what_was_left_out)
{
    g_autoptr(Analysis) analysis = analysis_for(notes[_i].languages);
    g_autoptr(Query) query = parse(notes[_i].text, strlen(notes[_i].text), 0, analysis, NULL);
    ck_assert_msg(query != NULL, "%s", notes[_i].name);
    g_autofree char *stopwords = list(query->stopwords);
    g_autofree char *wordless = list(query->wordless);
    ck_assert_msg(strcmp(stopwords, notes[_i].stopwords) == 0, "%s: stop words '%s'",
                  notes[_i].name, stopwords);
    ck_assert_msg(strcmp(wordless, notes[_i].wordless) == 0, "%s: no word in '%s'", notes[_i].name,
                  wordless);
}
END_TEST

/* The message must name the place and hold the advice. */
static const struct {
    const char *name, *text, *place, *advice;
} errors[] = {
    {"empty", "", "query:", "no word"},
    {"space", " \t ", "query:", "no word"},
    {"punctuation", "?! ...", "query:", "no word"},
    {"open quote", "war \"peace talks", "character 5:", "never closed"},
    {"open quote after wide characters", "北京 «peace", "character 4:", "never closed"},
    {"lone quote", "\"", "character 1:", "never closed"},
    {"not UTF-8", "war \xFF peace", "byte 5:", "UTF-8"},
};

START_TEST(refuses_with_place_and_advice)
{
    g_autoptr(Analysis) analysis = analysis_for("english");
    g_autoptr(GError) error = NULL;
    g_autoptr(Query) query =
        parse(errors[_i].text, strlen(errors[_i].text), 0, analysis, &error);
    ck_assert_msg(query == NULL, "%s: should be refused", errors[_i].name);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_QUERY), "%s", errors[_i].name);
    ck_assert_msg(strstr(error->message, errors[_i].place) &&
                      strstr(error->message, errors[_i].advice),
                  "%s: '%s'\n  should name %s and %s", errors[_i].name, error->message,
                  errors[_i].place, errors[_i].advice);
}
END_TEST

/* Every single byte, and every byte between two words, is a query or an error. */
START_TEST(survives_every_byte)
{
    g_autoptr(Analysis) analysis = analysis_for("english");
    for (int byte = 1; byte < 256; byte++) {
        char alone[] = {(char)byte, '\0'}, within[] = "war   peace", glued[] = "war peace";
        within[4] = glued[3] = (char)byte;
        const char *const texts[] = {alone, within, glued};
        for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
            g_autoptr(GError) error = NULL;
            g_autoptr(Query) query = parse(texts[i], strlen(texts[i]), 0, analysis, &error);
            ck_assert_msg((query != NULL) != (error != NULL), "byte %d", byte);
        }
    }
}
END_TEST

START_TEST(bounds_what_it_takes)
{
    g_autoptr(Analysis) analysis = analysis_for("english");
    g_autoptr(GString) words = g_string_new(NULL);
    for (int i = 0; i < 200000; i++)
        g_string_append_printf(words, "w%d ", i);
    g_autoptr(GError) many = NULL;
    ck_assert_ptr_null(parse(words->str, words->len, 0, analysis, &many));
    ck_assert_ptr_nonnull(strstr(many->message, "1000"));
    g_string_prepend_c(words, '"');
    g_string_append_c(words, '"');
    g_autoptr(GError) wide = NULL;
    ck_assert_ptr_null(parse(words->str, words->len, 0, analysis, &wide));
    ck_assert_ptr_nonnull(strstr(wide->message, "200 words"));
}
END_TEST

START_TEST(numbers_clauses_in_order)
{
    g_autoptr(Analysis) analysis = analysis_for("english");
    const char *text = "war \"peace talks\" -armenia";
    g_autoptr(Query) query = parse(text, strlen(text), 0, analysis, NULL);
    ck_assert_uint_eq(query->leaves->len, 3);
    g_autoptr(GString) written = g_string_new(NULL);
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        ck_assert_uint_eq(leaf->clause, i);
        query_node_write(leaf, written);
        g_string_append(written, leaf->negated ? "-;" : ";");
    }
    ck_assert_str_eq(written->str, "war;\"peace talks\";armenia-;");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("query");
    TCase *c = tcase_create("query");
    tcase_add_loop_test(c, reads_as_a_tree, 0, G_N_ELEMENTS(trees));
    tcase_add_loop_test(c, says_what_was_left_out, 0, G_N_ELEMENTS(notes));
    tcase_add_loop_test(c, refuses_with_place_and_advice, 0, G_N_ELEMENTS(errors));
    tcase_add_test(c, survives_every_byte);
    tcase_add_test(c, bounds_what_it_takes);
    tcase_add_test(c, numbers_clauses_in_order);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
