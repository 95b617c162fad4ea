#include "indexer/glass-probe.h"

#include <check.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "indexer/segments.h"
#include "indexer/writer-choice.h"
#include "tests/support/tmpdir.h"
#include "xapian-c/xapian-c.h"

static char *dir, *news;

static void set_up(void)
{
    dir = test_tmpdir();
    news = g_build_filename(dir, "news", NULL);
    index_folder_free(index_folder_open(news, INDEX_FOLDER_CREATE, NULL));
}

static void tear_down(void)
{
    g_free(news);
    test_remove(dir);
}

START_TEST(what_is_written_reads_and_leaves_nothing)
{
    g_autofree char *probe = g_build_filename(news, LAYOUT_SEGMENTS, GLASS_PROBE_FOLDER, NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(glass_probe(news, &error), "%s", error != NULL ? error->message : "");
    ck_assert(!g_file_test(probe, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(another_version_does_not_read)
{
    g_autofree char *probe = g_build_filename(dir, "probe", NULL);
    g_autofree char *file = g_build_filename(probe, "iamglass", NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    g_autoptr(GError) error = NULL;
    ck_assert(glass_probe_write(probe, &error) && glass_probe_read(probe, &error));
    ck_assert(g_file_get_contents(file, &bytes, &length, NULL) && length > 16);
    bytes[15] ^= 0x40; /* in the format's version, behind the magic of 14 bytes */
    ck_assert(g_file_set_contents(file, bytes, (gssize)length, NULL));
    ck_assert(!glass_probe_read(probe, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_VERSION) ||
                      g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED),
                  "%d: %s", error->code, error->message);
}
END_TEST

START_TEST(a_probe_that_was_interrupted_is_swept)
{
    g_autofree char *probe = g_build_filename(news, LAYOUT_SEGMENTS, GLASS_PROBE_FOLDER, NULL);
    ck_assert(glass_probe_write(probe, NULL));
    index_folder_free(index_folder_open(news, 0, NULL));
    ck_assert(!g_file_test(probe, G_FILE_TEST_EXISTS));
    ck_assert(glass_probe_write(probe, NULL));
    ck_assert(glass_probe(news, NULL));
    ck_assert(!g_file_test(probe, G_FILE_TEST_EXISTS));
}
END_TEST

/* ---- the choice -------------------------------------------------------------------------------*/

static guint probes;

static gboolean reads(const char *index, GError **error)
{
    (void)index, (void)error;
    probes++;
    return TRUE;
}

static gboolean reads_not(const char *index, GError **error)
{
    probes++;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_VERSION, "can't open '%s': another version", index);
    return FALSE;
}

static gboolean disk_full(const char *index, GError **error)
{
    probes++;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_NO_SPACE, "can't write '%s': no space", index);
    return FALSE;
}

static const struct {
    const char *name;
    gboolean api;
    WriterProbeFunc probe;
    gboolean begins, native;
    guint probes; /* for two segments */
} choices[] = {
    {"Xapian reads it", FALSE, reads, TRUE, TRUE, 1},
    {"Xapian doesn't read it", FALSE, reads_not, TRUE, FALSE, 1},
    {"Xapian's writer is wanted", TRUE, reads, TRUE, FALSE, 0},
    {"the disk is full", FALSE, disk_full, FALSE, FALSE, 2},
};

/* One probe for a run that goes on. */
START_TEST(the_first_segment_settles_the_writer)
{
    const char *name = choices[_i].name;
    g_autoptr(WriterChoice) choice =
        writer_choice_new_probed(news, choices[_i].api, choices[_i].probe);
    probes = 0;
    for (guint segment = 0; segment < 2; segment++) {
        g_autofree char *folder = g_strdup_printf("%s/%u", dir, segment);
        g_autofree char *version = g_build_filename(folder, "iamglass", NULL);
        g_autoptr(GError) error = NULL;
        Inverter *inverter = inverter_new();
        SegmentSink *sink = writer_choice_begin(choice, inverter, folder, TRUE, FALSE, &error);
        ck_assert_msg((sink != NULL) == choices[_i].begins, "%s: %s", name,
                      error != NULL ? error->message : "it began");
        /* Xapian's writer makes a database at once, the native one its version file at the end. */
        gboolean native = !g_file_test(version, G_FILE_TEST_EXISTS);
        ck_assert_msg(sink == NULL || native == choices[_i].native, "%s: the other writer", name);
        if (sink != NULL)
            sink->free(sink);
        inverter_free(inverter);
    }
    ck_assert_msg(probes == choices[_i].probes, "%s: %u probes", name, probes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glass-probe");
    TCase *tests = tcase_create("glass-probe");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_is_written_reads_and_leaves_nothing);
    tcase_add_test(tests, another_version_does_not_read);
    tcase_add_test(tests, a_probe_that_was_interrupted_is_swept);
    tcase_add_loop_test(tests, the_first_segment_settles_the_writer, 0, G_N_ELEMENTS(choices));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
