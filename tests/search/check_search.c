#include "search/search.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

static const FixtureArticle articles[] = {
    {"a1", "Tenuous ceasefire holds in Mirzan",
     "Both sides kept to the truce on Friday. A third day without a shot.", "2014-08-08",
     "Northwire", "english"},
    {"b2", "Fighting goes on",
     "The cease-fire was broken twice, officials of the U.S. embassy said. Talks are to go on in "
     "Arkhel "
     "next week, and the ceasefires of the past were named as a warning by both governments of the "
     "region, which has known little peace.",
     "2014-08", "Kestan Daily", "english"},
    {"c3", NULL, "Karabakh’s harvest was the best in years, farmers said.", "2014", NULL,
     "english"},
    {"d4", "Waffenruhe in Mirzan", "Die Häuser an der Grenze blieben dunkel. Es war still.",
     "2014-08-09T06:00:00Z", "Blatt", "german"},
    {"e5", "Escape",
     "before \033[31mred\033[0m after \xE2\x80\xAE"
     "evil karma",
     NULL, "Bad\033]0;x\007Wire", "english"},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};

static char *folder, *index_path;

static void set_up(void)
{
    static const char *const languages[] = {"english", "german"};
    folder = test_tmpdir();
    index_path = g_build_filename(folder, "index", NULL);
    fixture_index(index_path, articles, languages, G_N_ELEMENTS(languages));
}

static void tear_down(void)
{
    g_free(index_path);
    test_remove(folder);
}

typedef struct {
    int status;
    char *out, *err;
} Answer;

static void answer_clear(Answer *answer)
{
    g_free(answer->out);
    g_free(answer->err);
}

static char *contents(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static void redirect(int fd, const char *name, const char *to)
{
    g_autofree char *path = to ? g_strdup(to) : g_build_filename(folder, name, NULL);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || dup2(file, fd) < 0)
        _exit(99);
}

/* In a child: becomes this very program, which then is the command (see main). */
static void become_search(char **argv)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    execv(self, argv);
    _exit(98);
}

/* Runs search_main() in a process of its own, on words separated by | after `search`; to: where
 * stdout goes, NULL for the answer. */
