/* What a segment does with a caller's mistakes and with a system that says no: an error that
 * sticks, and nothing left on disk. */
#include "xapian-c/glass-segment.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"
#include "xapian-c/index-error.h"

static const guint32 positions[] = {3, 2, 1};

static void one_document(GlassSegment *segment)
{
    glass_segment_add_document(segment, 5, 2, "data", 4);
}

static void one_term(GlassSegment *segment, const char *term, gsize length, guint32 docid)
{
    glass_segment_begin_term(segment, term, length);
    glass_segment_add_posting(segment, docid, 2, NULL, 0);
    glass_segment_end_term(segment);
}

static void one_termlist(GlassSegment *segment, guint32 docid, guint32 announced, guint32 wdf)
{
    glass_segment_begin_termlist(segment, docid, announced);
    glass_segment_add_termlist_term(segment, "term", 4, wdf);
    glass_segment_end_termlist(segment);
}

static void docid_zero(GlassSegment *segment)
{
    glass_segment_add_document(segment, 0, 0, NULL, 0);
}

static void docid_twice(GlassSegment *segment)
{
    one_document(segment);
    one_document(segment);
}

static void value_of_another_document(GlassSegment *segment)
{
    glass_segment_add_value(segment, 4, 1, "v", 1);
    one_document(segment);
}

static void value_without_document(GlassSegment *segment)
{
    one_document(segment);
    glass_segment_add_value(segment, 6, 1, "v", 1);
    one_term(segment, "term", 4, 5);
}

static void document_after_term(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "term", 4, 5);
    glass_segment_add_document(segment, 6, 0, NULL, 0);
}

static void metadata_after_term(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "term", 4, 5);
    glass_segment_set_metadata(segment, "key", "value", 5);
}

static void metadata_key_empty(GlassSegment *segment)
{
    glass_segment_set_metadata(segment, "", "value", 5);
}

static void metadata_key_too_long(GlassSegment *segment)
{
    g_autofree char *key = g_strnfill(254, 'k');
    glass_segment_set_metadata(segment, key, "value", 5);
}

static void term_empty(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "", 0, 5);
}

static void term_too_long(GlassSegment *segment)
{
    g_autofree char *term = g_strnfill(246, 't');
    one_document(segment);
    one_term(segment, term, 246, 5);
}

static void term_of_too_many_zeros(GlassSegment *segment)
{
    static const char zeros[125];
    one_document(segment);
    one_term(segment, zeros, sizeof zeros, 5);
}

static void terms_out_of_order(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "b", 1, 5);
    one_term(segment, "a", 1, 5);
}

static void term_twice(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "a", 1, 5);
    one_term(segment, "a", 1, 5);
}

static void term_without_postings(GlassSegment *segment)
{
    one_document(segment);
    glass_segment_begin_term(segment, "a", 1);
    glass_segment_end_term(segment);
}

static void posting_without_term(GlassSegment *segment)
{
    one_document(segment);
    glass_segment_add_posting(segment, 5, 1, NULL, 0);
}

static void posting_beyond_documents(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "term", 4, 6);
}

static void positions_descending(GlassSegment *segment)
{
    one_document(segment);
    glass_segment_begin_term(segment, "a", 1);
    glass_segment_add_posting(segment, 5, 3, positions, 3);
    glass_segment_end_term(segment);
}

static void termlist_missing(GlassSegment *segment)
{
    one_document(segment);
    one_term(segment, "term", 4, 5);
}

static void termlist_of_no_document(GlassSegment *segment)
{
    one_document(segment);
    one_termlist(segment, 6, 1, 2);
}

static void termlist_shorter_than_announced(GlassSegment *segment)
{
    one_document(segment);
    one_termlist(segment, 5, 2, 2);
}

static void termlist_of_other_length(GlassSegment *segment)
{
    one_document(segment);
    one_termlist(segment, 5, 1, 3);
}

