/* How a command line is read where the words are no query; tests/search/check_options.c has the rest. */
#include "console/options.h"

#include <check.h>
#include <string.h>

typedef struct {
    const char *index;
    GPtrArray *maps;
    guint32 jobs;
    guint64 memory;
    gboolean quiet, positions;
    int writer;
} Target;

static const char *const writers[] = {"native", "xapian", NULL};

#define PLACE(member) G_STRUCT_OFFSET(Target, member)

static const Option rows[] = {
    {'i', "index", "INDEX", OPTION_TEXT, PLACE(index), .help = "the index"},
    {0, "map", "FIELD=KEY", OPTION_LIST, PLACE(maps), .help = "may be given often"},
    {'j', "jobs", "N", OPTION_NUMBER, PLACE(jobs), .most = 256, .help = "threads"},
    {'m', "memory", "SIZE", OPTION_SIZE, PLACE(memory), .least = 16 << 20, .help = "memory"},
    {'q', "quiet", NULL, OPTION_ON, PLACE(quiet), .help = "say nothing"},
    {0, "no-positions", NULL, OPTION_OFF, PLACE(positions), .help = "no phrases"},
    {0, "writer", "NAME", OPTION_CHOICE, PLACE(writer), .choices = writers, .help = "which"},
    OPTION_HELP_ROW,
};

static const OptionTable files = {
    .command = "dateline try",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_FILES,
};

static const OptionTable none = {
    .command = "dateline try", .options = rows, .count = G_N_ELEMENTS(rows), .words = WORDS_NONE};

static char *describe(const Target *target, const GPtrArray *words)
{
    GString *out = g_string_new(NULL);
    if (target->index)
        g_string_append_printf(out, "i=%s ", target->index);
    for (guint i = 0; target->maps && target->maps->pdata[i]; i++)
        g_string_append_printf(out, "map=%s ", (char *)target->maps->pdata[i]);
    if (target->jobs)
        g_string_append_printf(out, "j=%u ", target->jobs);
    if (target->memory)
        g_string_append_printf(out, "m=%" G_GUINT64_FORMAT " ", target->memory);
    g_string_append(out, target->quiet ? "quiet " : "");
    g_string_append(out, target->positions ? "" : "no-positions ");
    if (target->writer)
        g_string_append_printf(out, "writer=%d ", target->writer);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(out, "[%s] ", (char *)words->pdata[i]);
    g_strchomp(out->str);
    return g_string_free(out, FALSE);
}

static char *parse(const OptionTable *table, const char *line)
{
    g_autofree char *all = g_strconcat("try ", line, NULL);
    g_auto(GStrv) argv = g_strsplit(*line ? all : "try", " ", -1);
    static const char *const forms[] = {[OPTIONS_WANT_HELP] = "help",
                                        [OPTIONS_WANT_MAN] = "man",
                                        [OPTIONS_WANT_BASH] = "bash",
                                        [OPTIONS_WANT_ZSH] = "zsh"};
    Target target = {.positions = TRUE};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    OptionsAnswer answer =
        options_parse(table, (int)g_strv_length(argv), argv, &target, words, &error);
    char *parsed = answer == OPTIONS_FAILED   ? g_strdup(error->message)
                   : answer == OPTIONS_PARSED ? describe(&target, words)
                                              : g_strdup(forms[answer]);
    g_clear_pointer(&target.maps, g_ptr_array_unref);
    return parsed;
}

static const struct {
    const char *name;
    const OptionTable *table;
    const char *line, *parsed;
} cases[] = {
    {"nothing", &files, "", ""},
    {"files", &files, "a.txt b.txt", "[a.txt] [b.txt]"},
    {"a text attached to its letter", &files, "-inews a.txt", "i=news [a.txt]"},
    {"a number attached", &files, "-j2", "j=2"},
    {"a number attached by a sign", &files, "-j=2", "j=2"},
    {"a size attached", &files, "-m64M", "m=67108864"},
    {"a list", &files, "--map a=b x --map=c=d.e", "map=a=b map=c=d.e [x]"},
    {"a switch that turns off", &files, "--no-positions", "no-positions"},
    {"a choice", &files, "--writer xapian -q", "quiet writer=1"},
    {"a file with a dash", &files, "-- -x", "[-x]"},
    {"standard input", &files, "-", "[-]"},
    {"size in G", &files, "-m 1G", "m=1073741824"},
    {"size in small letters", &files, "-m 1g", "m=1073741824"},
    {"size in MB", &files, "-m 512MB", "m=536870912"},
    {"size in MiB", &files, "-m 512MiB", "m=536870912"},
    {"size in K", &files, "-m 65536K", "m=67108864"},
    {"size in bytes", &files, "-m 16777216", "m=16777216"},
    {"size a byte too small", &files, "-m 16777215",
     "'--memory' can't be '16777215': it is a size of at least 16M, as 128M or 1G"},
    {"size without a number", &files, "-m M",
     "'--memory' can't be 'M': it is a size of at least 16M, as 128M or 1G"},
    {"negative size", &files, "-m -1G",
     "'--memory' can't be '-1G': it is a size of at least 16M, as 128M or 1G"},
    {"size in nothing known", &files, "-m 12x",
     "'--memory' can't be '12x': it is a size of at least 16M, as 128M or 1G"},
    {"size with more behind it", &files, "-m 128MX",
     "'--memory' can't be '128MX': it is a size of at least 16M, as 128M or 1G"},
    {"size beyond all numbers", &files, "-m 99999999999999999999G",
     "'--memory' can't be '99999999999999999999G': it is a size of at least 16M, as 128M or 1G"},
    {"size beyond what fits", &files, "-m 20000000000G",
     "'--memory' can't be '20000000000G': it is a size of at least 16M, as 128M or 1G"},
    {"number beyond its range", &files, "-j 257",
     "'--jobs' can't be '257': it is a whole number, from 0 to 256"},
    {"one dash too few", &files, "x -quiet", "no such option: '-quiet'; did you mean '--quiet'?"},
    {"unknown short after a word", &files, "x -z",
     "no such option: '-z'; see 'dateline try --help'"},
    {"a word too many", &none, "news", "'news' is one argument too many: the index is named by -i"},
    {"help", &none, "--help", "help"},
    {"manual page", &none, "--help=man", "man"},
    {"completion", &none, "--help=bash", "bash"},
    {"no such form of help", &none, "--help=pdf",
     "'--help' can't be 'pdf': it is one of text, man, bash, zsh, commands"},
};

START_TEST(parses)
{
    g_autofree char *parsed = parse(cases[_i].table, cases[_i].line);
    ck_assert_msg(strcmp(parsed, cases[_i].parsed) == 0, "%s:\n  is     %s\n  should %s",
                  cases[_i].name, parsed, cases[_i].parsed);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("command-line");
    TCase *c = tcase_create("command-line");
    tcase_add_loop_test(c, parses, 0, G_N_ELEMENTS(cases));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
