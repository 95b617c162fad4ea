/* Whatever is indexed, the fast writer and Xapian's own leave the same database, give the same answers, and
 * what the fast one wrote can be checked, compacted and changed by Xapian as its own. */
#include <check.h>
#include <glib/gstdio.h>

#include "tests/reliability/proof-fixture-private.h"
#include "tests/reliability/proof-oddities-private.h"
#include "tests/reliability/proof-queries-private.h"

#define CORPORA "../shared/corpora/"

typedef void (*Generate)(FILE *file);

static const struct {
    const char *name;
    const char *path;       /* of the input; NULL: generated */
    const char *quick_files; /* the option that makes the quick run take less of a folder, or NULL */
    guint quick_lines;       /* of a file, so many lines; 0: all */
    Generate generate;
    gboolean queries;
    gboolean quick_changes; /* changed by Xapian in the quick run too */
} rows[] = {
    {"sample", "corpus/sample", NULL, 0, NULL, TRUE, TRUE},
    {"seed", CORPORA "seed", NULL, 0, NULL, FALSE, TRUE},
    {"bbc", CORPORA "bbc", "--include=00?.txt", 0, NULL, TRUE, TRUE},
    {"reuters21578", CORPORA "reuters21578/articles.jsonl", NULL, 1500, NULL, TRUE, FALSE},
    {"time", CORPORA "time/docs.jsonl", NULL, 60, NULL, TRUE, TRUE},
    {"cranfield", CORPORA "cranfield/docs.jsonl", NULL, 200, NULL, TRUE, FALSE},
    {"cacm", CORPORA "cacm/docs.jsonl", NULL, 500, NULL, TRUE, FALSE},
    {"russian ng", CORPORA "russian/ng.jsonlines", NULL, 40, NULL, TRUE, FALSE},
    {"russian ria", CORPORA "russian/ria_20.json", NULL, 0, NULL, FALSE, TRUE},
    {"small and empty", NULL, NULL, 0, oddity_small, FALSE, TRUE},
    {"lengths at the cut", NULL, NULL, 0, oddity_lengths, FALSE, TRUE},
    {"a document of 5 MB", NULL, NULL, 0, oddity_huge, FALSE, FALSE},
    {"values missing", NULL, NULL, 0, oddity_values, TRUE, FALSE},
    {"many documents", NULL, NULL, 2000, oddity_many, FALSE, FALSE},
    {"repeated identities", NULL, NULL, 0, oddity_repeated, FALSE, TRUE},
};

/* What a row leaves: an index by each writer. */
typedef struct {
    const char *name;
    char *scratch, *input;
    char *native, *api; /* index folders */
    GPtrArray *native_segments, *api_segments;
} Pair;

/* ---- input ------------------------------------------------------------------------------------*/

/* The first lines of a file, under its own name, which is part of identities. */
static char *make_head(const char *scratch, const char *path, guint lines)
{
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *text = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &text, &length, NULL));
    const char *end = text;
    for (guint i = 0; i < lines && end < text + length; i++) {
        const char *feed = memchr(end, '\n', text + length - end);
        end = feed != NULL ? feed + 1 : text + length;
    }
    char *head = g_build_filename(scratch, base, NULL);
    ck_assert(g_file_set_contents(head, text, end - text, NULL));
    return head;
}

static char *cut_for_quick(int row, const char *scratch, const char *path)
{
    if (proof_is_whole() || rows[row].quick_lines == 0)
        return g_strdup(path);
    return make_head(scratch, path, rows[row].quick_lines);
}

/* NULL if the row's data are not here. */
static char *make_input(int row, const char *scratch)
{
    const char *path = rows[row].path;
    if (path == NULL) {
        g_autofree char *made = g_build_filename(scratch, "made.jsonl", NULL);
        FILE *file = g_fopen(made, "w");
        ck_assert_ptr_nonnull(file);
        rows[row].generate(file);
        ck_assert_int_eq(fclose(file), 0);
        return cut_for_quick(row, scratch, made);
    }
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        printf("skipped: %s is not here\n", path);
        return NULL;
    }
    return cut_for_quick(row, scratch, path);
}

/* A slow run of the API's writer publishes as it goes: its segments are then made one, as are the other's. */
static void settle(Pair *pair)
{
    pair->native_segments = proof_segments(pair->native);
    pair->api_segments = proof_segments(pair->api);
    if (pair->native_segments->len == 1 && pair->api_segments->len == 1)
        return;
    proof_index("compact", "-i", pair->native, NULL);
    proof_index("compact", "-i", pair->api, NULL);
    g_ptr_array_unref(pair->native_segments);
    g_ptr_array_unref(pair->api_segments);
    pair->native_segments = proof_segments(pair->native);
    pair->api_segments = proof_segments(pair->api);
}

static gboolean pair_make(Pair *pair, int row)
{
    pair->name = rows[row].name;
    pair->scratch = test_tmpdir();
    pair->input = make_input(row, pair->scratch);
    if (pair->input == NULL)
        return FALSE;
    pair->native = g_build_filename(pair->scratch, "native", NULL);
    pair->api = g_build_filename(pair->scratch, "api", NULL);
    const char *files = rows[row].quick_files;
    const char *include = files == NULL || proof_is_whole() ? "--include=*" : files;
    proof_index("index", "-q", "-j1", "-m", "1G", include, "-i", pair->native, pair->input, NULL);
    proof_index("index", "-q", "-j1", "--writer=xapian", include, "-i", pair->api, pair->input, NULL);
    settle(pair);
    ck_assert_uint_eq(pair->native_segments->len, 1);
    ck_assert_uint_eq(pair->api_segments->len, 1);
    proof_figure("collections by both writers", 1);
    return TRUE;
}