static void termlist_out_of_order(GlassSegment *segment)
{
    one_document(segment);
    glass_segment_begin_termlist(segment, 5, 2);
    glass_segment_add_termlist_term(segment, "b", 1, 1);
    glass_segment_add_termlist_term(segment, "a", 1, 1);
    glass_segment_end_termlist(segment);
}

static void named_termlist_out_of_order(GlassSegment *segment)
{
    static const GlassTermName names[] = {{1, "a"}, {1, "b"}};
    static const guint64 terms[] = {(guint64)1 << 32 | 1, 1};
    one_document(segment);
    glass_segment_add_termlist(segment, 5, names, terms, 2);
}

static void termlist_without_postings(GlassSegment *segment)
{
    one_document(segment);
    one_termlist(segment, 5, 1, 2);
}

typedef struct {
    const char *name;
    void (*run)(GlassSegment *segment);
} Mistake;

#define MISTAKE(function)                                                                          \
    {                                                                                              \
#function, function                                                                        \
    }
static const Mistake mistakes[] = {
    MISTAKE(docid_zero),
    MISTAKE(docid_twice),
    MISTAKE(value_of_another_document),
    MISTAKE(value_without_document),
    MISTAKE(document_after_term),
    MISTAKE(metadata_after_term),
    MISTAKE(metadata_key_empty),
    MISTAKE(metadata_key_too_long),
    MISTAKE(term_empty),
    MISTAKE(term_too_long),
    MISTAKE(term_of_too_many_zeros),
    MISTAKE(terms_out_of_order),
    MISTAKE(term_twice),
    MISTAKE(term_without_postings),
    MISTAKE(posting_without_term),
    MISTAKE(posting_beyond_documents),
    MISTAKE(positions_descending),
    MISTAKE(termlist_missing),
    MISTAKE(termlist_of_no_document),
    MISTAKE(termlist_shorter_than_announced),
    MISTAKE(termlist_of_other_length),
    MISTAKE(termlist_out_of_order),
    MISTAKE(named_termlist_out_of_order),
    MISTAKE(termlist_without_postings),
};

START_TEST(mistake_sticks_and_leaves_nothing)
{
    const Mistake *mistake = &mistakes[_i];
    char *parent = test_tmpdir();
    g_autofree char *dir = g_build_filename(parent, "segment", NULL);
    GlassSegmentOptions options = {.compression = 1};
    GError *error = NULL;
    GlassSegment *segment = glass_segment_new(dir, &options, &error);
    ck_assert_ptr_nonnull(segment);
    mistake->run(segment);
    for (int again = 0; again < 2; again++) {
        ck_assert_msg(!glass_segment_finish(segment, &error), "%s: no error", mistake->name);
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_INTERNAL), "%s: %s",
                      mistake->name, error->message);
        g_clear_error(&error);
        one_document(segment); /* all calls are fine after an error, and do nothing */
        one_term(segment, "zz", 2, 5);
        one_termlist(segment, 5, 1, 2);
    }
    glass_segment_free(segment);
    ck_assert_msg(!g_file_test(dir, G_FILE_TEST_EXISTS), "%s: files are left", mistake->name);
    test_remove(parent);
}
END_TEST

START_TEST(unfinished_segment_is_removed)
{
    char *parent = test_tmpdir();
    g_autofree char *dir = g_build_filename(parent, "segment", NULL);
    GlassSegmentOptions options = {.compression = 1};
    GlassSegment *segment = glass_segment_new(dir, &options, NULL);
    one_document(segment);
    one_term(segment, "term", 4, 5);
    glass_segment_free(segment);
    ck_assert(!g_file_test(dir, G_FILE_TEST_EXISTS));
    test_remove(parent);
}
END_TEST

