#include "console/options.h"

#include <check.h>
#include <string.h>

#include "console/help.h"
#include "search/search-options.h"

/* The options and words that a command line comes to; or the error, or "help". */
static const struct {
    const char *name, *line, *parsed;
} cases[] = {
    {"words", "karabakh ceasefire", "n=10 [karabakh] [ceasefire]"},
    {"number apart", "-n 5 war", "n=5 [war]"},
    {"number attached", "-n5 war", "n=5 [war]"},
    {"long number", "--count 5 war", "n=5 [war]"},
    {"long number with a sign", "--count=5 war", "n=5 [war]"},
    {"all", "-n 0 war", "n=0 [war]"},
    {"index", "-i /tmp/x war", "n=10 i=/tmp/x [war]"},
    {"long index", "--index=/tmp/x war", "n=10 i=/tmp/x [war]"},
    {"options after words", "war --any -n 3", "n=3 any [war]"},
    {"json", "--json war", "n=10 json [war]"},
    {"quiet", "-q war", "n=10 quiet [war]"},
    {"color", "--color always war", "n=10 color=1 [war]"},
    {"color with a sign", "--color=never war", "n=10 color=2 [war]"},
    {"a word left out after a word", "war -armenia", "n=10 [war] [-armenia]"},
    {"a word left out that begins as an option does", "war -international -news",
     "n=10 [war] [-international] [-news]"},
    {"a query after dashes", "-- -armenia war", "n=10 [-armenia] [war]"},
    {"an option after dashes is a word", "war -- --json", "n=10 [war] [--json]"},
    {"a dash alone is a word", "war - peace", "n=10 [war] [-] [peace]"},
    {"help", "--help", "help"},
    {"short help", "-h", "help"},
    {"help after words", "war --help", "help"},
    {"unknown", "--colour always war", "no such option: '--colour'; did you mean '--color'?"},
    {"unknown and far", "--frobnicate war",
     "no such option: '--frobnicate'; see 'dateline search --help'"},
    {"unknown short", "-x war",
     "no such option: '-x'; a query that begins with a dash goes after '--'"},
    {"a query that begins with a dash", "-armenia war",
     "no such option: '-armenia'; a query that begins with a dash goes after '--'"},
    {"one dash too few", "war -json",
     "'-json': the option is '--json'; a query that leaves out this word goes after '--'"},
    {"value missing", "war -n", "'-n' needs a value: N"},
    {"value too much", "--any=yes war", "'--any' takes no value"},
    {"no number", "-n ten war", "'--count' can't be 'ten': it is a whole number, 0 or more"},
    {"negative", "-n -1 war", "'--count' can't be '-1': it is a whole number, 0 or more"},
    {"huge", "-n 99999999999 war",
     "'--count' can't be '99999999999': it is a whole number, 0 or more"},
    {"no choice", "--color red war", "'--color' can't be 'red': it is one of auto, always, never"},
    {"twice", "--lang de --lang fr war", "'--lang' is given twice: 'de' and 'fr'"},
    {"no time", "--timeout 0 war", "'--timeout' can't be '0': it is a whole number, from 1 to 86400"},
};

static char *describe(const SearchOptions *options, const GPtrArray *words)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "n=%u", options->count);
    const GPtrArray *indexes = options->indexes.names;
    for (guint i = 0; indexes && i < indexes->len; i++)
        g_string_append_printf(out, " i=%s", (char *)indexes->pdata[i]);
    if (options->color)
        g_string_append_printf(out, " color=%d", options->color);
    g_string_append(out, options->any ? " any" : "");
    g_string_append(out, options->json ? " json" : "");
    g_string_append(out, options->quiet ? " quiet" : "");
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(out, " [%s]", (char *)words->pdata[i]);
    return g_string_free(out, FALSE);
}

START_TEST(parses)
{
    g_autofree char *line = g_strconcat("search ", cases[_i].line, NULL);
    g_auto(GStrv) argv = g_strsplit(line, " ", -1);
    SearchOptions options = {.count = 10};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    OptionsAnswer answer =
        options_parse(&search_options, (int)g_strv_length(argv), argv, &options, words, &error);
    ck_assert_msg((answer == OPTIONS_FAILED) == (error != NULL), "%s", cases[_i].name);
    g_autofree char *parsed = answer == OPTIONS_WANT_HELP ? g_strdup("help")
                              : error                     ? g_strdup(error->message)
                                                          : describe(&options, words);
    ck_assert_msg(strcmp(parsed, cases[_i].parsed) == 0, "%s:\n  is     %s\n  should %s",
                  cases[_i].name, parsed, cases[_i].parsed);
    index_list_clear(&options.indexes);
}
END_TEST

START_TEST(prints_help_in_80_columns)
{
    g_autoptr(GString) help = g_string_new(NULL);
    help_append(help, &search_options);
    g_auto(GStrv) lines = g_strsplit(help->str, "\n", -1);
    for (gsize i = 0; lines[i]; i++)
        ck_assert_msg(g_utf8_strlen(lines[i], -1) <= 80, "too long: %s", lines[i]);
    for (gsize i = 0; i < search_options.count; i++) {
        g_autofree char *name = g_strconcat("--", search_options.options[i].name, NULL);
        ck_assert_msg(strstr(help->str, name) != NULL, "%s is missing", name);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("options");
    TCase *c = tcase_create("options");
    tcase_add_loop_test(c, parses, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, prints_help_in_80_columns);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
