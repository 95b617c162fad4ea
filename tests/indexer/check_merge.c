#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/merge.h"
#include "indexer/segments.h"
#include "tests/support/tmpdir.h"
#include "xapian-c/schema.h"
#include "xapian-c/xapian-c.h"

/* Sizes as text, "100 20 20": each document is a byte, none deleted. */
static GArray *parse_sizes(const char *text)
{
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(SegmentSize));
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (char **word = words; *word != NULL && **word != '\0'; word++) {
        guint32 bytes = (guint32)g_ascii_strtoull(*word, NULL, 10);
        SegmentSize size = {.bytes = bytes, .documents = bytes, .last_docid = bytes};
        g_array_append_val(sizes, size);
    }
    return sizes;
}

static char *choose(GArray *sizes, guint64 added)
{
    g_autoptr(GArray) chosen = merge_choose((const SegmentSize *)sizes->data, sizes->len, added, 0);
    GString *text = g_string_new(NULL);
    for (guint i = 0; chosen != NULL && i < chosen->len; i++)
        g_string_append_printf(text, "%s%" G_GSIZE_FORMAT, i > 0 ? " " : "",
                               g_array_index(chosen, gsize, i));
    return g_string_free(text, FALSE);
}

START_TEST(what_is_chosen)
{
    static const struct {
        const char *name, *sizes;
        guint64 added;
        const char *chosen; /* indexes */
    } rows[] = {
        {"no segment", "", 0, ""},
        {"one segment", "100", 0, ""},
        {"a small one beside a large one", "1000000 1", 1, ""},
        {"eight small ones beside a large one", "1000 1 1 1 1 1 1 1 1", 1, ""},
        {"nine small ones, all similar", "1000 1 1 1 1 1 1 1 1 1", 1, "1 2 3 4 5 6 7 8 9"},
        {"the smallest stand anywhere", "1 1000 1 90 1 1 1 1 1 1 1", 1, "0 2 4 5 6 7 8 9 10"},
        {"only similar ones", "10000 900 1 1 1 1 1 1 1 1", 1, "2 3 4 5 6 7 8 9"},
        {"two at least", "100000 10000 5000 2000 700 200 60 20 6 1", 1, "8 9"},
        {"three large ones don't count", "30 30 30 1 1 1 1 1 1 1 1", 1, ""},
        {"a quarter is not large", "4 4 4 4", 16, ""},
        {"eight equal ones of one run: until one is large", "1 1 1 1 1 1 1 1", 8, "0 1 2"},
        {"the last ones of a run are small", "90 90 90 90 90 90 90 90 8 9", 737, "0 1 8 9"},
        {"eight equal ones of other runs: none", "1 1 1 1 1 1 1 1", 1, ""},
        {"twenty equal ones: until one is large", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 20,
         "0 1 2 3 4 5"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GArray) sizes = parse_sizes(rows[i].sizes);
        g_autofree char *chosen = choose(sizes, rows[i].added);
        ck_assert_msg(strcmp(chosen, rows[i].chosen) == 0, "%s: '%s'", rows[i].name, chosen);
    }
}
END_TEST

START_TEST(docids_stay_within_32_bits)
{
    ck_assert(merge_docids_fit(G_MAXUINT32, 1));
    ck_assert(!merge_docids_fit(G_MAXUINT32, 2));
    ck_assert(merge_docids_fit(G_MAXUINT32 / 2, 2));
    ck_assert(!merge_docids_fit(0x20000000, 8));

    /* Nine small ones and a large one: merging the nine leaves two segments. */
    SegmentSize sizes[10];
    for (gsize i = 0; i < 10; i++)
        sizes[i] = (SegmentSize){.bytes = 1000, .documents = 200000000, .last_docid = 200000000};
    sizes[9].bytes = 1000000;
    g_autoptr(GArray) fits = merge_choose(sizes, 10, 1000, 0);
    ck_assert_ptr_nonnull(fits);
    for (gsize i = 0; i < 9; i++)
        sizes[i].last_docid = 500000000;
    ck_assert_ptr_null(merge_choose(sizes, 10, 1000, 0));
}
END_TEST

