/* Files that were made to harm who reads them: each costs at most its own article, in bounded memory and time, says why,
 * and leaves its neighbours to be found. */
#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/reliability/hostile-inputs-private.h"
#include "tests/reliability/proof-fixture-private.h"

/* Of one run. Its budget for the index is 64 MiB; the rest is what an article may take. */
#define MEMORY_MAX_KB (512 * 1024)
/* Of the processor, not of the clock, since others may be at work on the machine. */
#define SECONDS_MAX 10

#if defined(__SANITIZE_ADDRESS__)
#define SLOWER 8
#define MEMORY_COUNTS FALSE
#else
#define SLOWER 1
#define MEMORY_COUNTS TRUE
#endif

static char *dir, *index_path, *secret;

static void set_up(void)
{
    dir = test_tmpdir();
    index_path = g_build_filename(dir, "index", NULL);
    secret = g_build_filename(dir, "secret.txt", NULL);
    ck_assert(g_file_set_contents(secret, "A " SECRET_WORD ".\n", -1, NULL));
}

static void tear_down(void)
{
    g_free(secret);
    g_free(index_path);
    test_remove(dir);
}

/* ---- a run ------------------------------------------------------------------------------------*/

static void run_child(const char *const *argv, int input)
{
    struct rlimit seconds = {SECONDS_MAX * SLOWER, SECONDS_MAX * SLOWER + 5};
    setrlimit(RLIMIT_CPU, &seconds);
    if (input >= 0)
        dup2(input, STDIN_FILENO);
    execv(argv[0], (char **)argv);
    _exit(127);
}

/* Indexes path, or standard input from the descriptor input if that is not negative. */
static void read_hostile(const char *what, const char *path, int input)
{
    g_autofree char *program = proof_program("dateline-index");
    const char *const argv[] = {program, "index", "-q", "-j", "1", "-m", "64M", "-i", index_path, path, NULL};
    struct rusage usage;
    int status = -1;
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0)
        run_child(argv, input);
    ck_assert_int_eq(wait4(pid, &status, 0, &usage), pid);
    ck_assert_msg(!WIFSIGNALED(status), "%s: ended by signal %d (%d: more than %d s of the processor)", what,
                  WTERMSIG(status), SIGXCPU, SECONDS_MAX * SLOWER);
    ck_assert_msg(WEXITSTATUS(status) == 0, "%s: exit status %d", what, WEXITSTATUS(status));
    ck_assert_msg(!MEMORY_COUNTS || usage.ru_maxrss < MEMORY_MAX_KB, "%s: took %ld MiB", what, usage.ru_maxrss >> 10);
    proof_figure("hostile inputs", 1);
}

/* How many articles have the word. */
static guint found(const char *word)
{
    g_autofree char *program = proof_program("dateline"), *out = NULL;
    const char *const argv[] = {program, "search", "-i", index_path, "-q", "-n", "0", "--json", word, NULL};
    int status = -1;
    ck_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, NULL));
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
    guint lines = 0;
    for (const char *p = out; (p = strchr(p, '\n')) != NULL; p++)
        lines++;
    return lines;
}

/* The lines of rejects.jsonl and notes.jsonl. */
static char *reasons(void)
{
    GString *all = g_string_new(NULL);
    static const char *const names[] = {LAYOUT_REJECTS, LAYOUT_NOTES};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(index_path, names[i], NULL), *text = NULL;
        if (g_file_get_contents(path, &text, NULL, NULL))
            g_string_append(all, text);
    }
    return g_string_free(all, FALSE);
}

static void check_result(const char *what, guint neighbours, const char *reason)
{
    guint left = found(NEIGHBOUR_WORD);
    g_autofree char *told = reasons();
    if (left < neighbours)
        proof_figure("articles lost", neighbours - left);
    ck_assert_msg(left == neighbours, "%s: %u articles beside are found, not %u\n%.400s", what, left, neighbours, told);
    ck_assert_msg(reason == NULL || strstr(told, reason) != NULL, "%s: no '%s' in\n%.400s", what, reason, told);
    ck_assert_msg(found(SECRET_WORD) == 0, "%s: another file was read", what);
}