static void pair_clear(Pair *pair)
{
    g_clear_pointer(&pair->native_segments, g_ptr_array_unref);
    g_clear_pointer(&pair->api_segments, g_ptr_array_unref);
    test_remove(pair->scratch);
    g_free(pair->input);
    g_free(pair->native);
    g_free(pair->api);
}

/* ---- what xapian-delve prints -----------------------------------------------------------------*/

static char *delve(GPtrArray *arguments, const char *dir)
{
    char *printed = NULL;
    g_ptr_array_add(arguments, (gpointer)dir);
    g_ptr_array_add(arguments, NULL);
    proof_spawn((const char *const *)arguments->pdata, &printed, NULL);
    g_ptr_array_set_size(arguments, (gint)arguments->len - 2);
    return printed;
}

static void compare_delve(const Pair *pair, GPtrArray *arguments)
{
    g_autofree char *native = delve(arguments, pair->native_segments->pdata[0]);
    g_autofree char *api = delve(arguments, pair->api_segments->pdata[0]);
    proof_compare(pair->name, native, api);
}

static GPtrArray *delve_arguments(void)
{
    GPtrArray *arguments = g_ptr_array_new_with_free_func(NULL);
    g_ptr_array_add(arguments, (gpointer)"xapian-delve");
    return arguments;
}

/* All terms; then the documents, some hundreds at a time. */
static void compare_delves(const Pair *pair)
{
    enum { AT_ONCE = 500 };
    g_autofree char *program = g_find_program_in_path("xapian-delve");
    if (program == NULL) {
        printf("skipped: xapian-delve is not installed\n");
        return;
    }
    g_autoptr(GPtrArray) all = delve_arguments();
    static const char *const options[] = {"-a", "-1", "-v"};
    for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
        g_ptr_array_add(all, (gpointer)options[i]);
    compare_delve(pair, all);
    g_autoptr(XapDatabase) db = xap_open(pair->native, NULL);
    g_autoptr(GArray) docids = xap_postings(db, "", 0, NULL);
    for (guint first = 0; first < docids->len; first += AT_ONCE) {
        g_autoptr(GPtrArray) some = delve_arguments();
        g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(some, (gpointer)"-v");
        g_ptr_array_add(some, (gpointer)"-d");
        for (guint i = first; i < MIN(first + AT_ONCE, docids->len); i++) {
            char *number = g_strdup_printf("-r%u", g_array_index(docids, guint32, i));
            g_ptr_array_add(numbers, number);
            g_ptr_array_add(some, number);
        }
        compare_delve(pair, some);
    }
    proof_figure("documents shown alike by xapian-delve", docids->len);
}

/* ---- what Xapian makes of a segment -----------------------------------------------------------*/

static void survives_compact(const Pair *pair, const char *before)
{
    g_autofree char *dest = g_build_filename(pair->scratch, "compacted", NULL);
    g_autofree char *complaint = oracle_compact(pair->native_segments->pdata[0], dest);
    ck_assert_msg(complaint == NULL, "%s: compact: %s", pair->name, complaint);
    proof_check(pair->name, dest);
    g_autofree char *after = proof_dump(pair->name, dest);
    proof_compare(pair->name, before, after);
}

/* Both are changed in the same way, and must come to the same again. */
static void survives_changes(const Pair *pair)
{
    const char *native = pair->native_segments->pdata[0], *api = pair->api_segments->pdata[0];
    for (int side = 0; side < 2; side++) {
        g_autofree char *complaint = oracle_modify(side == 0 ? native : api);
        ck_assert_msg(complaint == NULL, "%s: changing: %s", pair->name, complaint);
    }
    proof_check(pair->name, native);
    g_autofree char *native_dump = proof_dump(pair->name, native);
    g_autofree char *api_dump = proof_dump(pair->name, api);
    proof_compare(pair->name, native_dump, api_dump);
}

START_TEST(test_both_writers)
{
    Pair pair = {0};
    if (pair_make(&pair, _i)) {
        const char *native = pair.native_segments->pdata[0], *api = pair.api_segments->pdata[0];
        g_autofree char *native_dump = proof_dump(pair.name, native);
        g_autofree char *api_dump = proof_dump(pair.name, api);
        proof_compare(pair.name, native_dump, api_dump);
        g_clear_pointer(&api_dump, g_free);
        proof_check(pair.name, native);
        if (rows[_i].queries)
            proof_queries(pair.name, pair.native, pair.api);
        if (proof_is_whole())
            compare_delves(&pair);
        survives_compact(&pair, native_dump);
        if (rows[_i].quick_changes || proof_is_whole())
            survives_changes(&pair);
    }
    fflush(stdout);
    pair_clear(&pair);
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("proof of the writers");
    TCase *tests = tcase_create("writers");
    tcase_set_timeout(tests, 1200);
    tcase_add_loop_test(tests, test_both_writers, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