/* ---- series of runs, on paper -----------------------------------------------------------------*/

typedef struct {
    guint64 added, merged, greatest; /* bytes: in all; greatest: of one run */
    guint most;                      /* segments after a run, the large ones not counted */
    gboolean base_merged;
} Series;

static guint count_small(const GArray *sizes)
{
    guint64 total = 0;
    guint small = 0;
    for (guint i = 0; i < sizes->len; i++)
        total += g_array_index(sizes, SegmentSize, i).bytes;
    for (guint i = 0; i < sizes->len; i++)
        small += g_array_index(sizes, SegmentSize, i).bytes <= total / 4;
    return small;
}

/* Merges as a run's end would; returns the bytes merged. */
static guint64 settle(GArray *sizes, guint64 added, guint32 base, Series *series)
{
    guint64 merged = 0;
    for (;;) {
        g_autoptr(GArray) chosen =
            merge_choose((const SegmentSize *)sizes->data, sizes->len, added, merged);
        if (chosen == NULL)
            return merged;
        SegmentSize sum = {0};
        for (guint i = chosen->len; i-- > 0;) {
            gsize at = g_array_index(chosen, gsize, i);
            const SegmentSize *size = &g_array_index(sizes, SegmentSize, at);
            series->base_merged = series->base_merged || (base > 0 && size->bytes == base);
            sum.bytes += size->bytes;
            sum.documents += size->documents;
            g_array_remove_index(sizes, (guint)at);
        }
        sum.last_docid = sum.documents;
        merged += sum.bytes;
        g_array_append_val(sizes, sum);
    }
}

static Series run_series(guint32 base, guint runs, guint spread, guint32 seed)
{
    Series series = {0};
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(SegmentSize));
    SegmentSize first = {.bytes = base, .documents = base, .last_docid = base};
    if (base > 0)
        g_array_append_val(sizes, first);
    for (guint i = 0; i < runs; i++) {
        guint32 bytes = spread > 1 ? (guint32)g_rand_int_range(rand, 10, 10 * (gint)spread) : 10;
        SegmentSize size = {.bytes = bytes, .documents = bytes, .last_docid = bytes};
        g_array_append_val(sizes, size);
        guint64 merged = settle(sizes, bytes, base, &series);
        series.added += bytes;
        series.merged += merged;
        series.greatest = MAX(series.greatest, merged);
        series.most = MAX(series.most, count_small(sizes));
    }
    return series;
}

START_TEST(many_runs_cost_the_logarithm_of_their_number)
{
    static const struct {
        const char *name;
        guint32 base;
        guint runs, spread;
    } rows[] = {
        {"200 equal runs on a large index", 10000000, 200, 1},
        {"200 equal runs on none", 0, 200, 1},
        {"200 uneven runs on a large index", 10000000, 200, 50},
        {"200 uneven runs on none", 0, 200, 50},
        {"2,000 equal runs on a large index", 10000000, 2000, 1},
        {"2,000 uneven runs on none", 0, 2000, 50},
        {"10,000 equal runs on a large index", 10000000, 10000, 1},
        {"10,000 uneven runs on none", 0, 10000, 50},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        Series series = run_series(rows[i].base, rows[i].runs, rows[i].spread, 20140808);
        double times = (double)series.merged / (double)series.added;
        ck_assert_msg(times <= log2(rows[i].runs), "%s: each byte merged %.1f times", rows[i].name,
                      times);
        ck_assert_msg(series.most <= SEGMENTS_MAX, "%s: %u segments", rows[i].name, series.most);
        ck_assert_msg(!series.base_merged, "%s: the large segment was merged", rows[i].name);
    }
}
END_TEST

