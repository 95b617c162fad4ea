/* Compressed tags that Xapian must be able to read, whatever their length and however they are cut.
 */
#include "xapian-c/glass-deflate-private.h"

#include <check.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/tmpdir.h"
#include "tests/support/xapian-oracle.h"
#include "xapian-c/glass-segment.h"

/* Fills text with what compresses well, kind by kind. */
static void fill(guint8 *text, gsize length, guint kind, GRand *rand)
{
    static const char *const words[] = {"the quick brown fox ", "a line of a table | 0.0 |\n"};
    for (gsize i = 0; i < length; i++) {
        switch (kind) {
        case 0:
            text[i] = 'd';
            break;
        case 1:
        case 2:
            text[i] = (guint8)words[kind - 1][i % strlen(words[kind - 1])];
            break;
        case 3:
            text[i] =
                (guint8)(g_rand_int_range(rand, 0, 40) ? '-' : g_rand_int_range(rand, 'a', 'z'));
            break;
        default:
            text[i] = (guint8) "etaoinshrdlu "[g_rand_int_range(rand, 0, 13)];
        }
    }
}
#define KINDS 5

START_TEST(streams_inflate_to_what_they_were)
{
    GRand *rand = g_rand_new_with_seed(1);
    GError *error = NULL;
    GlassDeflate deflate = {0};
    ck_assert(glass_deflate_open(&deflate, _i, &error));
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
    enum { MOST = 200000 };
    g_autofree guint8 *text = g_malloc(MOST), *back = g_malloc(MOST);
    for (guint round = 0; round < 400; round++) {
        gsize length = 1 + (g_rand_int(rand) >> g_rand_int_range(rand, 15, 31)) % MOST;
        fill(text, length, round % KINDS, rand);
        gsize packed = glass_deflate_run(&deflate, text, length, &error);
        ck_assert_ptr_null(error);
        if (packed == 0)
            continue;
        gsize used, made;
        ck_assert_uint_lt(packed, length);
        ck_assert_int_eq(libdeflate_deflate_decompress_ex(inflate, deflate.bytes, packed, back,
                                                          length, &used, &made),
                         LIBDEFLATE_SUCCESS);
        ck_assert_uint_eq(used, packed);
        ck_assert_uint_eq(made, length);
        ck_assert(memcmp(back, text, length) == 0);
    }
    libdeflate_free_decompressor(inflate);
    glass_deflate_close(&deflate);
    g_rand_free(rand);
}
END_TEST

START_TEST(noise_is_left_alone)
{
    GRand *rand = g_rand_new_with_seed(2);
    GError *error = NULL;
    GlassDeflate deflate = {0};
    ck_assert(glass_deflate_open(&deflate, 6, &error));
    g_autofree guint8 *text = g_malloc(50000);
    for (gsize i = 0; i < 50000; i++)
        text[i] = (guint8)(g_rand_int(rand) >> 24);
    for (gsize length = 1; length <= 50000; length = length * 3 / 2 + 1)
        ck_assert_uint_eq(glass_deflate_run(&deflate, text, length, &error), 0);
    ck_assert_ptr_null(error);
    glass_deflate_close(&deflate);
    g_rand_free(rand);
}
END_TEST

/* The documents' data around multiples of the pieces that Xapian inflates into. */
static void write_segment(const char *dir, int level)
{
    g_autoptr(GError) error = NULL;
    GlassSegmentOptions options = {.compression = level};
    g_autoptr(GlassSegment) segment = glass_segment_new(dir, &options, &error);
    ck_assert_msg(segment != NULL, "%s", error ? error->message : "");
    GRand *rand = g_rand_new_with_seed(3);
    g_autofree guint8 *text = g_malloc(40000);
    for (guint32 docid = 1; docid <= 600; docid++) {
        gsize length = 8192 * (1 + docid % 4) + docid / 4 * 2;
        fill(text, length, docid % KINDS, rand);
        glass_segment_add_document(segment, docid, 0, text, length);
    }
    g_rand_free(rand);
    gboolean finished = glass_segment_finish(segment, &error);
    ck_assert_msg(finished, "%s", error ? error->message : "");
}

START_TEST(xapian_reads_long_data)
{
    char *dir = test_tmpdir();
    g_autofree char *plain = g_build_filename(dir, "plain", NULL);
    g_autofree char *packed = g_build_filename(dir, "packed", NULL);
    g_autofree char *compact = g_build_filename(dir, "compact", NULL);
    write_segment(plain, 0);
    write_segment(packed, _i);
    g_autofree char *error = oracle_compact(packed, compact);
    ck_assert_msg(!error, "%s", error);
    g_autofree char *wanted = oracle_dump(plain);
    g_autofree char *got = oracle_dump(packed);
    g_autofree char *got_compact = oracle_dump(compact);
    ck_assert_msg(strcmp(got, wanted) == 0, "as written: %s", strstr(got, "error: "));
    ck_assert_msg(strcmp(got_compact, wanted) == 0, "compacted: %s",
                  strstr(got_compact, "error: "));
    test_remove(dir);
}
END_TEST

int main(void)
{
    TCase *deflate = tcase_create("deflate");
    tcase_set_timeout(deflate, 120);
    tcase_add_loop_test(deflate, streams_inflate_to_what_they_were, 1, 8);
    tcase_add_test(deflate, noise_is_left_alone);
    tcase_add_loop_test(deflate, xapian_reads_long_data, 1, 3);
    Suite *suite = suite_create("glass-deflate");
    suite_add_tcase(suite, deflate);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
