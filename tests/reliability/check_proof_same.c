/* One input, one index: the same bytes with one thread, the same documents with any number of threads and any
 * memory. */
#include <check.h>
#include <stdlib.h>

#include "indexer/segments.h"
#include "tests/reliability/proof-articles-private.h"
#include "tests/reliability/proof-fixture-private.h"
#include "tests/support/document-dump.h"
#include "xapian-c/checksums.h"

#define REUTERS "../shared/corpora/reuters21578/articles.jsonl"

/* Where a database's UUID stands in its iamglass. */
#define UUID_OFFSET 16
#define UUID_BYTES 16

/* Numbers 1 to 3,000; some of them once more further on, in another version; a broken line; no date. */
static void make_input(const char *path)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    for (guint number = 1; number <= 3000; number++) {
        proof_write_article(file, number, 1);
        if (number % 50 == 0)
            proof_write_article(file, number / 2, 2);
        if (number % 1000 == 0)
            fputs("{\"id\": 7, \"text\": \n{\"id\":\"undated\",\"date\":\"never\",\"text\":\"a report\"}\n", file);
    }
    ck_assert_int_eq(fclose(file), 0);
}

/* The input of a test: the real collection where the whole is asked for. */
static char *input_path(const char *scratch)
{
    if (proof_is_whole() && g_file_test(REUTERS, G_FILE_TEST_EXISTS))
        return g_strdup(REUTERS);
    char *path = g_build_filename(scratch, "made.jsonl", NULL);
    make_input(path);
    return path;
}

/* ---- byte for byte ----------------------------------------------------------------------------*/

/* Paths of all files below a folder, relative to it, in byte order; one a line. */
static char *list_files(const char *folder)
{
    char *list = NULL;
    const char *const argv[] = {"sh", "-c", "cd \"$1\" && find . -type f | LC_ALL=C sort", "list", folder, NULL};
    proof_spawn(argv, &list, NULL);
    return list;
}

/* The lines of a checksums file but those that cover the UUID. */
static char *without_uuid(const char *checksums)
{
    GString *kept = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(checksums, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (!g_str_has_prefix(*line, "iamglass ") && !g_str_has_prefix(*line, "end "))
            g_string_append_printf(kept, "%s\n", *line);
    return g_string_free(kept, FALSE);
}

static void compare_files(const char *name, const char *left, const char *right)
{
    g_autofree char *left_path = g_build_filename(left, name, NULL);
    g_autofree char *right_path = g_build_filename(right, name, NULL);
    g_autofree char *a = NULL, *b = NULL;
    gsize m, n;
    ck_assert(g_file_get_contents(left_path, &a, &m, NULL));
    ck_assert(g_file_get_contents(right_path, &b, &n, NULL));
    if (g_str_has_suffix(name, "/iamglass")) {
        ck_assert_uint_ge(MIN(m, n), UUID_OFFSET + UUID_BYTES);
        ck_assert_msg(memcmp(a + UUID_OFFSET, b + UUID_OFFSET, UUID_BYTES) != 0, "one UUID for two");
        memset(a + UUID_OFFSET, 0, UUID_BYTES);
        memset(b + UUID_OFFSET, 0, UUID_BYTES);
    }
    if (g_str_has_suffix(name, "/" CHECKSUMS_FILE)) {
        g_autofree char *x = without_uuid(a), *y = without_uuid(b);
        proof_compare(name, x, y);
        return;
    }
    ck_assert_msg(m == n, "%s: %zu and %zu bytes", name, m, n);
    gsize same = 0;
    while (same < m && a[same] == b[same])
        same++;
    ck_assert_msg(same == m, "%s: differs from byte %zu on", name, same);
    proof_figure("files the same byte for byte", 1);
}

/* memory: as many segments as that makes. */
static void load_twice(const char *memory)
{
    char *scratch = test_tmpdir();
    g_autofree char *input = input_path(scratch);
    g_autofree char *left = g_build_filename(scratch, "left", NULL);
    g_autofree char *right = g_build_filename(scratch, "right", NULL);
    proof_index("index", "-q", "-j1", "-m", memory, "-i", left, input, NULL);
    proof_index("index", "-q", "-j1", "-m", memory, "-i", right, input, NULL);
    g_autofree char *files = list_files(left), *others = list_files(right);
    proof_compare("list of files", files, others);
    g_auto(GStrv) names = g_strsplit(files, "\n", -1);
    ck_assert_uint_ge(g_strv_length(names), 8);
    for (char **name = names; **name != '\0'; name++)
        compare_files(*name, left, right);
    test_remove(scratch);
}

START_TEST(test_same_bytes)
{
    static const char *const memories[] = {"1G", "16M"};
    load_twice(memories[_i]);
}
END_TEST

/* ---- document for document --------------------------------------------------------------------*/

static const struct {
    const char *name, *jobs, *memory, *writer;
    gboolean several; /* segments must come of it */
    gboolean quick;
} ways[] = {
    {"one thread, 16M", "-j1", "16M", "native", TRUE, FALSE},
    {"two threads, 1G", "-j2", "1G", "native", FALSE, FALSE},
    {"two threads, 16M", "-j2", "16M", "native", TRUE, TRUE},
    {"four threads, 1G", "-j4", "1G", "native", FALSE, FALSE},
    {"four threads, 16M", "-j4", "16M", "native", TRUE, FALSE},
    {"the API's writer, four threads", "-j4", "1G", "xapian", FALSE, FALSE},
};

static char *dump_of(const char *index)
{
    char *text = documents_dump(index, NULL, 0);
    ck_assert_msg(!g_str_has_prefix(text, "error"), "%s", text);
    return text;
}

START_TEST(test_same_documents)
{
    char *scratch = test_tmpdir();
    g_autofree char *input = input_path(scratch);
    g_autofree char *single = g_build_filename(scratch, "single", NULL);
    proof_index("index", "-q", "-j1", "-m", "1G", "-i", single, input, NULL);
    g_autofree char *expected = dump_of(single);
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        if (!ways[i].quick && !proof_is_whole())
            continue;
        g_autofree char *index = g_strdup_printf("%s/%zu", scratch, i);
        g_autofree char *writer = g_strconcat("--writer=", ways[i].writer, NULL);
        proof_index("index", "-q", ways[i].jobs, "-m", ways[i].memory, writer, "-i", index, input, NULL);
        g_autoptr(GPtrArray) segments = proof_segments(index);
        ck_assert_msg(!ways[i].several || segments->len > 1, "%s: one segment", ways[i].name);
        /* At most three are over a quarter of the index, and don't count. */
        ck_assert_msg(segments->len <= SEGMENTS_MAX + 3, "%s: %u segments", ways[i].name,
                      segments->len);
        for (guint k = 0; k < segments->len; k++)
            proof_check(ways[i].name, segments->pdata[k]);
        g_autofree char *documents = dump_of(index);
        proof_compare(ways[i].name, expected, documents);
        proof_figure("loads with the same documents", 1);
    }
    test_remove(scratch);
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("proof of sameness");
    TCase *tests = tcase_create("same");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, test_same_bytes, 0, 2);
    tcase_add_test(tests, test_same_documents);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