START_TEST(a_load_of_many_segments_merges_each_once_at_most)
{
    for (guint count = 1; count <= 200; count++) {
        Series series = {0};
        g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(SegmentSize));
        for (guint i = 0; i < count; i++) {
            SegmentSize size = {.bytes = 1000, .documents = 1000, .last_docid = 1000};
            g_array_append_val(sizes, size);
        }
        guint64 merged = settle(sizes, 1000 * count, 0, &series);
        ck_assert_msg(merged <= 1000 * count, "%u segments: %u bytes merged", count, (guint)merged);
        ck_assert_msg(count_small(sizes) <= SEGMENTS_MAX, "%u segments: %u left", count,
                      sizes->len);
    }
}
END_TEST

/* ---- a merger, on disk ------------------------------------------------------------------------*/

static char *make_database(const char *dir, const char *name, const char *languages)
{
    char *path = g_build_filename(dir, name, NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    ck_assert_ptr_nonnull(writer);
    xap_document_begin(writer);
    xap_document_add_word(writer, name, strlen(name), 1);
    ck_assert(xap_document_end(writer, NULL, NULL));
    if (languages != NULL)
        ck_assert(xap_writer_set_metadata(writer, METADATA_LANGUAGES, languages, strlen(languages),
                                          NULL));
    ck_assert(xap_writer_set_metadata(writer, METADATA_TOKENIZER, "3", 1, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    return path;
}

static void assert_metadata(XapDatabase *db, const char *key, const char *expected)
{
    g_autofree char *value = NULL;
    gsize length;
    ck_assert(xap_metadata(db, key, &value, &length, NULL));
    ck_assert_msg(length == strlen(expected) && memcmp(value, expected, length) == 0,
                  "%s: '%.*s' instead of '%s'", key, (int)length, value, expected);
}

START_TEST(a_merger_unites_the_languages)
{
    char *dir = test_tmpdir();
    g_autofree char *first = make_database(dir, "first", "russian;english");
    g_autofree char *second = make_database(dir, "second", NULL);
    g_autofree char *third = make_database(dir, "third", "english;french");
    g_autofree char *dest = g_build_filename(dir, "dest", NULL);
    const char *sources[] = {first, second, third};
    ck_assert(merge_run(sources, 3, dest, FALSE, 1, NULL));
    g_autoptr(XapDatabase) db = xap_open(dest, NULL);
    ck_assert_ptr_nonnull(db);
    assert_metadata(db, METADATA_LANGUAGES, "english;french;russian");
    assert_metadata(db, METADATA_TOKENIZER, "3");
    /* Oldest first. */
    g_autoptr(GArray) docids = xap_postings(db, "third", 5, NULL);
    ck_assert_uint_eq(docids->len, 1);
    ck_assert_uint_eq(g_array_index(docids, guint32, 0), 3);
    g_clear_pointer(&db, xap_close);
    test_remove(dir);
}
END_TEST

START_TEST(a_failed_merger_leaves_nothing)
{
    char *dir = test_tmpdir();
    g_autofree char *first = make_database(dir, "first", "english");
    g_autofree char *missing = g_build_filename(dir, "missing", NULL);
    g_autofree char *dest = g_build_filename(dir, "dest", NULL);
    const char *sources[] = {first, missing};
    g_autoptr(GError) error = NULL;
    ck_assert(!merge_run(sources, 2, dest, FALSE, 2, &error));
    ck_assert_ptr_nonnull(error);
    ck_assert(!g_file_test(dest, G_FILE_TEST_EXISTS));
    test_remove(dir);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("merge");
    TCase *tests = tcase_create("merge");
    tcase_add_test(tests, what_is_chosen);
    tcase_add_test(tests, docids_stay_within_32_bits);
    tcase_add_test(tests, many_runs_cost_the_logarithm_of_their_number);
    tcase_add_test(tests, a_load_of_many_segments_merges_each_once_at_most);
    tcase_add_test(tests, a_merger_unites_the_languages);
    tcase_add_test(tests, a_failed_merger_leaves_nothing);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