/* ---- texts ------------------------------------------------------------------------------------*/

START_TEST(a_text)
{
    const HostileText *text = &hostile_texts[_i];
    g_autofree char *path = g_build_filename(dir, text->file, NULL);
    hostile_write(text, path);
    read_hostile(text->name, path, -1);
    check_result(text->name, text->neighbours, text->reason);
}
END_TEST

START_TEST(external_entities)
{
    static const char *const forms[] = {
        FEED_1("<!DOCTYPE rss [<!ENTITY a SYSTEM \"file://%s\">]>") "evil &a;" FEED_2,
        FEED_1("<!DOCTYPE rss [<!ENTITY %% p SYSTEM \"file://%s\"> %%p;]>") "evil" FEED_2,
        FEED_1("<!DOCTYPE rss SYSTEM \"file://%s\">") "evil" FEED_2,
        FEED_1("") "evil <i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"file://%s\" parse=\"text\"/>" FEED_2,
    };
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autofree char *name = g_strdup_printf("%zu.xml", i);
        g_autofree char *path = g_build_filename(dir, name, NULL);
        g_auto(GStrv) parts = g_strsplit(forms[i], "%s", -1);
        g_autofree char *text = g_strjoinv(secret, parts);
        g_auto(GStrv) percents = g_strsplit(text, "%%", -1);
        g_autofree char *whole = g_strjoinv("%", percents);
        ck_assert(g_file_set_contents(path, whole, -1, NULL));
        read_hostile("external entity", path, -1);
        check_result("external entity", 2, NULL);
    }
}
END_TEST

/* ---- archives ---------------------------------------------------------------------------------*/

START_TEST(names_that_lead_out_of_an_archive)
{
    static const char *const names[] = {"a.tar", "a.zip"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(dir, names[i], NULL);
        hostile_archive(path, i == 1, hostile_members, G_N_ELEMENTS(hostile_members), NULL, 0);
        test_remove(g_strdup(index_path));
        read_hostile(names[i], path, -1);
        check_result(names[i], HOSTILE_MEMBERS_READ, NULL);
        ck_assert(!g_file_test("/tmp/up.txt", G_FILE_TEST_EXISTS));
        ck_assert(!g_file_test("/etc/absolute.txt", G_FILE_TEST_EXISTS));
    }
}
END_TEST

START_TEST(a_bomb_in_a_zip_file)
{
    static const HostileMember members[] = {
        {"one.txt", MEMBER_1, NULL, AE_IFREG}, {"big.txt", NULL, NULL, AE_IFREG}, {"two.txt", MEMBER_2, NULL, AE_IFREG}};
    gsize length = (gsize)200 << 20;
    g_autofree char *fill = g_malloc(length), *path = g_build_filename(dir, "a.zip", NULL);
    memset(fill, 'a', length);
    hostile_archive(path, TRUE, members, G_N_ELEMENTS(members), fill, length);
    read_hostile("bomb in a zip file", path, -1);
    check_result("bomb in a zip file", 2, "larger than 32 MiB");
}
END_TEST

typedef struct {
    const char *name, *file, *head, *tail;
    char byte;
    guint mebibytes, times; /* times packed */
    guint neighbours;
    const char *reason;
    gboolean only_whole;
} Bomb;

