/* The front door: dateline.c as a program, in a folder with and without a dateline-index. */
int dateline_main(int argc, char **argv);
#define main dateline_main
#include "dateline.c"
#undef main

#include <check.h>
#include <sys/stat.h>

#include "tests/support/tmpdir.h"

static char *folder, *program;

/* Copies this program, which is dateline under that name (see main). */
static void set_up(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    char *bytes = NULL;
    gsize length = 0;
    folder = test_tmpdir();
    g_autofree char *bin = g_build_filename(folder, "bin", NULL);
    g_assert_cmpint(g_mkdir_with_parents(bin, 0755), ==, 0);
    program = g_build_filename(bin, "dateline", NULL);
    g_assert_true(g_file_get_contents(self, &bytes, &length, NULL));
    g_assert_true(g_file_set_contents_full(program, bytes, (gssize)length, G_FILE_SET_CONTENTS_NONE,
                                           0755, NULL));
    g_free(bytes);
}

static void tear_down(void)
{
    g_free(program);
    test_remove(folder);
}

/* Puts a dateline-index in a folder next to bin: one that prints what it is asked. */
static void put_indexer(const char *where)
{
    g_autofree char *to = g_build_filename(folder, where, NULL);
    g_autofree char *path = g_build_filename(to, INDEXER_PROGRAM, NULL);
    const char *script = "#!/bin/sh\necho \"$@\"\nexit 7\n";
    g_assert_cmpint(g_mkdir_with_parents(to, 0755), ==, 0);
    g_assert_true(g_file_set_contents_full(path, script, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
}

/* Runs dateline on words separated by spaces. */
static int run_program(const char *words, char **out, char **err)
{
    g_autofree char *line = g_strconcat(program, *words ? " " : "", words, NULL);
    g_auto(GStrv) argv = g_strsplit(line, " ", -1);
    int status = -1;
    g_autoptr(GError) error = NULL;
    g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, out, err, &status, &error);
    ck_assert_msg(error == NULL, "%s: %s", words, error ? error->message : "");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What the streams begin with; an empty one must be empty. */
static const struct {
    const char *name, *words;
    int status;
    const char *out, *err;
} cases[] = {
    {"nothing", "", 2, "", "Usage: dateline COMMAND"},
    {"help", "--help", 0, "Usage: dateline COMMAND", ""},
    {"short help", "-h", 0, "Usage: dateline COMMAND", ""},
    {"help as a command", "help", 0, "Usage: dateline COMMAND", ""},
    {"help of a command", "help search", 0, "Usage: dateline search", ""},
    {"help of a command of the indexer", "help index", 7, "index --help\n", ""},
    {"help of an unknown command", "help serach", 2, "",
     "dateline: no such command: 'serach'; did you mean 'search'?\n"},
    {"version", "--version", 0, "dateline " DATELINE_VERSION " (Xapian 1.", ""},
    {"unknown, but near", "indx foo", 2, "",
     "dateline: no such command: 'indx'; did you mean 'index'?\n"},
    {"unknown", "frobnicate", 2, "",
     "dateline: no such command: 'frobnicate'; 'dateline --help' lists them\n"},
    {"control characters", "a\033[1mb", 2, "", "dateline: no such command: 'ab'; "},
    {"an option that there is none of", "--verson", 2, "",
     "dateline: no such option: '--verson'; did you mean '--version'?\n"},
    {"the names of all commands", "--help=commands", 0, "index\nsearch\n", ""},
    {"a manual page", "--help=man", 0, ".TH DATELINE 1 ", ""},
    {"search", "search -i /nonexistent war", 2, "", "dateline: can't open '/nonexistent'"},
    {"index", "index -i x --map a=b c", 7, "index -i x --map a=b c\n", ""},
    {"compact", "compact -i x", 7, "compact -i x\n", ""},
};

static gboolean begins(const char *text, const char *with)
{
    return *with ? g_str_has_prefix(text, with) : *text == '\0';
}

START_TEST(answers)
{
    put_indexer("bin");
    g_autofree char *out = NULL, *err = NULL;
    int status = run_program(cases[_i].words, &out, &err);
    ck_assert_msg(status == cases[_i].status, "%s: status %d\n%s", cases[_i].name, status, err);
    ck_assert_msg(begins(out, cases[_i].out), "%s: stdout\n%s", cases[_i].name, out);
    ck_assert_msg(begins(err, cases[_i].err), "%s: stderr\n%s", cases[_i].name, err);
}
END_TEST

START_TEST(finds_the_indexer_in_libexec)
{
    put_indexer("libexec/dateline");
    g_autofree char *out = NULL, *err = NULL;
    ck_assert_int_eq(run_program("index foo", &out, &err), 7);
    ck_assert_str_eq(out, "index foo\n");
}
END_TEST

START_TEST(misses_the_indexer)
{
    g_autofree char *out = NULL, *err = NULL;
    ck_assert_int_eq(run_program("index foo", &out, &err), 2);
    ck_assert_str_eq(out, "");
    ck_assert_ptr_nonnull(strstr(err, "'index' needs the program dateline-index"));
    ck_assert_ptr_nonnull(strstr(err, folder));
}
END_TEST

START_TEST(lists_every_command_in_80_columns)
{
    g_autofree char *out = NULL, *err = NULL;
    run_program("--help", &out, &err);
    for (gsize i = 0; i < COMMANDS; i++)
        ck_assert_msg((strstr(out, command_table[i].summary) != NULL) != command_table[i].internal,
                      "%s", command_table[i].name);
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    for (gsize i = 0; lines[i]; i++)
        ck_assert_msg(strlen(lines[i]) <= 80, "too long: %s", lines[i]);
}
END_TEST

int main(int argc, char **argv)
{
    g_autofree char *name = g_path_get_basename(argv[0]);
    if (strcmp(name, "dateline") == 0)
        return dateline_main(argc, argv);
    Suite *s = suite_create("dateline");
    TCase *c = tcase_create("dateline");
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_loop_test(c, answers, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, finds_the_indexer_in_libexec);
    tcase_add_test(c, misses_the_indexer);
    tcase_add_test(c, lists_every_command_in_80_columns);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
