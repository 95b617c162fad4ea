#include "tests/xapian-c/fixture-private.h"
#include "xapian-c/checksums.h"
#include "xapian-c/segment-glance.h"

#include <glib/gstdio.h>

static char *dir;

static void put(const char *name, const char *bytes, gsize length)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

/* A real database, of which every table is smaller than a block. */
static void set_up(void)
{
    dir = test_tmpdir();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(dir, "segment", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(path, &error);
    ck_assert_no_error(error);
    for (guint i = 1; i <= 100; i++) {
        g_autofree char *term = g_strdup_printf("w%u", i);
        xap_document_begin(writer);
        xap_document_add_word(writer, term, strlen(term), i);
        xap_document_set_data(writer, term, strlen(term));
        ck_assert(xap_document_end(writer, NULL, NULL));
    }
    ck_assert(xap_writer_commit(writer, NULL));
    ck_assert(checksums_write(path, NULL));
}

static void tear_down(void)
{
    test_remove(dir);
}

typedef struct {
    const char *name, *file;
    gssize cut; /* -1: the byte at offset is changed instead; -2: the file is removed; -3: nothing */
    gsize offset;
    guint blocks;
    gboolean fine;
} GlanceRow;

static const GlanceRow rows[] = {
    {"untouched", "postlist.glass", -3, 0, 8, TRUE},
    {"a byte", "postlist.glass", -1, 3000, 8, FALSE},
    {"a byte of another table", "docdata.glass", -1, 5000, 8, FALSE},
    {"a byte beyond what is looked at", "postlist.glass", -1, 3000, 0, TRUE},
    {"version file, whatever is looked at", "iamglass", -1, 20, 0, FALSE},
    {"cut", "docdata.glass", 100, 0, 0, FALSE},
    {"emptied", "termlist.glass", 0, 0, 0, FALSE},
    {"gone", "postlist.glass", -2, 0, 0, FALSE},
    {"no version file", "iamglass", -2, 0, 0, FALSE},
    {"no checksums", "checksums", -2, 0, 8, TRUE},
    {"checksums damaged", "checksums", -1, 30, 8, TRUE},
    {"checksums emptied", "checksums", 0, 0, 8, TRUE},
};

START_TEST(a_glance_sees)
{
    const GlanceRow *row = &rows[_i];
    g_autofree char *segment = g_build_filename(dir, "segment", NULL);
    g_autofree char *path = g_build_filename(segment, row->file, NULL);
    g_autofree char *name = g_build_filename("segment", row->file, NULL);
    g_autofree char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    if (row->cut == -1)
        bytes[row->offset] ^= 4;
    if (row->cut == -2)
        ck_assert_int_eq(g_unlink(path), 0);
    else
        put(name, bytes, row->cut >= 0 ? (gsize)row->cut : length);
    gboolean fine = segment_glance(segment, row->blocks, &error);
    ck_assert_msg(fine == row->fine, "%s: %s", row->name, error != NULL ? error->message : "nothing seen");
    if (!row->fine) {
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED), "%s", row->name);
        ck_assert_msg(strstr(error->message, row->file) != NULL, "%s: %s", row->name, error->message);
        ck_assert_msg(strstr(error->message, "dateline check") != NULL, "%s: %s", row->name, error->message);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("segment-glance");
    TCase *tcase = tcase_create("segment-glance");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_glance_sees, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