static const Bomb bombs[] = {
    {"letters", "a.txt.gz", "", "", 'a', 10240, 1, 0, "larger than 32 MiB", FALSE},
    {"zeros", "a.gz", "", "", '\0', 10240, 1, 0, "no files in it", FALSE},
    {"packed twice", "a.txt.gz", "", "", 'a', 10240, 2, 0, "larger than 32 MiB", FALSE},
    {"packed six times", "a.txt.gz", "", "", 'a', 128, 6, 0, "larger than 32 MiB", FALSE},
    {"a line", "a.jsonl.gz", JSON_1 "{\"id\":\"x\",\"text\":\"", "\"}\n" JSON_2, 'a', 512, 1, 2, "larger than 32 MiB", FALSE},
    {"a line without end", "a.jsonl.gz", JSON_1 "{\"id\":\"x\",\"text\":\"", "\"}\n" JSON_2, 'a', 10240, 1, 1,
     "more than 100 times its size", TRUE},
};

START_TEST(a_bomb)
{
    const Bomb *bomb = &bombs[_i];
    if (bomb->only_whole && !proof_is_whole())
        return;
    g_autoptr(GString) packed = g_string_new(NULL);
    hostile_gzip(packed, bomb->head, bomb->byte, bomb->mebibytes, bomb->tail);
    for (guint i = 1; i < bomb->times; i++) {
        g_autoptr(GString) inner = g_string_new_len(packed->str, (gssize)packed->len);
        g_string_truncate(packed, 0);
        hostile_member(packed, inner->str, inner->len, 1);
    }
    g_autofree char *path = g_build_filename(dir, bomb->file, NULL);
    ck_assert(g_file_set_contents(path, packed->str, (gssize)packed->len, NULL));
    read_hostile(bomb->name, path, -1);
    check_result(bomb->name, bomb->neighbours, bomb->reason);
}
END_TEST

/* ---- standard input ---------------------------------------------------------------------------*/

static void write_line(int out, guint64 bytes)
{
    static const char head[] = JSON_1 "{\"id\":\"x\",\"text\":\"", tail[] = "\"}\n" JSON_2;
    gsize step = (gsize)1 << 20;
    char *fill = g_malloc(step);
    memset(fill, 'e', step);
    gboolean good = write(out, head, strlen(head)) > 0;
    for (guint64 done = 0; good && done < bytes;) {
        gssize n = write(out, fill, step);
        good = n > 0;
        done += (guint64)MAX(n, 0);
    }
    good = good && write(out, tail, strlen(tail)) > 0;
    _exit(good ? 0 : 1);
}

START_TEST(a_line_of_gigabytes)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t writer = fork();
    if (writer == 0) {
        close(ends[0]);
        write_line(ends[1], (guint64)(proof_is_whole() ? 4096 : 128) << 20);
    }
    close(ends[1]);
    read_hostile("a line of gigabytes", "-", ends[0]);
    close(ends[0]);
    ck_assert_int_eq(waitpid(writer, NULL, 0), writer);
    check_result("a line of gigabytes", 2, "larger than 32 MiB");
}
END_TEST

/* ---- names of files ---------------------------------------------------------------------------*/

START_TEST(names_of_files)
{
    static const char *const names[] = {"line\nbreak.txt", "escape\033[31m\033]0;title\a.txt",
                                        "right\u202Etxt.exe", "latin\xE9.txt", "-rf", "'quote\".txt", "$(id).txt"};
    g_autofree char *folder = g_build_filename(dir, "news", NULL);
    ck_assert_int_eq(g_mkdir(folder, 0777), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        ck_assert(g_file_set_contents(path, MEMBER_1, -1, NULL));
    }
    read_hostile("names of files", folder, -1);
    check_result("names of files", G_N_ELEMENTS(names), NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tcase = tcase_create("hostile");
    proof_use_memory();
    tcase_set_timeout(tcase, 600);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_text, 0, G_N_ELEMENTS(hostile_texts));
    tcase_add_test(tcase, external_entities);
    tcase_add_test(tcase, names_that_lead_out_of_an_archive);
    tcase_add_test(tcase, a_bomb_in_a_zip_file);
    tcase_add_loop_test(tcase, a_bomb, 0, G_N_ELEMENTS(bombs));
    tcase_add_test(tcase, a_line_of_gigabytes);
    tcase_add_test(tcase, names_of_files);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
