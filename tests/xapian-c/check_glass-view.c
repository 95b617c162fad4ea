#include "tests/xapian-c/fixture-private.h"
#include "xapian-c/glass-view.h"
#include "xapian-c/xapian-check.h"

#include <glib/gstdio.h>

static char *dir, *whole, *view;

static void set_up(void)
{
    dir = test_tmpdir();
    whole = g_build_filename(dir, "whole", NULL);
    view = g_build_filename(dir, "view", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(whole, NULL);
    ck_assert_ptr_nonnull(writer);
    for (guint i = 1; i <= 300; i++) {
        g_autofree char *text = g_strdup_printf("w%u", i);
        xap_document_begin(writer);
        xap_document_add_word(writer, text, strlen(text), i);
        xap_document_set_value(writer, 0, text, strlen(text));
        xap_document_set_data(writer, text, strlen(text));
        ck_assert(xap_document_end(writer, NULL, NULL));
    }
    ck_assert(xap_writer_commit(writer, NULL));
}

static void tear_down(void)
{
    g_free(whole);
    g_free(view);
    test_remove(dir);
}

typedef struct {
    const char *name, *file;
    guint without;
    gboolean data, value, term; /* that can be read of document 7 */
} ViewRow;

static const ViewRow rows[] = {
    {"positions", "position.glass", GLASS_VIEW_POSITION, TRUE, TRUE, TRUE},
    {"term lists", "termlist.glass", GLASS_VIEW_TERMLIST, TRUE, TRUE, FALSE},
    {"posting lists", "postlist.glass", GLASS_VIEW_POSTLIST, TRUE, FALSE, TRUE},
    {"data", "docdata.glass", GLASS_VIEW_DOCDATA, FALSE, TRUE, TRUE},
};

static gboolean is_seven(char *text)
{
    gboolean seven = text != NULL && strcmp(text, "w7") == 0;
    g_free(text);
    return seven;
}

/* With a table emptied Xapian opens nothing, without it the others. */
START_TEST(what_is_whole_can_be_read)
{
    const ViewRow *row = &rows[_i];
    g_autofree char *path = g_build_filename(whole, row->file, NULL);
    g_autoptr(GError) error = NULL;
    char *data = NULL, *value = NULL, *term = NULL;
    ck_assert(g_file_set_contents(path, "", 0, NULL));
    ck_assert_msg(xap_open(whole, NULL) == NULL, "%s: opened all the same", row->name);
    ck_assert_msg(glass_view_make(whole, view, row->without, &error), "%s: %s", row->name,
                  error != NULL ? error->message : "");
    g_autoptr(XapDatabase) db = xap_open(view, &error);
    ck_assert_msg(db != NULL, "%s: %s", row->name, error != NULL ? error->message : "");
    xap_salvage_data(db, 7, &data, NULL, NULL);
    xap_salvage_value(db, 7, 0, &value, NULL, NULL);
    xap_salvage_term(db, 7, "w", &term, NULL);
    ck_assert_msg(is_seven(data) == row->data, "without %s: data", row->name);
    ck_assert_msg(is_seven(value) == row->value, "without %s: value", row->name);
    ck_assert_msg((term != NULL && strcmp(term, "7") == 0) == row->term, "without %s: term", row->name);
    g_free(term);
}
END_TEST

START_TEST(a_broken_version_file_is_told)
{
    g_autofree char *path = g_build_filename(whole, "iamglass", NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize cut = 0; cut < length - 20; cut += 7) {
        g_autoptr(GError) error = NULL;
        ck_assert(g_file_set_contents(path, bytes, (gssize)cut, NULL));
        gboolean made = glass_view_make(whole, view, GLASS_VIEW_POSITION, &error);
        ck_assert_msg(made || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED), "cut at %zu", cut);
        if (made)
            test_remove(g_strdup(view));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glass-view");
    TCase *tcase = tcase_create("glass-view");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, what_is_whole_can_be_read, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tcase, a_broken_version_file_is_told);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