START_TEST(folder_that_is_there_is_left_alone)
{
    char *parent = test_tmpdir();
    GlassSegmentOptions options = {.compression = 1};
    GError *error = NULL;
    ck_assert_ptr_null(glass_segment_new(parent, &options, &error));
    ck_assert(error && error->domain == INDEX_ERROR);
    ck_assert_msg(strstr(error->message, parent) != NULL, "%s", error->message);
    g_clear_error(&error);
    ck_assert(g_file_test(parent, G_FILE_TEST_IS_DIR));

    g_autofree char *lost = g_build_filename(parent, "no", "such", "folder", NULL);
    ck_assert_ptr_null(glass_segment_new(lost, &options, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND), "%s", error->message);
    g_clear_error(&error);
    test_remove(parent);
}
END_TEST

/* Writes documents until the system lets files grow no more. */
START_TEST(no_space_is_told_with_the_path)
{
    char *parent = test_tmpdir();
    g_autofree char *dir = g_build_filename(parent, "segment", NULL);
    GlassSegmentOptions options = {.compression = 0};
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit before, limit;
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 1 << 20;
    setrlimit(RLIMIT_FSIZE, &limit);
    GlassSegment *segment = glass_segment_new(dir, &options, NULL);
    static const char data[4000];
    for (guint32 docid = 1; docid <= 1000; docid++)
        glass_segment_add_document(segment, docid, 0, data, sizeof data);
    GError *error = NULL;
    gboolean finished = glass_segment_finish(segment, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    ck_assert(!finished);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NO_SPACE) &&
                      strstr(error->message, "docdata.glass") != NULL,
                  "%s", error->message);
    g_clear_error(&error);
    glass_segment_free(segment);
    ck_assert(!g_file_test(dir, G_FILE_TEST_EXISTS));
    test_remove(parent);
}
END_TEST

START_TEST(same_input_same_bytes)
{
    char *parent = test_tmpdir();
    char *contents[2] = {NULL, NULL};
    gsize lengths[2] = {0, 0};
    for (int run = 0; run < 2; run++) {
        g_autofree char *dir = g_strdup_printf("%s/%d", parent, run);
        GlassSegmentOptions options = {.compression = 1,
                                       .uuid = (const guint8 *)"0123456789abcdef"};
        GlassSegment *segment = glass_segment_new(dir, &options, NULL);
        glass_segment_add_value(segment, 5, 7, "first", 5);
        glass_segment_add_value(segment, 5, 7, "value", 5); /* the last one counts */
        one_document(segment);
        gsize memory = glass_segment_memory(segment);
        one_term(segment, "term", 4, 5);
        one_termlist(segment, 5, 1, 2);
        ck_assert_uint_gt(memory, 5);
        ck_assert(glass_segment_finish(segment, NULL));
        ck_assert(glass_segment_finish(segment, NULL)); /* once more does no harm */
        glass_segment_free(segment);
        static const char *const files[] = {"postlist.glass", "termlist.glass", "docdata.glass",
                                            "iamglass"};
        GString *all = g_string_new(NULL);
        for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
            g_autofree char *path = g_build_filename(dir, files[i], NULL);
            g_autofree char *bytes = NULL;
            gsize length;
            ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
            g_string_append_len(all, bytes, (gssize)length);
        }
        lengths[run] = all->len;
        contents[run] = g_string_free(all, FALSE);
        g_autofree char *dump = oracle_dump(dir);
        ck_assert_ptr_nonnull(strstr(dump, "slot 7 1 from value to value: 5=value"));
    }
    ck_assert_uint_eq(lengths[0], lengths[1]);
    ck_assert(memcmp(contents[0], contents[1], lengths[0]) == 0);
    g_free(contents[0]);
    g_free(contents[1]);
    test_remove(parent);
}
END_TEST

int main(void)
{
    TCase *misuse = tcase_create("misuse");
    tcase_add_loop_test(misuse, mistake_sticks_and_leaves_nothing, 0, G_N_ELEMENTS(mistakes));
    tcase_add_test(misuse, unfinished_segment_is_removed);
    tcase_add_test(misuse, folder_that_is_there_is_left_alone);
    tcase_add_test(misuse, no_space_is_told_with_the_path);
    tcase_add_test(misuse, same_input_same_bytes);
    Suite *suite = suite_create("glass-misuse");
    suite_add_tcase(suite, misuse);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