static Answer run_to(const char *words, const char *to)
{
    g_autofree char *line = g_strconcat("search|", words, NULL);
    g_auto(GStrv) argv = g_strsplit(line, "|", -1);
    for (gsize i = 0; argv[i]; i++)
        if (strcmp(argv[i], "INDEX") == 0) {
            g_free(argv[i]);
            argv[i] = g_strdup(index_path);
        }
    pid_t child = fork();
    if (child == 0) {
        redirect(STDOUT_FILENO, "out", to);
        redirect(STDERR_FILENO, "err", NULL);
        become_search(argv);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    Answer answer = {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                     to ? g_strdup("") : contents("out"), contents("err")};
    return answer;
}

static Answer run(const char *words)
{
    return run_to(words, NULL);
}

/* Command line, exit status, and the whole of both streams. */
static const struct {
    const char *name, *words;
    int status;
    const char *out, *err;
} cases[] = {
    {"title words weigh more", "-i|INDEX|ceasefire", 0,
     "1. Tenuous ceasefire holds in Mirzan\n"
     "   Northwire · 2014-08-08 · a1a1a1a1\n"
     "   Both sides kept to the truce on Friday. A third day without a shot.\n"
     "\n"
     "2. Fighting goes on\n"
     "   Kestan Daily · 2014-08 · b2b2b2b2\n"
     "   The cease-fire was broken twice, officials of the U.S. embassy said. Talks are to go on "
     "in "
     "Arkhel next week, and the ceasefires of the past were named as a warning by both "
     "governments of the region, which has known …\n",
     "dateline: 2 articles\n"},
    {"bold words", "-i|INDEX|--color=always|truce|friday", 0,
     "1. \033[36mTenuous ceasefire holds in Mirzan\033[0m\n"
     "   \033[2mNorthwire · 2014-08-08 · a1a1a1a1\033[0m\n"
     "   Both sides kept to the \033[1mtruce\033[0m on \033[1mFriday\033[0m. A third day without a "
     "shot.\n",
     "dateline: 1 article\n"},
    {"bold in the title", "-i|INDEX|--color=always|tenuous", 0,
     "1. \033[36m\033[1mTenuous\033[0m\033[36m ceasefire holds in Mirzan\033[0m\n"
     "   \033[2mNorthwire · 2014-08-08 · a1a1a1a1\033[0m\n"
     "   Both sides kept to the truce on Friday. A third day without a shot.\n",
     "dateline: 1 article\n"},
    {"no title, no source", "-i|INDEX|karabakh", 0,
     "1. Karabakh’s harvest was the best in years, farmers said.\n"
     "   2014 · c3c3c3c3\n"
     "   Karabakh’s harvest was the best in years, farmers said.\n",
     "dateline: 1 article\n"},
    {"escape sequences of an article", "-i|INDEX|karma", 0,
     "1. Escape\n"
     "   BadWire · e5e5e5e5\n"
     "   before red after evil karma\n",
     "dateline: 1 article\n"},
    {"fewer than there are", "-i|INDEX|-n|1|-q|ceasefire", 0,
     "1. Tenuous ceasefire holds in Mirzan\n"
     "   Northwire · 2014-08-08 · a1a1a1a1\n"
     "   Both sides kept to the truce on Friday. A third day without a shot.\n",
     ""},
    {"quiet", "-i|INDEX|-q|nothing|such", 1, "", ""},
    {"no word of it", "-i|INDEX|Unheard-of", 1, "", "dateline: no article has Unheard-of\n"},
    {"no phrase of it", "-i|INDEX|\"holds ceasefire\"", 1, "",
     "dateline: no article has \"holds ceasefire\"\n"},
    {"no article has all", "-i|INDEX|harvest|ceasefire|-\"both sides\"", 1, "",
     "dateline: no article matches all of this; articles with each:\n"
     "        1  harvest\n"
     "        2  ceasefire\n"
     "        1  -\"both sides\"\n"
     "        2  with any of them, and none with a dash (--any)\n"},
    {"no article has any", "-i|INDEX|--any|foo|bar", 1, "",
     "dateline: no article matches; articles with each:\n"
     "        0  foo\n"
     "        0  bar\n"},
    {"did you mean", "-i|INDEX|truice", 1, "",
     "dateline: no article has truice\ndid you mean 'truce'?\n"},
    {"the number alone", "-i|INDEX|-c|ceasefire OR harvest", 0, "3\n", ""},
    {"no number", "-i|INDEX|-c|zzz", 1, "0\n", ""},
    {"a language that the index has not", "-i|INDEX|--lang|french|war", 2, "",
     "dateline: '--lang' can't be 'french': the index has articles in english, german\n"},
    {"no such zone", "-i|INDEX|--tz|Mars/Base|war", 2, "",
     "dateline: there is no time zone 'Mars/Base': write one like Europe/Paris or +04:00\n"},
    {"words and a file of queries", "-i|INDEX|--batch|f|war", 2, "",
     "dateline: '--batch' reads the queries from 'f': leave out 'war'\n"},
    {"no words", "-i|INDEX", 2, "",
     "dateline: search for what? For example: dateline search karabakh ceasefire (see 'dateline "
     "search "
     "--help')\n"},
    {"no word in the query", "-i|INDEX|&", 2, "",
     "dateline: query: there is no word in it; a word has a letter or a digit\n"},
    {"open quote", "-i|INDEX|war|\"peace", 2, "",
     "dateline: query, character 5: the quote that opens here is never closed\n"
     "  war \"peace\n"
     "      ^\n"},
    {"unknown option", "--jsn|war", 2, "",
     "dateline: no such option: '--jsn'; did you mean '--json'?\n"},
};

START_TEST(answers)
{
    Answer answer = run(cases[_i].words);
    ck_assert_msg(answer.status == cases[_i].status, "%s: status %d\n%s", cases[_i].name,
                  answer.status, answer.err);
    ck_assert_msg(strcmp(answer.out, cases[_i].out) == 0, "%s:\n-- is\n%s-- should\n%s",
                  cases[_i].name, answer.out, cases[_i].out);
    ck_assert_msg(strcmp(answer.err, cases[_i].err) == 0, "%s:\n-- is\n%s-- should\n%s",
                  cases[_i].name, answer.err, cases[_i].err);
    answer_clear(&answer);
}
END_TEST

/* Which articles a query finds, by the first letter of their ids, in their order. */
static const struct {
    const char *name, *words, *found;
} found[] = {
    {"a word", "ceasefire", "ab"},
    {"all words", "ceasefire|fighting", "b"},
    {"any word", "--any|harvest|truce|fighting", "abc"},
    {"one argument of two words", "tenuous ceasefire", "a"},
    {"compound", "cease-fire", "ab"},
    {"the parts of a compound as a phrase", "\"cease fire\"", "b"},
    {"the joined form in a phrase", "\"the ceasefire\"", "b"},
    {"one part of a compound", "cease", "b"},
    {"phrase", "\"third day\"", "a"},
    {"phrase in another order", "\"day third\"", ""},
    {"phrase with stop words", "\"of the U.S.\"", "b"},
    {"phrase over the title's end", "\"Mirzan Both\"", ""},
    {"possessive", "\"karabakh harvest\"", "c"},
    {"possessive asked for", "Karabakh’s", "c"},
    {"acronym", "US", "b"},
    {"left out", "mirzan|-truce", "d"},
    {"only left out", "--|-mirzan|-karma", "bc"},
    {"German stem", "Haus", "d"},
    {"German words", "still|dunkel", "d"},
    {"typographic quotes", "“third day”", "a"},
    {"stop words don't count", "the|harvest|of|it", "c"},
    {"stop words in a phrase do", "\"harvest of it\"", ""},
    {"all results", "-n|0|--any|ceasefire|harvest|grenze|karma", "abcde"},
};

START_TEST(finds)
{
    g_autofree char *words = g_strconcat("--json|-q|-i|INDEX|", found[_i].words, NULL);
    Answer answer = run(words);
    g_auto(GStrv) lines = g_strsplit(answer.out, "\n", -1);
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    g_autoptr(GString) letters = g_string_new(NULL);
    for (gsize i = 0; lines[i] && *lines[i]; i++) {
        const char *id = strstr(lines[i], "\"id\":\"");
        ck_assert_msg(id != NULL, "%s: %s", found[_i].name, lines[i]);
        g_string_append_c(letters, id[6]);
    }
    /* The order of the scores is for other tests. */
    for (gsize i = 1; i < letters->len; i++)
        for (gsize k = i; k > 0 && letters->str[k - 1] > letters->str[k]; k--) {
            char c = letters->str[k];
            letters->str[k] = letters->str[k - 1];
            letters->str[k - 1] = c;
        }
    ck_assert_msg(strcmp(letters->str, found[_i].found) == 0, "%s: found '%s', should '%s'\n%s",
                  found[_i].name, letters->str, found[_i].found, answer.err);
    ck_assert_int_eq(answer.status, *found[_i].found ? 0 : 1);
    answer_clear(&answer);
}
END_TEST

START_TEST(prints_json)
{
    Answer answer = run("--json|-i|INDEX|tenuous");
    const char *score = strstr(answer.out, "\"score\":");
    ck_assert_ptr_nonnull(score);
    g_autofree char *before = g_strndup(answer.out, (gsize)(score - answer.out));
    const char *after = strchr(score, ',');
    ck_assert_str_eq(before, "{\"version\":1,\"rank\":1,");
    ck_assert_str_eq(
        after, ",\"id\":\"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\",\"title\":\"Tenuous ceasefire holds "
               "in Mirzan\",\"date\":\"2014-08-08\",\"source\":\"Northwire\",\"url\":null,"
               "\"author\":null,\"section\":null,\"language\":\"english\",\"path\":null,"
               "\"own_id\":null,\"snippet\":\"Both sides kept to the truce on Friday. A third "
               "day without a shot.\",\"highlights\":[],\"marks\":[],"
               "\"fragments\":[{\"bytes\":[0,67],\"chars\":[0,67],\"source\":[0,67]}],"
               "\"title_highlights\":[[0,7]],"
               "\"title_marks\":[{\"clause\":0,\"bytes\":[0,7],\"chars\":[0,7]}]}\n");
    answer_clear(&answer);
    answer = run("--json|-i|INDEX|truce|\"third day\"");
    ck_assert_msg(strstr(answer.out, "\"highlights\":[[23,28],[42,51]],") != NULL, "%s",
                  answer.out);
    answer_clear(&answer);
}
END_TEST

START_TEST(runs_a_file_of_queries)
{
    g_autofree char *path = g_build_filename(folder, "queries", NULL);
    ck_assert(g_file_set_contents(path, "ceasefire\n\n(harvest\nzzz\n-mirzan\n", -1, NULL));
    g_autofree char *words = g_strdup_printf("-i|INDEX|-q|-c|--batch|%s", path);
    Answer answer = run(words);
    ck_assert_int_eq(answer.status, 2);
    ck_assert_str_eq(answer.out, "2\n-\n0\n3\n");
    ck_assert_ptr_nonnull(strstr(answer.err, "line 3 of"));
    answer_clear(&answer);
}
END_TEST

/* What --explain says of each clause is what the clause alone finds. */
START_TEST(explains)
{
    Answer answer = run("-i|INDEX|-q|--json|--explain|the (ceasefire OR harv*) -\"third day\"");
    g_auto(GStrv) lines = g_strsplit(answer.err, "\n", -1);
    guint counts = 0;
    for (gsize i = 0; lines[i]; i++) {
        char *end;
        guint64 count = g_ascii_strtoull(lines[i], &end, 10);
        if (end == lines[i] || end[0] != ' ')
            continue;
        const char *clause = g_strstrip(end);
        g_autofree char *words = g_strdup_printf("-i|INDEX|-q|-c|--|%s", clause + (*clause == '-'));
        Answer alone = run(words);
        ck_assert_msg(g_ascii_strtoull(alone.out, NULL, 10) == count, "%s: %s", clause, alone.out);
        answer_clear(&alone);
        counts++;
    }
    ck_assert_uint_eq(counts, 5);
    ck_assert_ptr_nonnull(strstr(answer.err, "harv* stands for 1 of 1 words: harvest"));
    ck_assert_ptr_nonnull(strstr(answer.err, "the: too common"));
    answer_clear(&answer);
}
END_TEST

START_TEST(says_what_was_left_out)
{
    Answer answer = run("-i|INDEX|the|harvest|&|of");
    ck_assert_int_eq(answer.status, 0);
    ck_assert_str_eq(answer.err,
                     "dateline: note: left out, too common (quote it to search for it): the, of\n"
                     "dateline: note: left out, no word in it: &\n"
                     "dateline: 1 article\n");
    answer_clear(&answer);
    answer = run("-i|INDEX|harvest|best in years");
    ck_assert_ptr_nonnull(strstr(answer.err, "the shell took the quotes from best in years"));
    answer_clear(&answer);
}
END_TEST

/* ---- what may be in the way of an index ----------------------------------------------------- */

START_TEST(missing_index)
{
    Answer answer = run("-i|/nonexistent/index|war");
    ck_assert_int_eq(answer.status, 2);
    ck_assert_ptr_nonnull(strstr(answer.err, "'/nonexistent/index'"));
    ck_assert_ptr_nonnull(strstr(answer.err, "dateline index"));
    ck_assert_msg(strchr(answer.err, '\n')[1] == '\0', "more than a line: %s", answer.err);
    answer_clear(&answer);
}
END_TEST

START_TEST(folder_that_is_no_index)
{
    g_autofree char *empty = g_build_filename(folder, "empty", NULL);
    g_autofree char *words = g_strdup_printf("-i|%s|war", empty);
    ck_assert_int_eq(g_mkdir_with_parents(empty, 0755), 0);
    Answer answer = run(words);
    ck_assert_int_eq(answer.status, 2);
    ck_assert_ptr_nonnull(strstr(answer.err, "holds no index"));
    answer_clear(&answer);
}
END_TEST

START_TEST(file_that_is_no_index)
{
    g_autofree char *file = g_build_filename(folder, "file", NULL);
    g_autofree char *words = g_strdup_printf("-i|%s|war", file);
    ck_assert(g_file_set_contents(file, "war and peace\n", -1, NULL));
    Answer answer = run(words);
    ck_assert_int_eq(answer.status, 2);
    ck_assert_ptr_nonnull(strstr(answer.err, "it is a file"));
    answer_clear(&answer);
}
END_TEST

START_TEST(index_that_may_not_be_read)
{
    if (geteuid() == 0) {
        printf("skipped: root may read everything\n");
        return;
    }
    ck_assert_int_eq(chmod(index_path, 0), 0);
    Answer answer = run("-i|INDEX|war");
    ck_assert_int_eq(chmod(index_path, 0700), 0);
    ck_assert_int_eq(answer.status, 2);
    ck_assert_ptr_nonnull(strstr(answer.err, "ermission"));
    answer_clear(&answer);
}
END_TEST

START_TEST(index_of_another_version)
{
    g_autoptr(IndexSettings) settings = layout_read_settings(index_path, NULL);
    settings->tokenizer_version = TOKENIZER_VERSION + 1;
    ck_assert(layout_write_settings(index_path, settings, NULL));
    Answer answer = run("-i|INDEX|karabakh");
    ck_assert_int_eq(answer.status, 0);
    ck_assert_ptr_nonnull(strstr(answer.err, "dateline reindex"));
    answer_clear(&answer);
}
END_TEST

START_TEST(index_without_positions)
{
    g_autoptr(IndexSettings) settings = layout_read_settings(index_path, NULL);
    settings->positions = FALSE;
    ck_assert(layout_write_settings(index_path, settings, NULL));
    Answer answer = run("-i|INDEX|\"third day\"");
    ck_assert_int_eq(answer.status, 2);
    ck_assert_ptr_nonnull(strstr(answer.err, "without positions"));
    answer_clear(&answer);
    answer = run("-i|INDEX|-q|--json|cease-fire");
    ck_assert_int_eq(answer.status, 0);
    answer_clear(&answer);
}
END_TEST

START_TEST(database_of_another_maker)
{
    g_autofree char *words =
        g_strdup_printf("-i|%s/segments/000001|ceasefires|fighting", index_path);
    Answer answer = run(words);
    ck_assert_int_eq(answer.status, 0);
    ck_assert_ptr_nonnull(strstr(answer.out, "Fighting goes on"));
    answer_clear(&answer);
}
END_TEST

START_TEST(index_from_the_environment)
{
    g_setenv("DATELINE_INDEX", index_path, TRUE);
    Answer answer = run("karabakh");
    ck_assert_int_eq(answer.status, 0);
    answer_clear(&answer);
}
END_TEST

/* ---- where results go ----------------------------------------------------------------------- */

START_TEST(full_disk)
{
    if (access("/dev/full", W_OK) != 0) {
        printf("skipped: there is no /dev/full\n");
        return;
    }
    Answer answer = run_to("-i|INDEX|karabakh", "/dev/full");
    ck_assert_int_eq(answer.status, 2);
    ck_assert_ptr_nonnull(strstr(answer.err, "can't write the results"));
    answer_clear(&answer);
}
END_TEST

START_TEST(closed_pipe)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    pid_t child = fork();
    if (child == 0) {
        char *argv[] = {(char *)"search", (char *)"-i", index_path, (char *)"karabakh", NULL};
        dup2(ends[1], STDOUT_FILENO);
        redirect(STDERR_FILENO, "err", NULL);
        become_search(argv);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    close(ends[1]);
    g_autofree char *err = contents("err");
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %d", status);
    ck_assert_str_eq(err, "");
}
END_TEST

START_TEST(help)
{
    Answer answer = run("--help");
    ck_assert_int_eq(answer.status, 0);
    ck_assert(g_str_has_prefix(answer.out, "Usage: dateline search [OPTION]... [WORD]...\n"));
    ck_assert_str_eq(answer.err, "");
    answer_clear(&answer);
}
END_TEST

int main(int argc, char **argv)
{
    if (strcmp(argv[0], "search") == 0)
        return search_main(argc, argv);
    Suite *s = suite_create("search");
    TCase *c = tcase_create("search");
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_loop_test(c, answers, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, finds, 0, G_N_ELEMENTS(found));
    tcase_add_test(c, prints_json);
    tcase_add_test(c, runs_a_file_of_queries);
    tcase_add_test(c, explains);
    tcase_add_test(c, says_what_was_left_out);
    tcase_add_test(c, missing_index);
    tcase_add_test(c, folder_that_is_no_index);
    tcase_add_test(c, file_that_is_no_index);
    tcase_add_test(c, index_that_may_not_be_read);
    tcase_add_test(c, index_of_another_version);
    tcase_add_test(c, index_without_positions);
    tcase_add_test(c, database_of_another_maker);
    tcase_add_test(c, index_from_the_environment);
    tcase_add_test(c, full_disk);
    tcase_add_test(c, closed_pipe);
    tcase_add_test(c, help);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
